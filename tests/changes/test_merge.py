"""Making one party of several."""

from datetime import timedelta

import pytest

from tests.dumps import dump
from tests.factories import (
    make_affiliation,
    make_case,
    make_case_step,
    make_contact_point,
    make_dealing,
    make_expectation,
    make_note,
    make_organization,
    make_person,
    make_relationship,
    make_response,
    make_survey,
    make_user,
)
from twofold.cases.models import Case
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.directory.actions.merge import merge_parties
from twofold.directory.actions.parties import edit_party, the_unknown_buyer
from twofold.directory.models import (
    ContactPoint,
    Identifier,
    KnownTo,
    Party,
    PartyAlias,
    PossibleDuplicate,
    Tie,
)
from twofold.directory.queries.aliases import current_id, with_aliases
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.models import Dealing, Relationship
from twofold.timeline.models import Event
from twofold.timeline.queries.timelines import party_timeline
from twofold.workspace.actions.undo import undo_event

RUNS = ("workspace.bulkrun",)


@pytest.fixture
def act(actor_of, amina, now):
    """Who acts, unless a test says otherwise."""
    return {"actor": actor_of(amina), "now": now}


@pytest.fixture
def ingrid(sales):
    """The record that stays, unless a test says otherwise."""
    person = make_person("Ingrid Berg", known_to=(sales,), home_unit=sales)
    make_contact_point(person, "ingrid@berg.example", is_primary=True)
    return person


@pytest.fixture
def inga(sales, it, now):
    """The same person once more, with everything that can hang on a person, in two units."""
    person = make_person("Inga Berg", known_to=(sales, it), home_unit=it, country="NO")
    make_contact_point(person, "ingrid@berg.example", is_primary=True)
    make_contact_point(person, "inga@home.example")
    Identifier.objects.create(party=person, scheme="crm", value="77")
    make_affiliation(person, make_organization("Nordlys", known_to=(sales,)), "contact", is_primary=True)
    make_user(person, email="inga@customer.example")
    bought = make_relationship(sales, person, opened_at=now - timedelta(days=900))
    for day in range(3):
        make_dealing(bought, now - timedelta(days=day))
    make_expectation(bought, "On time", stated_by=person)
    asked = make_relationship(it, person)
    case = make_case(asked, "Broken scanner", assignee=person)
    make_case_step(case, person=person, about=person)
    make_note(person, sales, author=person)
    make_response(make_survey(sales), bought)
    refresh_sums()
    return person


def last() -> Event:
    return Event.objects.system("test").order_by("-pk")[0]


def rows(model, **chosen):
    return model.objects.system("test").filter(**chosen)


def test_everything_that_belonged_to_either_belongs_to_the_one_that_stays(ingrid, inga, act, sales, it):
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    assert not rows(Party, pk=inga.pk).exists()
    assert set(KnownTo.objects.filter(party=ingrid).values_list("unit_id", flat=True)) == {sales.pk, it.pk}
    assert {point.value for point in rows(ContactPoint, party=ingrid)} == {
        "ingrid@berg.example",
        "inga@home.example",
    }
    assert rows(ContactPoint, party=ingrid, is_primary=True).count() == 1
    assert Identifier.objects.get(scheme="crm", value="77").party_id == ingrid.pk
    assert rows(Case, assignee=ingrid, relationship__customer=ingrid).count() == 1


def test_two_relationships_of_one_unit_are_joined_and_their_sums_made_anew(ingrid, inga, act, sales, now):
    kept = make_relationship(sales, ingrid)
    make_dealing(kept, now - timedelta(days=40))
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    [joined] = rows(Relationship, customer=ingrid, provider=sales)
    assert (joined.pk, joined.dealings_count) == (kept.pk, 4)
    assert joined.first_served_on == (now - timedelta(days=40)).date()
    assert joined.opened_at == now - timedelta(days=900)
    assert joined.expectations(manager="objects").system("test").count() == 1
    assert rows(Dealing, relationship=kept).count() == 4


def test_values_are_chosen_field_by_field_and_gaps_are_filled(ingrid, inga, act, it):
    chosen = {"name": inga.pk, "home_unit_id": inga.pk}
    merged = merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, chosen=chosen, **act)
    assert (merged.name, merged.country, merged.home_unit_id, merged.given_name) == (
        "Inga Berg",
        "NO",
        it.pk,
        "Ingrid",
    )


def test_one_event_tells_it_and_names_both(ingrid, inga, act):
    before = Event.objects.system("test").count()
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    assert Event.objects.system("test").count() == before + 1
    assert set(last().mentions.values_list("party_id", flat=True)) == {ingrid.pk, inga.pk}


def test_old_ids_keep_resolving_through_several_merges(ingrid, inga, act, sales):
    third = make_person("I. Berg", known_to=(sales,))
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    merge_parties([ingrid.pk, third.pk], survivor_id=third.pk, **act)
    assert current_id(inga.pk) == current_id(ingrid.pk) == third.pk
    assert with_aliases(third.pk) == [third.pk, ingrid.pk, inga.pk]


def test_the_timeline_of_the_one_that_stays_tells_what_happened_to_the_other(ingrid, inga, act):
    edit_party(inga, language="no", **act)
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    titles = [row.title for row in party_timeline(act["actor"], with_aliases(ingrid.pk)).rows]
    assert "Details changed" in titles


