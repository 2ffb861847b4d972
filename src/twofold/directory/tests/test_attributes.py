"""Adding fields to records, and what becomes of them."""

import pytest

from tests.factories import make_organization, make_person
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attribute_life import (
    bring_back_attribute,
    delete_attribute,
    move_attribute,
    retire_attribute,
)
from twofold.directory.actions.attributes import MOST, add_attribute, edit_attribute
from twofold.directory.actions.parties import edit_party
from twofold.directory.models import Attribute
from twofold.directory.queries.attributes import attributes_of, registry


@pytest.fixture
def add(house, now, db):
    """`add("Tier", "choice", "Gold", "Silver")`: an attribute of organisations, unless told otherwise."""

    def add(label: str, kind: str = "text", *choices: str, applies_to: str = "organization", **fields):
        given = [GivenChoice(choice) for choice in choices]
        return add_attribute(
            applies_to=applies_to, label=label, kind=kind, choices=given, actor=house, now=now, **fields
        )

    return add


def keys(attribute: Attribute) -> list[list]:
    attribute.refresh_from_db()
    return attribute.choices


def test_chidi_adds_a_field_and_it_is_on_the_settings_timeline(chidi, actor_of, now, last_event):
    tier = add_attribute(
        applies_to="organization",
        label=" Größe  (cm) ",
        kind="number",
        help="Outer length.",
        actor=actor_of(chidi),
        now=now,
    )
    assert (tier.key, tier.label, tier.position) == ("grosse_cm", "Größe (cm)", 1)
    assert attributes_of("organization") == (tier,)
    event = last_event()
    assert (event.verb, event.unit_id, event.details["key"]) == (
        "directory.attribute_added",
        None,
        "grosse_cm",
    )


def test_amina_does_not_decide_which_fields_records_have(amina, actor_of, now):
    with pytest.raises(NotAllowed, match="administrators"):
        add_attribute(applies_to="person", label="X", kind="text", actor=actor_of(amina), now=now)
    assert not Attribute.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"label": " "}, "label"),
        ({"label": "x" * 81}, "label"),
        ({"key": "Tier"}, "key"),
        ({"kind": "song"}, "kind"),
        ({"applies_to": "song"}, "applies_to"),
        ({"help": "x" * 201}, "help"),
        ({"kind": "choice"}, "choices"),
        ({"is_sensitive": True, "is_filterable": True}, "is_sensitive"),
    ],
)
def test_it_refuses_what_makes_no_field(add, fields, field):
    with pytest.raises(BadInput) as refusal:
        add(**{"label": "Tier"} | fields)
    assert refusal.value.field == field
    assert not Attribute.objects.exists()


def test_it_refuses_a_key_or_label_that_is_taken(add):
    add("Tier")
    with pytest.raises(Conflict, match="key"):
        add("Level", key="tier")
    with pytest.raises(Conflict, match="called"):
        add("TIER", key="other")
    add("Tier", applies_to="person")
    assert Attribute.objects.count() == 2


def test_it_refuses_more_than_a_hundred(add, house, now):
    Attribute.objects.bulk_create(
        Attribute(applies_to="person", key=f"k{n}", label=f"K{n}", kind="text", created_at=now)
        for n in range(MOST)
    )
    with pytest.raises(BadInput, match="100"):
        add("One more", applies_to="person")


def test_labels_of_choices_change_while_their_keys_stay(add, house, now):
    tier = add("Tier", "choice", "Gold", "Silver")
    edit_attribute(
        tier,
        choices=[GivenChoice("Silver!", "silver"), GivenChoice("Golden", "gold"), GivenChoice("New")],
        actor=house,
        now=now,
    )
    assert keys(tier) == [["silver", "Silver!"], ["gold", "Golden"], ["new", "New"]]


@pytest.mark.parametrize("choices", [["Gold", "gold"], ["A; B"], ["x" * 81], [" "], []])
def test_it_refuses_choices_that_cannot_be_told_apart(add, choices):
    with pytest.raises(BadInput) as refusal:
        add("Tier", "choices", *choices)
    assert refusal.value.field == "choices"


@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_a_choice_that_records_have_is_retired_and_another_one_goes(add, house, now, kind):
    tier = add("Tier", kind, "Gold", "Silver", "Tin")
    buyer = make_organization("Oak")
    edit_party(buyer, attributes={"tier": "gold" if kind == "choice" else ["gold"]}, actor=house, now=now)
    edit_attribute(tier, choices=[GivenChoice("Silver", "silver")], actor=house, now=now)
    assert keys(tier) == [["silver", "Silver"], ["gold", "Gold", True]]
    with pytest.raises(BadInput, match="none of: Silver"):
        edit_party(
            make_organization("Elm"),
            attributes={"tier": "gold" if kind == "choice" else ["gold"]},
            actor=house,
            now=now,
        )


def test_a_retired_attribute_is_shown_nowhere_and_comes_back_with_its_values(add, house, now):
    tier = add("Tier")
    buyer = edit_party(make_organization("Oak"), attributes={"tier": "high"}, actor=house, now=now)
    retire_attribute(tier, actor=house, now=now)
    assert attributes_of("organization") == ()
    with pytest.raises(BadInput, match="no attribute “tier”"):
        edit_party(buyer, attributes={"tier": "low"}, actor=house, now=now)
    with pytest.raises(Conflict, match="retired already"):
        retire_attribute(tier, actor=house, now=now)
    bring_back_attribute(tier, actor=house, now=now)
    assert attributes_of("organization") == (tier,)
    assert buyer.attributes == {str(tier.pk): "high"}


def test_only_what_no_record_has_can_be_deleted(add, house, now):
    tier, other = add("Tier"), add("Other")
    edit_party(make_organization("Oak"), attributes={"tier": "high"}, actor=house, now=now)
    with pytest.raises(Conflict, match="Retire it"):
        delete_attribute(tier, actor=house, now=now)
    delete_attribute(other, actor=house, now=now)
    assert [one.key for one in registry().every] == ["tier"]


def test_attributes_stand_in_the_order_people_give_them(add, house, now):
    one, two, three = add("One"), add("Two"), add("Three")
    move_attribute(three, up=True, actor=house, now=now)
    move_attribute(one, up=True, actor=house, now=now)
    assert attributes_of("organization") == (one, three, two)


def test_an_edit_that_changes_nothing_is_no_event(add, house, now, last_event):
    tier = add("Tier")
    before = last_event()
    edit_attribute(tier, label="Tier", help="", actor=house, now=now)
    assert last_event() == before


def test_copies_in_memory_know_when_they_are_old(add, django_assert_num_queries):
    add("Tier")
    registry()
    with django_assert_num_queries(1):
        assert len(registry().every) == 1
    add("Other", applies_to="person")
    with django_assert_num_queries(2):
        assert len(registry().every) == 2


def test_values_of_one_kind_of_record_are_not_those_of_another(add, house, now):
    add("Tier")
    with pytest.raises(BadInput, match="There are: –"):
        edit_party(make_person("Dana"), attributes={"tier": "x"}, actor=house, now=now)
