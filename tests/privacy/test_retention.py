"""After the time that administrators choose, people with whom nothing has happened are anonymised; nobody else is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, make_case, make_dealing, make_note, make_person, make_relationship
from tests.privacy.conftest import REASON
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.models import Party
from twofold.relationships.actions.sums import refresh_sums
from twofold.timeline.models import Event
from twofold.workspace.actions.retention import anonymise_due, set_retention
from twofold.workspace.models import RetentionRule

LONG_AGO, LATELY = NOW - timedelta(days=900), NOW - timedelta(days=30)


@pytest.fixture
def people(sales):
    """Of each standing one person of long ago, and one of lately."""
    found = {}
    for name, at in (("long ago", LONG_AGO), ("lately", LATELY)):
        dates = {"created_at": at, "changed_at": at}
        found[f"past {name}"] = past = make_person(f"Past {name}", known_to=(sales,), **dates)
        make_dealing(make_relationship(sales, past, opened_at=at), at)
        found[f"potential {name}"] = potential = make_person(f"Potential {name}", known_to=(sales,), **dates)
        make_relationship(sales, potential, opened_at=at)
        found[f"none {name}"] = make_person(f"Nobody {name}", known_to=(sales,), **dates)
    refresh_sums()
    return found


def names() -> set[str]:
    rows = Party.objects.system(REASON).filter(kind="person", is_colleague=False, is_unknown_buyer=False)
    return set(rows.values_list("name", flat=True))


def put_in_force(actor, **months) -> None:
    for standing, count in months.items():
        set_retention(standing, months=count, actor=actor, now=NOW)


def test_it_is_off_until_someone_puts_it_in_force(people):
    before = names()
    assert anonymise_due(now=NOW) == {}
    assert names() == before


@pytest.mark.parametrize("standing", ["past", "potential", "none"])
def test_each_rule_reaches_its_standing_and_only_those_of_long_ago(people, standing, actor_of, chidi):
    before = names()
    put_in_force(actor_of(chidi), **{standing: 24})
    assert anonymise_due(now=NOW) == {standing: 1}
    gone = before - names()
    assert gone == {people[f"{standing} long ago"].name}


def test_whoever_is_still_dealt_with_stays(people, sales, actor_of, chidi):
    past = people["past long ago"]
    make_note(past, sales, created_at=LATELY)
    potential = people["potential long ago"]
    make_case(potential.relationships.system(REASON).get(), opened_at=LONG_AGO)
    put_in_force(actor_of(chidi), past=24, potential=24)
    assert anonymise_due(now=NOW) == {"past": 0, "potential": 0}
    assert {past.name, potential.name} <= names()


def test_nobody_is_anonymised_twice_and_each_batch_is_an_event(people, actor_of, chidi):
    put_in_force(actor_of(chidi), past=24)
    anonymise_due(now=NOW)
    assert anonymise_due(now=NOW) == {"past": 0}
    event = Event.objects.system(REASON).get(verb="workspace.people_anonymised")
    assert event.details == {"standing": "past", "people": 1}


def test_only_administrators_decide(people, actor_of, bo, chidi):
    with pytest.raises(NotAllowed):
        set_retention("past", months=24, actor=actor_of(bo), now=NOW)
    with pytest.raises(BadInput, match="from 6 to 600"):
        set_retention("past", months=1, actor=actor_of(chidi), now=NOW)
    assert not RetentionRule.objects.exists()


def test_the_page_tells_how_many_before_it_is_put_in_force(people, client_of, chidi, bo):
    browser, url = client_of(chidi), reverse("workspace:retention")
    session = browser.session
    session["confirmed_at"] = 10**11
    session.save()
    assert client_of(bo).get(url).status_code == 403
    page = browser.post(url, {"months_none": "", "months_past": "12", "months_potential": "", "look": "yes"})
    assert "about one person tonight" in page.content.decode()
    assert not RetentionRule.objects.exists()
    browser.post(url, {"months_none": "", "months_past": "12", "months_potential": "", "keep": "yes"})
    assert dict(RetentionRule.objects.filter(months__isnull=False).values_list("standing", "months")) == {
        "past": 12
    }
