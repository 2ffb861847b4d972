"""Attributes of people, organisations and units: in their verbs, on their pages and in their forms."""

import pytest

from tests.factories import make_organization, make_person, make_unit
from twofold.core.errors import BadInput
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attribute_followers import (
    attributes_to_erase,
    erase_attributes,
    move_named_parties,
)
from twofold.directory.actions.attributes import add_attribute
from twofold.directory.actions.merge import merge_parties
from twofold.directory.actions.parties import add_organization, add_person, edit_party
from twofold.directory.actions.personal import PERSONAL_DATA
from twofold.directory.actions.units import add_unit, edit_unit
from twofold.directory.models import AttributeEntry, Party
from twofold.timeline.models import Change, ChangedRow

LOOK = "a test looks"


@pytest.fixture
def add(house, now, db):
    """`add("Tier", "choice", "Gold")`: a filterable attribute of people, unless told otherwise."""

    def add(label: str, kind: str = "text", *choices: str, **fields):
        given = [GivenChoice(choice) for choice in choices]
        stated = {"applies_to": "person", "is_filterable": not fields.get("is_sensitive")} | fields
        return add_attribute(label=label, kind=kind, choices=given, actor=house, now=now, **stated)

    return add


def now_of(party: Party) -> Party:
    return Party.objects.system(LOOK).get(pk=party.pk)


def test_an_edit_says_on_the_timeline_what_was_and_what_is(add, amina, sales, actor_of, now, last_event):
    tier = add("Customer tier", "choice", "Gold", "Silver")
    dana = make_person("Dana", known_to=(sales,), attributes={str(tier.pk): "silver"})
    edit_party(dana, attributes={"customer_tier": "gold"}, actor=actor_of(amina), now=now)
    assert now_of(dana).attributes == {str(tier.pk): "gold"}
    change = Change.objects.get(event=last_event())
    assert (change.field, change.old, change.new) == ("Customer tier", "Silver", "Gold")
    row = ChangedRow.objects.get(event_id=last_event().pk)
    assert '"gold"' in str(row.new).replace("'", '"')
    assert AttributeEntry.objects.get().text == "gold"


def test_what_is_sensitive_is_not_told_by_the_timeline(add, amina, sales, actor_of, now, last_event):
    add("Shoe size", is_sensitive=True)
    dana = make_person("Dana", known_to=(sales,))
    edit_party(dana, attributes={"shoe_size": "44"}, actor=actor_of(amina), now=now)
    change = Change.objects.get(event=last_event())
    assert "44" not in f"{change.old} {change.new}"


def test_nobody_is_added_without_what_is_required(add, amina, sales, actor_of, now, everything):
    add("Tier", is_required=True)
    before = everything()
    for given in ({}, {"tier": "  "}, {"tier": None}):
        with pytest.raises(BadInput, match="Tier: Fill this in") as refusal:
            add_person(name="Kim", unit_id=sales.pk, attributes=given, actor=actor_of(amina), now=now)
        assert refusal.value.field == "attribute.tier"
    assert everything() == before


def test_who_comes_by_another_way_is_not_asked(add, amina, sales, actor_of, now):
    add("Tier", is_required=True)
    kim = add_person(name="Kim", unit_id=sales.pk, actor=actor_of(amina), now=now)
    edit_party(kim, country="DE", attributes={}, actor=actor_of(amina), now=now)
    edit_party(kim, attributes={"tier": "x"}, actor=actor_of(amina), now=now)
    with pytest.raises(BadInput, match="required"):
        edit_party(kim, attributes={"tier": None}, actor=actor_of(amina), now=now)


def test_a_value_names_only_whom_one_may_know(add, amina, hr, sales, actor_of, now):
    add("Adviser", "party")
    hidden = make_person("Applicant", known_to=(hr,))
    dana = make_person("Dana", known_to=(sales,))
    with pytest.raises(BadInput, match="nobody like that"):
        edit_party(dana, attributes={"adviser": hidden.pk}, actor=actor_of(amina), now=now)
    edit_party(dana, attributes={"adviser": amina.person_id}, actor=actor_of(amina), now=now)
    assert list(now_of(dana).attributes.values()) == [amina.person_id]


def test_units_carry_attributes_too(add, bo, sales, actor_of, now, last_event):
    centre = add("Cost centre", applies_to="unit")
    shop = add_unit(name="Shop", parent=sales, attributes={"cost_centre": "A1"}, actor=actor_of(bo), now=now)
    edit_unit(shop, attributes={"cost_centre": "A2"}, actor=actor_of(bo), now=now)
    assert now_of(shop.party).attributes == {str(centre.pk): "A2"}
    assert Change.objects.get(event=last_event()).new == "A2"


def test_amina_fills_in_the_form_and_reads_it_on_the_page(add, amina, sales, client_of):
    add("Customer tier", "choice", "Gold", "Silver", applies_to="organization", is_required=True)
    add("Credit limit", "money", applies_to="organization")
    add("Adviser", "party", applies_to="organization")
    client = client_of(amina)
    values = {
        "name": "Oak",
        "unit": sales.pk,
        "attribute.customer_tier": "gold",
        "attribute.credit_limit_0": "1.250,50",
        "attribute.credit_limit_1": "eur",
        "attribute.adviser": "Amina Diallo",
    }
    address = "/parties/new/?kind=organization"
    refused = client.post(address, values | {"attribute.customer_tier": ""})
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["attribute.customer_tier"]
    page = client.get(client.post(address, values).headers["Location"]).content.decode()
    for text in ("Customer tier", "Gold", "€1,250.50", f"/parties/{amina.person_id}/"):
        assert text in page


