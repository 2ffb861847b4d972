"""What asks by itself: after a case, a dealing, on a day and on leaving; once, never of oneself, never history."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOW,
    make_affiliation,
    make_colleague,
    make_contact_point,
    make_conversation,
    make_dealing,
    make_import_run,
    make_mailbox,
    make_person,
    make_relationship,
)
from twofold.cases.actions.cases import open_case, open_child_case, reopen_case, resolve_case
from twofold.cases.models import Case, CaseConversation
from twofold.core.errors import BadInput, Conflict, NotVisible
from twofold.directory.models import Affiliation
from twofold.relationships.actions.dealings import record_dealing, reverse_dealing
from twofold.relationships.models import Relationship
from twofold.surveys.actions.asking.private import private_reach
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.actions.triggers.run import run_trigger, run_triggers
from twofold.surveys.actions.triggers.settings import add_trigger, remove_trigger, switch_trigger
from twofold.surveys.models import Invitation, Survey, Trigger
from twofold.surveys.tests.test_questionnaire import DOCUMENT

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def asking(actor_of, amina, bo, sales, settings, tmp_path):
    """`asking(moment, …)`: a live survey of Sales with a trigger, since NOW."""
    settings.KEYS_DIR = tmp_path

    def asking(moment="case_closed", side="external", mode="named", **trigger) -> Trigger:
        begun = begin_survey(
            unit_id=sales.pk, name=f"{moment} {side}", side=side, mode=mode, form=DOCUMENT, actor=actor_of(bo), now=NOW
        )  # fmt: skip
        live = launch_survey(begun, actor=actor_of(bo), now=NOW)
        return add_trigger(live, moment=moment, actor=actor_of(bo), now=NOW, **trigger)

    return asking


@pytest.fixture
def dana(sales):
    return make_relationship(sales, make_person("Dana Novak", known_to=(sales,))).customer


@pytest.fixture
def closed(actor_of, amina, sales, dana):
    """`closed(…)`: a case that Amina opened for someone and resolved an hour after NOW."""

    def closed(party=None, side="external", kind="question", *, at=NOW + HOUR, **fields) -> Case:
        case = open_case(
            party=party or dana, unit_id=sales.pk, side=side, kind=kind, title="It wobbles", actor=actor_of(amina),
            now=at - MINUTE, **fields,
        )  # fmt: skip
        return resolve_case(case, resolution="Tightened.", actor=actor_of(amina), now=at)

    return closed


def asked_of(trigger: Trigger):
    return list(
        Invitation.objects.system("looking").filter(wave__survey=trigger.survey).order_by("subject_at", "pk")
    )


def told(trigger: Trigger) -> dict[str, int]:
    return dict(trigger.tallies.values_list("outcome", "n"))


def test_whoever_asked_is_asked_once_for_each_closure(asking, closed, dana, amina, actor_of):
    trigger, case = asking(), closed()
    assert run_triggers(now=NOW + HOUR + 5 * MINUTE) == 0
    assert run_triggers(now=NOW + 2 * HOUR) == 1
    assert run_triggers(now=NOW + 3 * HOUR) == 0
    reopen_case(case, reason="It wobbles still.", actor=actor_of(amina), now=NOW + 4 * HOUR)
    resolve_case(case, resolution="Glued.", actor=actor_of(amina), now=NOW + 5 * HOUR)
    assert run_triggers(now=NOW + 6 * HOUR) == 1

    first, second = asked_of(trigger)
    assert (first.party, first.subject_kind, first.subject_id, first.subject_at) == (
        dana, "cases.case", case.pk, NOW + HOUR
    )  # fmt: skip
    assert (first.unit_id, first.relationship_id) == (case.unit_id, case.relationship_id)
    assert second.subject_at == NOW + 5 * HOUR
    assert told(trigger) == {"asked": 2}


def test_what_was_read_already_asks_nobody_twice(asking, closed):
    trigger = asking()
    closed()
    run_triggers(now=NOW + 2 * HOUR)
    Trigger.objects.filter(pk=trigger.pk).update(
        reached=0
    )  # as if it had been killed before it kept how far it was

    assert run_trigger(trigger.pk, now=NOW + 3 * HOUR) == 0
    assert len(asked_of(trigger)) == 1


def test_a_case_opened_again_meanwhile_asks_nobody(asking, closed, amina, actor_of):
    trigger, case = asking(days=2), closed()
    reopen_case(case, reason="Not done.", actor=actor_of(amina), now=NOW + DAY)

    assert run_triggers(now=NOW + 3 * DAY) == 0
    assert told(trigger) == {"not_done": 1}


def test_it_waits_for_the_days_it_was_given(asking, closed):
    asking(days=2)
    closed()

    assert [run_triggers(now=NOW + days * DAY) for days in (1, 2, 3)] == [0, 0, 1]


@pytest.mark.parametrize("who", ["works there", "did it"])
def test_nobody_rates_their_own_work(asking, closed, sales, it, actor_of, amina, who):
    trigger = asking(side="internal")
    if who == "works there":
        closed(make_colleague("Ivo Sand", sales).person, "internal")
    else:
        case = closed(make_colleague("Mia Sand", it).person, "internal")
        Case.objects.system("test").filter(pk=case.pk).update(assignee=case.relationship.customer_id)

    assert run_triggers(now=NOW + 2 * HOUR) == 0
    assert told(trigger) == {"of_oneself": 1}


def test_a_colleague_of_another_unit_is_asked_also_when_the_unit_asks(
    asking, closed, it, mallory, actor_of, sales
):
    trigger = asking(side="internal")
    closed(mallory.person, "internal")
    case = open_case(
        party=it.party, unit_id=sales.pk, side="internal", kind="request", title="Chairs", actor=actor_of(mallory), now=NOW
    )  # fmt: skip
    Case.objects.system("test").filter(pk=case.pk).update(assignee=None)
    resolve_case(case, resolution="Sent.", actor=actor_of(lou(sales)), now=NOW + HOUR)

    assert run_triggers(now=NOW + 2 * HOUR) == 2
    assert {one.party_id for one in asked_of(trigger)} == {mallory.person_id}


def lou(sales):
    """Someone else who works in Sales."""
    return make_colleague("Lou Sand", sales)


def test_work_behind_a_case_restricted_ones_and_spam_ask_nobody(asking, closed, actor_of, mallory, sales, it):
    trigger = asking(side="internal")
    parent = open_case(
        party=mallory.person, unit_id=it.pk, side="internal", kind="request", title="Desk", actor=actor_of(mallory), now=NOW
    )  # fmt: skip
    child = open_child_case(parent, unit_id=sales.pk, title="A desk", actor=actor_of(mallory), now=NOW)
    resolve_case(child, resolution="Sent.", actor=actor_of(lou(sales)), now=NOW + HOUR)
    closed(mallory.person, "internal", is_restricted=True)
    spam = make_conversation(make_mailbox(sales, "a@b.example").channel, state="spam")
    CaseConversation.objects.create(case=closed(mallory.person, "internal"), conversation=spam)

    assert run_triggers(now=NOW + 2 * HOUR) == 0
    assert told(trigger) == {"work_behind": 1, "restricted": 1, "duplicate": 1}


def test_another_side_kind_or_unit_is_none_of_its_business(asking, closed, actor_of, it, mallory, dana):
    trigger = asking(case_kinds=["complaint"])
    closed()
    elsewhere = open_case(
        party=mallory.person, unit_id=it.pk, side="internal", kind="request", title="Desk", actor=actor_of(mallory), now=NOW
    )  # fmt: skip
    resolve_case(elsewhere, resolution="Done.", actor=actor_of(mallory), now=NOW + HOUR)

    assert run_triggers(now=NOW + 2 * HOUR) == 0
    assert told(trigger) == {}


def test_the_share_is_drawn_by_chance_that_repeats_itself(asking, closed):
    trigger = asking(share=50)
    for minute in range(20):
        closed(at=NOW + HOUR + minute * MINUTE)
    run_triggers(now=NOW + 2 * HOUR)

    counted = told(trigger)
    assert counted["asked"] + counted["not_drawn"] == 20
    assert 2 < counted["asked"] < 18
    Trigger.objects.filter(pk=trigger.pk).update(reached=0)
    assert run_trigger(trigger.pk, now=NOW + 3 * HOUR) == 0


def test_after_a_dealing_once_an_order_and_not_what_was_taken_back(asking, sales, dana, amina, actor_of):
    trigger = asking("dealing", days=1)
    bond, who = Relationship.objects.system("test").get(customer=dana), {"actor": actor_of(amina)}
    for reference in ("A-1", "A-1", "A-2", ""):
        made = record_dealing(bond, happened_at=NOW, reference=reference, now=NOW + HOUR, **who)
    reverse_dealing(made, now=NOW + 2 * HOUR, **who)
    record_dealing(bond, happened_at=NOW - 90 * DAY, now=NOW + 3 * HOUR, **who)
    make_dealing(bond)  # as an import brings it: without an event

    assert run_triggers(now=NOW + 2 * DAY) == 2
    assert told(trigger) == {"asked": 2, "duplicate": 1, "not_done": 1, "long_ago": 1}


def test_on_day_30_colleagues_who_came_and_did_not_only_move(asking, sales, it):
    trigger = asking("day", "internal", days=30)
    came = NOW.date() - 29 * DAY
    new, moved, earlier, brought = (make_person() for _one in range(4))
    make_affiliation(new, sales.party, kind=Affiliation.Kind.EMPLOYEE, from_on=came)
    make_affiliation(moved, it.party, kind=Affiliation.Kind.EMPLOYEE, from_on=date(2020, 1, 1), to_on=came)
    make_affiliation(moved, sales.party, kind=Affiliation.Kind.EMPLOYEE, from_on=came)
    make_affiliation(earlier, sales.party, kind=Affiliation.Kind.EMPLOYEE, from_on=came - 5 * DAY)
    later = make_import_run(sales, created_at=NOW + 9 * DAY)
    make_affiliation(
        brought, sales.party, kind=Affiliation.Kind.EMPLOYEE, from_on=came, import_run_id=later.pk
    )

    assert run_triggers(now=NOW) == 0
    assert run_triggers(now=NOW + 2 * DAY) == 1
    assert run_triggers(now=NOW + 3 * DAY) == 0
    assert [one.party for one in asked_of(trigger)] == [new]
    assert told(trigger) == {"asked": 1, "moved": 1}


def test_on_leaving_also_when_it_is_entered_late(asking, sales, it):
    trigger = asking("leaving", "internal")
    leaver, mover, late = (make_person() for _one in range(3))
    last = NOW.date() + 2 * DAY
    make_affiliation(leaver, sales.party, kind=Affiliation.Kind.EMPLOYEE, to_on=last)
    make_affiliation(mover, sales.party, kind=Affiliation.Kind.EMPLOYEE, to_on=last)
    make_affiliation(mover, it.party, kind=Affiliation.Kind.EMPLOYEE, from_on=last + DAY)

    assert run_triggers(now=NOW + 2 * DAY) == 0
    assert run_triggers(now=NOW + 3 * DAY) == 1
    make_affiliation(late, sales.party, kind=Affiliation.Kind.EMPLOYEE, to_on=last)
    assert run_triggers(now=NOW + 9 * DAY) == 1
    assert {one.party for one in asked_of(trigger)} == {leaver, late}
    assert told(trigger)["moved"] == 1


def test_where_only_totals_are_told_a_round_ends_each_quarter_and_nobody_is_asked_again(asking, sales):
    trigger = asking("leaving", "internal")
    make_affiliation(make_person(), sales.party, kind=Affiliation.Kind.EMPLOYEE, to_on=NOW.date() + 85 * DAY)

    assert run_triggers(now=NOW) == 0
    assert [run_triggers(now=NOW + days * DAY) for days in (86, 92, 93)] == [1, 0, 0]
    first, second = trigger.survey.waves.order_by("number")
    assert (first.closes_at, second.closes_at) == (NOW + 106 * DAY, None)


def test_what_happened_while_it_was_off_asks_nobody(asking, closed, bo, actor_of):
    trigger, who = asking(), {"actor": actor_of(bo)}
    switch_trigger(trigger, is_on=False, now=NOW + MINUTE, **who)
    closed()
    assert run_triggers(now=NOW + 2 * HOUR) == 0
    switch_trigger(trigger, is_on=True, now=NOW + 2 * HOUR, **who)
    assert run_triggers(now=NOW + 3 * HOUR) == 0
    closed(at=NOW + 4 * HOUR)
    assert run_triggers(now=NOW + 5 * HOUR) == 1
    remove_trigger(trigger, now=NOW, **who)
    assert len(asked_of(trigger)) == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"moment": "never"}, "moment"),
        ({"moment": "leaving"}, "moment"),
        ({"moment": "day"}, "days"),
        ({"moment": "dealing", "days": 999}, "days"),
        ({"moment": "case_closed", "share": 0}, "share"),
        ({"moment": "case_closed", "case_kinds": ["conflict"]}, "case_kinds"),
    ],
)
def test_what_makes_no_sense_is_refused(asking, actor_of, bo, sent, field):
    survey = asking().survey
    with pytest.raises(BadInput) as refused:
        add_trigger(survey, actor=actor_of(bo), now=NOW, **sent)
    assert refused.value.field == field
    assert survey.triggers.count() == 1


def test_it_asks_once_at_a_moment_and_never_anonymously(asking, actor_of, bo, eli):
    survey = asking().survey
    with pytest.raises(Conflict, match="already"):
        add_trigger(survey, moment="case_closed", actor=actor_of(bo), now=NOW)
    with pytest.raises(NotVisible):
        add_trigger(survey, moment="dealing", actor=actor_of(eli), now=NOW)
    Survey.objects.system("test").filter(pk=survey.pk).update(mode="anonymous")
    with pytest.raises(Conflict, match="anonymous"):
        add_trigger(survey, moment="dealing", actor=actor_of(bo), now=NOW)
    assert run_triggers(now=NOW) == 0


def test_who_has_left_is_written_to_at_an_address_of_their_own(asking, sales):
    trigger, leaver, last = asking("leaving", "internal"), make_person(), NOW.date()
    make_mailbox(sales, "desk@oak.example")
    make_contact_point(leaver, "leaver@oak.example", is_primary=True)
    make_contact_point(leaver, "leaver@home.example")
    tie = make_affiliation(leaver, sales.party, kind=Affiliation.Kind.EMPLOYEE, to_on=last)
    run_triggers(now=NOW + 2 * DAY)
    rows = asked_of(trigger)

    assert private_reach(rows)[leaver.pk].address == "leaver@home.example"
    Affiliation.objects.system("test").filter(pk=tie.pk).update(to_on=None)
    assert private_reach(rows) == {}
