"""Ties from person to person: who reports to whom, who referred whom, who assists whom."""

from datetime import date

import pytest

from tests.factories import make_organization, make_person
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.ties import add_tie, change_tie, end_tie, remove_tie
from twofold.directory.models import Tie
from twofold.timeline.models import ChangedRow

JAN, JUN, DEC = date(2025, 1, 1), date(2025, 6, 30), date(2025, 12, 31)
REPORTS = Tie.Kind.REPORTS_TO


@pytest.fixture
def ann(sales):
    return make_person("Ann Archer", known_to=(sales,))


@pytest.fixture
def ben(sales):
    return make_person("Ben Baker", known_to=(sales,))


@pytest.fixture
def cleo(sales):
    return make_person("Cleo Cook", known_to=(sales,))


@pytest.fixture
def reports(house, now):
    """`reports(one, other)`: notes that one reports to the other."""

    def reports(one, other, **days):
        return add_tie(one, other=other, kind=REPORTS, actor=house, now=now, **days)

    return reports


def ties() -> int:
    return Tie.objects.system("a test counts").count()


def test_it_is_noted_once_with_its_row(ann, ben, reports, last_event):
    tie = reports(ann, ben, from_on=JAN)
    event = last_event()
    assert (event.verb, event.subject_id) == ("directory.tie_added", tie.pk)
    assert {mention.party_id for mention in event.mentions.all()} == {ann.pk, ben.pk}
    row = ChangedRow.objects.get(event_id=event.pk)
    assert (row.act, row.new["other_id"], row.new["from_on"]) == ("created", ben.pk, "2025-01-01")


def test_one_reports_to_one_at_a_time(ann, ben, cleo, reports):
    reports(ann, ben, from_on=JAN, to_on=JUN)
    with pytest.raises(Conflict, match="reports to someone in that time"):
        reports(ann, cleo, from_on=JUN)
    reports(ann, cleo, from_on=date(2025, 7, 1))
    assert ties() == 2


@pytest.mark.parametrize("length", [2, 3])
def test_nobody_reports_in_a_circle(ann, ben, cleo, reports, length):
    reports(ann, ben)
    if length == 3:
        reports(ben, cleo)
    above = ben if length == 2 else cleo
    before = ties()
    with pytest.raises(BadInput, match="in a circle"):
        reports(above, ann)
    assert ties() == before


def test_a_circle_that_holds_on_no_day_is_none(ann, ben, reports):
    reports(ann, ben, to_on=JUN)
    reports(ben, ann, from_on=date(2025, 7, 1))
    assert ties() == 2


def test_changing_the_days_cannot_make_a_circle(ann, ben, reports, house, now):
    reports(ann, ben, to_on=JUN)
    other = reports(ben, ann, from_on=date(2025, 7, 1))
    with pytest.raises(BadInput, match="in a circle"):
        change_tie(other, from_on=JAN, to_on=None, actor=house, now=now)


def test_only_people_are_tied_and_not_to_themselves(ann, sales, house, now):
    company = make_organization(known_to=(sales,))
    for other, sentence in ((company, "Only people"), (ann, "themselves")):
        with pytest.raises(BadInput, match=sentence):
            add_tie(ann, other=other, kind="refers", actor=house, now=now)
    assert ties() == 0


def test_the_same_tie_is_not_told_twice(ann, ben, house, now):
    add_tie(ann, other=ben, kind="assists", actor=house, now=now)
    with pytest.raises(Conflict, match="already"):
        add_tie(ann, other=ben, kind="assists", actor=house, now=now)
    assert ties() == 1


def test_it_is_ended_once(ann, ben, reports, house, now, last_event):
    tie = end_tie(reports(ann, ben), to_on=JUN, actor=house, now=now)
    assert (tie.to_on, last_event().verb) == (JUN, "directory.tie_ended")
    with pytest.raises(BadInput, match="ended on 2025-06-30"):
        end_tie(tie, to_on=DEC, actor=house, now=now)


def test_a_mistake_is_taken_away_and_can_be_taken_back(ann, ben, reports, house, now, last_event):
    tie = reports(ann, ben)
    remove_tie(tie, actor=house, now=now)
    assert ties() == 0
    row = ChangedRow.objects.get(event_id=last_event().pk)
    assert (row.act, row.old["other_id"]) == ("deleted", ben.pk)


def test_mallory_may_not(mallory, ann, ben, actor_of, now, everything):
    before = everything()
    with pytest.raises(NotAllowed):
        add_tie(ann, other=ben, kind=REPORTS, actor=actor_of(mallory), now=now)
    assert (ties(), everything()) == (0, before)


def test_amina_adds_reads_ends_and_removes_it_on_the_page(amina, ann, ben, client_of):
    client, address = client_of(amina), f"/parties/{ann.pk}/ties/"
    assert client.post(f"{address}new/", {"kind": REPORTS, "other": "Ben Baker"}).status_code == 302
    tie = Tie.objects.system("a test looks").get()
    page = client.get(f"/parties/{ann.pk}/around/").content.decode()
    assert "Reports to" in page
    assert "Ben Baker" in page
    assert "Direct reports" in client.get(f"/parties/{ben.pk}/around/").content.decode()
    assert client.post(f"{address}{tie.pk}/", {"from_on": "2025-01-01"}).status_code == 302
    assert client.post(f"{address}{tie.pk}/", {"end": "1"}).status_code == 302
    assert "Ended" in client.get(f"/parties/{ann.pk}/around/").content.decode()
    assert client.post(f"{address}{tie.pk}/", {"remove": "1"}).status_code == 302
    assert ties() == 0


def test_the_form_says_whom_nobody_knows(amina, ann, client_of):
    answer = client_of(amina).post(f"/parties/{ann.pk}/ties/new/", {"kind": REPORTS, "other": "Nobody"})
    assert answer.status_code == 422
    assert "You know nobody called" in answer.content.decode()


def test_whom_the_reader_may_not_know_is_not_on_the_page(amina, ann, hr, reports, client_of):
    reports(ann, make_person("Secret Boss", known_to=(hr,)))
    assert "Secret" not in client_of(amina).get(f"/parties/{ann.pk}/around/").content.decode()


def test_on_an_earlier_day_the_chart_is_an_earlier_one(amina, ann, ben, cleo, reports, client_of):
    reports(ann, ben, to_on=JUN)
    reports(ann, cleo, from_on=date(2025, 7, 1))
    page = client_of(amina).get(f"/parties/{ann.pk}/around/?on=2025-02-01").content.decode()
    chart = page[page.index("reporting") : page.index("</ol>")]
    assert "Ben Baker" in chart
    assert "Cleo Cook" not in chart