def test_a_form_that_is_only_saved_again_changes_nothing(add, amina, sales, client_of, everything):
    tier = add("Tier", "choice", "Gold")
    oak = make_person("Oak", known_to=(sales,), attributes={str(tier.pk): "gold"})
    client = client_of(amina)
    form = client.get(f"/parties/{oak.pk}/edit/").context["form"]
    before = everything()
    sent = {name: form[name].value() or "" for name in form.fields}
    assert client.post(f"/parties/{oak.pk}/edit/", sent).status_code == 302
    assert everything() == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("Kim", "Several are called"), ("Nobody", "know nobody"), ("#9999999", "know nobody")],
)
def test_a_party_that_is_not_clear_is_refused_at_its_field(add, amina, sales, client_of, typed, sentence):
    add("Adviser", "party")
    dana = make_person("Dana", known_to=(sales,))
    for _twice in range(2):
        make_person("Kim", known_to=(sales,))
    answer = client_of(amina).post(f"/parties/{dana.pk}/edit/", {"name": "Dana", "attribute.adviser": typed})
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["attribute.adviser"][0]


def test_suggestions_name_only_whom_one_may_know(add, amina, hr, sales, house, client_of, now):
    add_organization(name="Oak Ltd", unit_id=sales.pk, actor=house, now=now)
    add_organization(name="Oak Secret", unit_id=hr.pk, actor=house, now=now)
    page = client_of(amina).get("/parties/suggestions/", {"attribute.adviser": "oak"}).content.decode()
    assert "Oak Ltd" in page
    assert "Secret" not in page


def test_a_unit_is_edited_with_its_attributes(add, bo, sales, client_of):
    add("Cost centre", applies_to="unit")
    client = client_of(bo)
    values = {"name": "Sales", "timezone": "UTC", "country": "", "attribute.cost_centre": "K 7"}
    assert client.post(f"/units/{sales.pk}/edit/", values).status_code == 302
    assert "K 7" in client.get(f"/units/{sales.pk}/").content.decode()
    added = client.post(f"/units/{sales.pk}/new/", {"name": "Shop", "attribute.cost_centre": "K 8"})
    assert "K 8" in client.get(added.headers["Location"]).content.decode()


def test_values_that_name_a_merged_party_follow_it(add, house, now):
    adviser = add("Adviser", "party", is_filterable=False)
    other = add("Number", "number")
    old, new = make_person("Old"), make_person("New")
    dana = edit_party(
        make_person("Dana"), attributes={"adviser": old.pk, "number": old.pk}, actor=house, now=now
    )
    [change] = move_named_parties({old.pk: new.pk}, now)
    assert now_of(dana).attributes == {str(adviser.pk): new.pk, str(other.pk): str(old.pk)}
    assert change.new == {"attributes": now_of(dana).attributes}
    assert AttributeEntry.objects.get(attribute=adviser).text == str(new.pk)


def test_an_erasure_takes_values_and_namings_alike(add, house, now):
    adviser, tier = add("Adviser", "party"), add("Tier")
    gone = edit_party(make_person("Gone"), attributes={"tier": "x"}, actor=house, now=now)
    dana = edit_party(make_person("Dana"), attributes={"tier": "y", "adviser": gone.pk}, actor=house, now=now)
    assert attributes_to_erase([gone.pk]) == erase_attributes([gone.pk]) == 2
    assert now_of(gone).attributes == {}
    assert now_of(dana).attributes == {str(tier.pk): "y"}
    assert list(AttributeEntry.objects.values_list("record_id", "text")) == [(dana.pk, "y")]
    assert not AttributeEntry.objects.filter(attribute=adviser).exists()


def test_a_record_of_a_kind_without_attributes_shows_none(amina, sales, client_of):
    oak = make_organization("Oak", known_to=(sales,))
    assert "Details" not in client_of(amina).get(f"/parties/{oak.pk}/").content.decode()
    assert make_unit(parent=sales).party.attributes == {}


def test_people_are_given_their_details_in_words(add, house, now):
    add("Prefers", "choices", "E-mail", "Phone")
    add("Shoe size", "number", is_sensitive=True)
    dana = make_person("Dana")
    values = {"prefers": ["phone"], "shoe_size": "44.5"}
    edit_party(dana, attributes=values, actor=house, now=now)
    assert PERSONAL_DATA.held([dana.pk]).records["Details"] == [{"Prefers": "Phone", "Shoe size": "44.5"}]
    assert "attributes" not in str(PERSONAL_DATA.held([dana.pk]).records).lower()


def test_a_merge_takes_details_along_and_who_names_the_merged_party_follows(add, house, now):
    adviser, tier = add("Adviser", "party"), add("Tier")
    stays, goes = make_person("Kim Lee"), make_person("Kim Lee")
    edit_party(goes, attributes={"tier": "x"}, actor=house, now=now)
    dana = edit_party(make_person("Dana"), attributes={"adviser": goes.pk}, actor=house, now=now)
    merge_parties([stays.pk, goes.pk], survivor_id=stays.pk, actor=house, now=now)
    assert now_of(stays).attributes == {str(tier.pk): "x"}
    assert now_of(dana).attributes == {str(adviser.pk): stays.pk}
    found = AttributeEntry.objects.order_by("record_id").values_list("record_id", "text")
    assert sorted(found) == sorted([(stays.pk, "x"), (dana.pk, str(stays.pk))])