def test_taking_it_back_days_later_gives_back_every_row(ingrid, inga, act, sales, now):
    make_dealing(make_relationship(sales, ingrid))
    other = make_person("Iris Berg", known_to=(sales,))
    low, high = sorted((ingrid.pk, other.pk))
    PossibleDuplicate.objects.create(first_id=low, second_id=high, likelihood=0.5, found_at=now)
    low, high = sorted((inga.pk, other.pk))
    PossibleDuplicate.objects.create(
        first_id=low, second_id=high, likelihood=0.6, found_at=now, state="distinct"
    )
    PossibleDuplicate.objects.create(first=ingrid, second=inga, likelihood=0.9, found_at=now)
    Tie.objects.create(party=ingrid, other=inga, kind="refers")
    refresh_sums()
    before = dump(but=RUNS)
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    undo_event(last().pk, actor=act["actor"], now=now + timedelta(days=5))
    assert dump(but=RUNS) == before


def test_what_came_after_the_merge_stays_with_the_one_that_stayed(ingrid, inga, act, sales):
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    merge = last().pk
    [relationship] = rows(Relationship, customer=ingrid, provider=sales)
    edit_party(rows(Party, pk=ingrid.pk).get(), name="Ingrid Berg-Lund", **act)
    run = undo_event(merge, **act).run
    assert rows(Party, pk=inga.pk).get().name == "Inga Berg"
    assert rows(Party, pk=ingrid.pk).get().name == "Ingrid Berg-Lund"
    assert rows(Relationship, pk=relationship.pk).get().customer_id == inga.pk
    assert run.refused == 0  # the name was the survivor's own all along


def test_a_merge_that_was_merged_again_is_taken_back_after_the_later_one(ingrid, inga, act, sales):
    third = make_person("I. Berg", known_to=(sales,))
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    first = last().pk
    merge_parties([ingrid.pk, third.pk], survivor_id=third.pk, **act)
    second = last().pk
    with pytest.raises((Conflict, NotVisible)):
        undo_event(first, **act)
    before = dump(but=RUNS)
    undo_event(second, **act)
    undo_event(first, **act)
    assert rows(Party, pk=inga.pk).exists() and before != dump(but=RUNS)
    assert not PartyAlias.objects.exists()


def test_a_record_is_not_merged_with_itself(ingrid, act):
    with pytest.raises(BadInput, match="itself"):
        merge_parties([ingrid.pk, ingrid.pk], survivor_id=ingrid.pk, **act)


def test_one_that_the_person_may_not_see_looks_absent(ingrid, act, hr):
    hidden = make_person("Hidden Applicant", known_to=(hr,))
    with pytest.raises(NotVisible):
        merge_parties([ingrid.pk, hidden.pk], survivor_id=ingrid.pk, **act)
    assert rows(Party, pk=hidden.pk).exists()


def test_a_person_is_not_an_organisation_and_units_are_never_merged(ingrid, act, sales, it):
    company = make_organization(known_to=(sales,))
    with pytest.raises(BadInput, match="cannot be one"):
        merge_parties([ingrid.pk, company.pk], survivor_id=ingrid.pk, **act)
    with pytest.raises(BadInput, match="Units are not merged"):
        merge_parties([sales.pk, it.pk], survivor_id=sales.pk, **act)


def test_the_unknown_buyer_stays_unknown(ingrid, act, sales, now):
    nobody = the_unknown_buyer(now=now)
    KnownTo.objects.create(party=nobody, unit=sales)
    with pytest.raises(BadInput, match="unknown buyer"):
        merge_parties([ingrid.pk, nobody.pk], survivor_id=ingrid.pk, **act)


def test_one_that_was_merged_already_says_into_whom(ingrid, inga, act, sales):
    third = make_person(known_to=(sales,))
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    with pytest.raises(Conflict, match="merged into Ingrid Berg already"):
        merge_parties([third.pk, inga.pk], survivor_id=third.pk, **act)


def test_nobody_merges_themselves_and_colleagues_are_merged_by_administrators(
    ingrid, act, amina, bo, chidi, sales, actor_of, now
):
    with pytest.raises(NotAllowed, match="your own record"):
        merge_parties([ingrid.pk, amina.person_id], survivor_id=ingrid.pk, **act)
    with pytest.raises(NotAllowed, match="administrator"):
        merge_parties([ingrid.pk, bo.person_id], survivor_id=ingrid.pk, **act)
    merge_parties([ingrid.pk, bo.person_id], survivor_id=bo.person_id, actor=actor_of(chidi), now=now)
    assert not rows(Party, pk=ingrid.pk).exists()


def test_one_may_only_merge_what_one_may_change(ingrid, act, it, sales, mallory, actor_of, now):
    other = make_person(known_to=(sales, it))
    KnownTo.objects.create(party=ingrid, unit=it)
    from tests.factories import make_colleague
    from twofold.core.actor import Level

    vera = make_colleague("Vera Stone", sales, Level.VIEW)
    with pytest.raises(NotAllowed, match="may not change"):
        merge_parties([ingrid.pk, other.pk], survivor_id=ingrid.pk, actor=actor_of(vera), now=now)
    assert rows(Party, pk=other.pk).exists()


def test_the_timeline_tells_of_the_merge_once(ingrid, inga, act):
    merge_parties([ingrid.pk, inga.pk], survivor_id=ingrid.pk, **act)
    rows_of_events = party_timeline(act["actor"], with_aliases(ingrid.pk)).rows
    assert [row.title for row in rows_of_events].count("Merged with another record") == 1
