"""How parties are reached."""

import pytest

from tests.factories import make_person
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.actions.contact_points import add_contact_point, remove_contact_point
from twofold.directory.models import ContactPoint
from twofold.directory.models.normal_forms import PLAIN_EMAIL, normal_email, normal_phone
from twofold.search.queries.search import search


@pytest.fixture
def dana_novak(sales):
    return make_person("Dana Novak", known_to=(sales,), country="DE")


@pytest.mark.parametrize(
    ("kind", "value", "shown", "normalized"),
    [
        ("email", "Dana@Example.ORG", "Dana@example.org", "dana@example.org"),
        ("phone", "030 123456", "030 123456", "+4930123456"),
        ("phone", "+44 20 7946 0958", "+44 20 7946 0958", "+442079460958"),
        ("handle", "LinkedIn: @Dana", "linkedin:dana", "linkedin:dana"),
    ],
)
def test_each_kind_is_kept_in_one_normal_form(
    kind, value, shown, normalized, amina, sales, dana_novak, actor_of, now
):
    point = add_contact_point(dana_novak, kind=kind, value=value, actor=actor_of(amina), now=now)
    assert (point.value, point.normalized, point.is_primary) == (shown, normalized, True)
    assert search(normalized, scopes=frozenset({f"u{sales.pk}"}))


def test_an_address_is_kept_in_its_parts(amina, dana_novak, actor_of, now):
    parts = {"street": "Lange Reihe  12", "postcode": "20099", "city": "Hamburg", "country": "Germany"}
    point = add_contact_point(dana_novak, kind="address", parts=parts, actor=actor_of(amina), now=now)
    assert point.value == "Lange Reihe 12, 20099 Hamburg, DE"
    assert point.parts == {
        "street": "Lange Reihe 12",
        "postcode": "20099",
        "city": "Hamburg",
        "country": "DE",
    }


def test_national_numbers_are_read_as_the_enterprise_writes_them(amina, enterprise, sales, actor_of, now):
    enterprise.party.country = "FR"
    enterprise.party.save()
    someone = make_person("Someone", known_to=(sales,))
    point = add_contact_point(someone, kind="phone", value="01 23 45 67 89", actor=actor_of(amina), now=now)
    assert point.normalized == "+33123456789"


@pytest.mark.parametrize(
    ("kind", "value", "field"),
    [
        ("email", "dana at example.org", "email"),
        ("email", "dana@", "email"),
        ("phone", "call me", "phone"),
        ("phone", "1", "phone"),
        ("handle", "dana", "handle"),
        ("pigeon", "x", "kind"),
        ("email", "x" * 301, "value"),
    ],
)
def test_it_says_what_is_wrong(kind, value, field, amina, dana_novak, actor_of, now, everything):
    before = everything()
    with pytest.raises(BadInput) as refusal:
        add_contact_point(dana_novak, kind=kind, value=value, actor=actor_of(amina), now=now)
    assert refusal.value.field == field
    assert everything() == before


def test_the_same_twice_is_refused_however_it_is_written(amina, dana_novak, actor_of, now, everything):
    who = {"actor": actor_of(amina), "now": now}
    add_contact_point(dana_novak, kind="phone", value="030 123456", **who)
    before = everything()
    with pytest.raises(Conflict, match="already"):
        add_contact_point(dana_novak, kind="phone", value="+49 (30) 12 34 56", **who)
    assert everything() == before


def test_when_the_one_to_use_goes_another_takes_its_place(amina, dana_novak, actor_of, now):
    who = {"actor": actor_of(amina), "now": now}
    first = add_contact_point(dana_novak, kind="email", value="a@example.org", **who)
    add_contact_point(dana_novak, kind="email", value="b@example.org", **who)
    remove_contact_point(first, **who)
    left = ContactPoint.objects.system("a test looks").get(party=dana_novak)
    assert (left.value, left.is_primary) == ("b@example.org", True)


def test_mallory_neither_reads_nor_removes_it(mallory, amina, dana_novak, actor_of, now, everything):
    point = add_contact_point(dana_novak, kind="email", value="a@example.org", actor=actor_of(amina), now=now)
    assert not ContactPoint.objects.visible_to(actor_of(mallory)).exists()
    before = everything()
    with pytest.raises(NotAllowed):
        remove_contact_point(point, actor=actor_of(mallory), now=now)
    assert everything() == before


@pytest.mark.parametrize("address", ["a.b+c@ex-ample.co.uk", "x@y.museum", "a_b@1a.example"])
def test_the_fast_way_agrees_with_the_validator(address):
    from django.core.validators import validate_email

    assert PLAIN_EMAIL.fullmatch(address)
    validate_email(address)
    assert normal_email(f" {address.upper()} ") == address


def test_a_number_with_a_country_code_that_does_not_exist_is_refused():
    with pytest.raises(BadInput):
        normal_phone("+999123456789")


@pytest.mark.parametrize("phone", ["12", "+49 12", "112"])
def test_an_extension_is_no_phone_number(phone):
    with pytest.raises(BadInput, match="not a phone number"):
        normal_phone(phone, "DE")


def test_an_address_that_no_server_takes_is_none():
    with pytest.raises(BadInput, match="not an e-mail address"):
        normal_email("a" * 290 + "@b.example")
    assert normal_email("a" * 64 + "@b.example")
