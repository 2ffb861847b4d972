"""Whatever is done, in whatever order: taken back the other way round, everything is as it was."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dumps import dump
from tests.factories import NOW, make_organization, make_person, make_unit
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import DomainError
from twofold.directory.actions.affiliations import affiliate, change_affiliation, end_affiliation
from twofold.directory.actions.contact_points import add_contact_point, remove_contact_point
from twofold.directory.actions.merge import merge_parties
from twofold.directory.actions.parties import add_person, edit_party, identify
from twofold.directory.actions.units import edit_unit, move_unit
from twofold.directory.models import Affiliation, ContactPoint, Party, Unit
from twofold.timeline.models import ChangedRow
from twofold.workspace.actions.undo import undo_event

HOUSE = {"actor": Actor(side=ActingSide.JOB), "now": NOW}
RUNS = ("workspace.bulkrun",)
ACTS = ("edit", "identify", "reach", "forget", "belong", "change", "end", "add", "rename", "move", "merge")
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(0, 9), st.booleans()), max_size=8
)


def some(model, number: int, **chosen):
    rows = list(model.objects.system("test").filter(**chosen).order_by("pk"))
    return rows[number % len(rows)] if rows else None


def carry_out(act: str, one: int, other: int, flag: bool) -> None:
    """One act on some records; what is refused changes nothing."""
    person, group = some(Party, one, kind="person"), some(Party, other, kind="organization")
    point, tie = some(ContactPoint, one), some(Affiliation, other)
    match act:
        case "edit":
            edit_party(person, name=f"Name {other}", country="NO" if flag else "", **HOUSE)
        case "identify":
            identify(person, scheme="crm", value=str(other), **HOUSE)
        case "reach":
            add_contact_point(person, kind="email", value=f"x{other}@y.example", is_primary=flag, **HOUSE)
        case "forget" if point:
            remove_contact_point(point, **HOUSE)
        case "belong":
            affiliate(person, group=group, kind="contact", role_title=str(other), is_primary=flag, **HOUSE)
        case "change" if tie:
            change_affiliation(tie, role_title=str(one), is_primary=flag, **HOUSE)
        case "end" if tie:
            end_affiliation(tie, to_on=date(2026, 1, 1 + one), **HOUSE)
        case "add":
            unit = some(Unit, other)
            add_person(name=f"New {one}", unit_id=unit.pk, identifiers={"shop": str(one)}, **HOUSE)
        case "rename":
            edit_unit(some(Unit, one), name=f"Unit {other}", **HOUSE)
        case "move":
            move_unit(some(Unit, one), to=some(Unit, other), **HOUSE)
        case "merge":
            kept, *_ = people = [some(Party, number, kind="person") for number in (one, other)]
            merge_parties([party.pk for party in people], survivor_id=kept.pk, **HOUSE)


@pytest.fixture
def small_house(db):
    """A root with two units, three people and two organisations."""
    root = make_unit("Root")
    sales = make_unit("Sales", parent=root)
    make_unit("IT", parent=root)
    for name in ("Ann", "Bob", "Cem"):
        make_person(name, known_to=(sales,), home_unit=sales)
    for name in ("One", "Two"):
        make_organization(name, known_to=(sales,))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(done=steps)
def test_taken_back_in_reverse_everything_is_as_it_was(small_house, done):
    from django.db import transaction

    with transaction.atomic():
        before, last = dump(but=RUNS), _last_kept()
        for step in done:
            try:
                with transaction.atomic():
                    carry_out(*step)
            except DomainError:
                continue
        events = (
            ChangedRow.objects.filter(pk__gt=last).order_by("-event_id").values_list("event_id", flat=True)
        )
        for event in dict.fromkeys(events):
            undo_event(event, **HOUSE)
        assert dump(but=RUNS) == before
        transaction.set_rollback(True)


def _last_kept() -> int:
    return ChangedRow.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
