"""Values of attributes, as forms, files, programs and the index have them."""

from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import get_currency_precision
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import BadInput
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_found import Entry, entries
from twofold.directory.models.attribute_texts import read_money, read_text, written
from twofold.directory.models.attribute_values import checked
from twofold.directory.web.attributes.fields import WithAttributes

CHOICES = [["gold", "Gold"], ["silver", "Sílver, fine"], ["tin", "Tin", True]]


def attribute(kind: str) -> Attribute:
    return Attribute(pk=7, applies_to="person", key="it", label="It", kind=kind, choices=CHOICES)


numbers = st.decimals(-(10**13), 10**13, places=6).map(lambda number: f"{number.normalize() + 0:f}")
money = st.builds(
    lambda minor, currency: {"minor": minor, "currency": currency},
    st.integers(-(10**13), 10**13),
    st.sampled_from(["EUR", "USD", "JPY", "KWD", "CHF"]),
)
texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=100)
KEPT = {
    "text": texts.map(lambda text: " ".join(text.split())).filter(bool),
    "number": numbers,
    "date": st.dates(date(1800, 1, 1), date(2199, 12, 31)).map(date.isoformat),
    "choice": st.sampled_from(["gold", "silver"]),
    "choices": st.sampled_from([["gold"], ["silver"], ["gold", "silver"]]),
    "yes_no": st.booleans(),
    "money": money,
}
values = st.sampled_from(sorted(KEPT)).flatmap(lambda kind: st.tuples(st.just(kind), KEPT[kind]))


class Form(WithAttributes, forms.Form):
    """A form of attributes only."""


def form(one: Attribute, data: dict | None, kept: object = None) -> Form:
    asked = Form(data)
    asked.ask_attributes([one], Actor(side=ActingSide.JOB), {"7": kept} if kept is not None else None)
    return asked


@given(values)
def test_what_is_kept_is_what_json_says(pair):
    kind, kept = pair
    assert checked(attribute(kind), kept) == kept


@given(values)
def test_what_a_file_gets_is_what_a_file_gives(pair):
    kind, kept = pair
    assert read_text(attribute(kind), written(attribute(kind), kept)) == kept


@given(values)
def test_a_form_sent_back_as_it_came_changes_nothing(pair):
    kind, kept = pair
    shown = form(attribute(kind), None, kept)["attribute.it"].value()
    sent = {"attribute.it": shown}
    if kind == "money":
        sent = {"attribute.it_0": shown[0], "attribute.it_1": shown[1]}
    assert sent
    again = form(attribute(kind), sent, kept)
    assert again.is_valid(), again.errors
    assert again.given_attributes() == {"it": kept}


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("choice", "GOLD", "gold"),
        ("choice", "silver, fine", "silver"),
        ("choices", " Sílver, fine ; gold;", ["gold", "silver"]),
        ("yes_no", "Yes", True),
        ("money", "1,234.50 EUR", {"minor": 123450, "currency": "EUR"}),
        ("money", "eur 1.234,5", {"minor": 123450, "currency": "EUR"}),
        ("money", "-1 234 JPY", {"minor": -1234, "currency": "JPY"}),
        ("money", "1.234.567 EUR", {"minor": 123456700, "currency": "EUR"}),
        ("number", "1.50", "1.5"),
        ("number", "-0", "0"),
        ("party", "Dana Novak #17", 17),
        ("text", "  two   words ", "two words"),
        ("text", "   ", None),
    ],
)
def test_people_write_in_several_ways(kind, text, kept):
    assert read_text(attribute(kind), text) == kept


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 7),
        ("text", "x" * 501),
        ("text", "bell\x07"),
        ("number", "many"),
        ("number", True),
        ("number", "1e20"),
        ("number", "0.0000001"),
        ("date", "30.2.2026"),
        ("date", "1799-12-31"),
        ("choice", "tin"),
        ("choice", ["gold"]),
        ("choices", "gold"),
        ("choices", [["gold"]]),
        ("yes_no", "maybe"),
        ("money", {"minor": 1.5, "currency": "EUR"}),
        ("money", {"minor": 1, "currency": "XXQ"}),
        ("money", {"minor": 10**14, "currency": "EUR"}),
        ("money", {"minor": 1}),
        ("party", "Dana"),
        ("party", 0),
    ],
)
def test_what_cannot_be_a_value_is_refused_by_its_label(kind, value):
    with pytest.raises(BadInput, match=r"^It: ") as refusal:
        checked(attribute(kind), value)
    assert refusal.value.field == "attribute.it"


@pytest.mark.parametrize("text", ["12.50", "EUR", "1.234 EUR", "12.345 EUR", "1.5 JPY", "1,2,3 EUR x"])
def test_an_amount_that_could_mean_two_things_is_refused(text):
    with pytest.raises(BadInput, match=r"^It: "):
        read_text(attribute("money"), text)


def test_an_amount_without_currency_may_be_given_one():
    assert read_money(attribute("money"), "12.5", "eur") == {"minor": 1250, "currency": "EUR"}
    assert get_currency_precision("EUR") == 2


def test_a_choice_offered_no_more_may_stay():
    assert checked(attribute("choice"), "tin", kept="tin") == "tin"
    assert checked(attribute("choices"), ["gold", "tin"], kept=["tin"]) == ["gold", "tin"]


@pytest.mark.parametrize(
    ("kind", "kept", "rows"),
    [
        ("text", "Ärger", [Entry("arger")]),
        ("number", "1.5", [Entry("", Decimal("1.5"))]),
        ("date", "2026-11-22", [Entry("2026-11-22")]),
        ("choices", ["gold", "tin"], [Entry("gold"), Entry("tin")]),
        ("yes_no", False, [Entry("", Decimal(0))]),
        ("money", {"minor": 5, "currency": "EUR"}, [Entry("EUR", Decimal(5))]),
        ("party", 17, [Entry("17")]),
    ],
)
def test_each_value_has_its_index_rows(kind, kept, rows):
    assert list(entries(attribute(kind), kept)) == rows
