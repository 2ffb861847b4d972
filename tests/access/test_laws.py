"""Laws that hold for every policy, whoever asks: tried with people and memberships that nobody thought of."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.world import World
from tests.factories import make_case, make_known, make_person, make_relationship
from twofold.accounts.queries.actors import expand_levels
from twofold.core.access import get_visible
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.errors import NotVisible
from twofold.core.guard import POLICY
from twofold.directory.queries.units import unit_tree

TRIED = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
UNITS = ("root", "sales", "logistics", "it", "hr", "clinic")
PEOPLE = ("vera", "eli", "dana", "hana")
MEMBERSHIPS = st.dictionaries(st.sampled_from(UNITS), st.sampled_from(Level), max_size=3)
SOMEONE = st.tuples(
    MEMBERSHIPS,
    st.sampled_from((None, *PEOPLE)),
    st.sets(st.sampled_from(("administer", "audit", "see_totals", "import"))),
    st.sampled_from((ActingSide.STAFF, ActingSide.API)),
)
ACTIONS = ("view", "work", "lead")


def actor_from(world: World, drawn: tuple) -> Actor:
    """Someone with these memberships, as this person."""
    memberships, person, capabilities, side = drawn
    user = world.users.get(person)
    return Actor(
        side=side,
        person_id=user and user.person_id,
        user_id=user and user.pk,
        levels=expand_levels(
            {world.units[unit].pk: level for unit, level in memberships.items()}, unit_tree()
        ),
        capabilities=frozenset(capabilities),
    )


def seen(actor: Actor, action: str = "view") -> set[tuple[str, int]]:
    """Everything that an actor may do this with."""
    return {
        (model.__name__, pk)
        for model in POLICY
        for pk in model.objects.visible_to(actor, action).values_list("pk", flat=True)
    }


@TRIED
@given(drawn=SOMEONE, lost=st.sampled_from(UNITS))
def test_losing_a_membership_never_shows_more(world, drawn, lost):
    memberships, *rest = drawn
    fewer = {unit: level for unit, level in memberships.items() if unit != lost}
    before, after = actor_from(world, drawn), actor_from(world, (fewer, *rest))
    for action in ACTIONS:
        assert seen(after, action) <= seen(before, action)


@TRIED
@given(drawn=SOMEONE)
def test_whoever_may_change_something_may_see_it(world, drawn):
    actor = actor_from(world, drawn)
    assert seen(actor, "lead") <= seen(actor, "work") <= seen(actor, "view")


@TRIED
@given(drawn=SOMEONE)
def test_what_is_behind_a_seal_is_for_its_members(world, drawn):
    memberships, _person, capabilities, side = drawn
    outside = {unit: level for unit, level in memberships.items() if unit not in ("hr", "clinic")}
    actor = actor_from(world, (outside, None, capabilities, side))
    sealed = {world.units["hr"].pk, world.units["clinic"].pk}
    known = {"Party", "Unit", "Offering"}  # that a sealed unit exists, and what it offers, is no secret
    if actor.may("audit"):
        known.add("LookUp")  # that someone has looked is what auditors are for; at whom, they read no name
    for record in world.records.values():
        unit_id = getattr(record.row, "unit_id", None) or getattr(record.row, "provider_id", None)
        if unit_id in sealed and record.model.__name__ not in known:
            assert not record.is_open_to(actor, "view"), record.name


@TRIED
@given(drawn=SOMEONE)
def test_a_list_and_a_page_agree(world, drawn):
    actor = actor_from(world, drawn)
    listed = seen(actor)
    for record in world.numbered:
        try:
            get_visible(record.model, actor, record.row.pk)
        except NotVisible:
            opens = False
        else:
            opens = True
        assert opens == ((record.model.__name__, record.row.pk) in listed)


@TRIED
@given(drawn=SOMEONE)
def test_the_portal_shows_nothing_of_the_staff(world, drawn):
    """As customers, an administrator and a stranger with the same person see the same."""
    actor = replace(actor_from(world, drawn), side=ActingSide.PORTAL)
    assert seen(actor) == seen(replace(actor, levels={}, capabilities=frozenset()))
    assert not seen(actor, "work")


@pytest.mark.parametrize("column", ["vera", "eli", "hana", "chidi", "dana", "dana/portal"])
def test_what_happens_elsewhere_changes_nothing_of_what_one_sees(world, column):
    before = seen(world.actor(column))
    stranger = make_person("Someone Else")
    elsewhere = next(
        unit
        for name, unit in world.units.items()
        if world.actor(column).level_in(unit.pk) is None and name != "root"
    )
    make_known(stranger, elsewhere)
    make_case(make_relationship(elsewhere, stranger))
    assert seen(world.actor(column)) == before
