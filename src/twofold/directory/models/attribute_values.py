"""Values of attributes: one form for the database and the API, read strictly.

As JSON a number is a text such as ``"12.5"`` (no float rounds it), a day ``"2026-11-22"``, an amount
``{"minor": 1250, "currency": "EUR"}``, a choice its key, several choices their keys in order, a party its id. What is empty is
not kept at all.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.money import known_currency
from twofold.directory.models.attribute import Attribute

Kept = str | bool | int | list | dict
Kind = Attribute.Kind
LONGEST_TEXT = 500
HIGHEST = Decimal(10) ** 14
PLACES = 6
YEARS = range(1800, 2200)


def checked(attribute: Attribute, value: Any, *, kept: Kept | None = None) -> Kept | None:
    """A value as it is kept, None if there is none.

    :param kept: the value until now: a choice that is offered no more may stay
    :raises BadInput: naming the attribute and what to do
    """
    if value is None or value == "" or value == []:
        return None
    return READERS[attribute.kind](attribute, value, kept)


def field_name(attribute: Attribute) -> str:
    """What the attribute is called in forms, refusals and files: ``attribute.tier``."""
    return f"attribute.{attribute.key}"


def refusal(attribute: Attribute, sentence: str, **values: object) -> BadInput:
    """A refusal of a value, in a sentence that begins with the attribute's label."""
    said = sentence % values if values else sentence
    return BadInput(f"{attribute.label}: {said}", field=field_name(attribute))


def offered_choices(attribute: Attribute, keep: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Key and label of the choices that can be chosen; those offered no more only where the record has them."""
    stay = set(keep)
    return [(key, label) for key, label, *gone in attribute.choices if not (gone and gone[0]) or key in stay]


def choice_labels(attribute: Attribute) -> Mapping[str, str]:
    """Key → label of all choices, those offered no more too."""
    return {choice[0]: choice[1] for choice in attribute.choices}


def _text(attribute: Attribute, value: Any, kept: Kept | None) -> str | None:
    if not isinstance(value, str):
        raise refusal(attribute, _("Write a text."))
    text = " ".join(value.split())
    if len(text) > LONGEST_TEXT:
        raise refusal(attribute, _("Use at most %(most)d characters."), most=LONGEST_TEXT)
    if not text.isprintable():
        raise refusal(attribute, _("The text holds characters that cannot be shown. Type it anew."))
    return text or None


def _number(attribute: Attribute, value: Any, kept: Kept | None) -> str:
    try:
        number = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise refusal(attribute, _("“%(value)s” is not a number. Write it like 12.5."), value=str(value)[:40])
    if abs(number) >= HIGHEST or number != round(number, PLACES):
        raise refusal(
            attribute,
            _("A number may have 14 digits before the point and %(places)d behind it."),
            places=PLACES,
        )
    return f"{number.normalize() + 0:f}"


def _date(attribute: Attribute, value: Any, kept: Kept | None) -> str:
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
        if day.year not in YEARS:
            raise ValueError
        return day.isoformat()
    except (TypeError, ValueError):
        raise refusal(
            attribute, _("“%(value)s” is not a day. Write it like 2026-11-22."), value=str(value)[:40]
        ) from None


def _choice(attribute: Attribute, value: Any, kept: Kept | None) -> str:
    offered = dict(offered_choices(attribute, [kept] if isinstance(kept, str) else ()))
    if not isinstance(value, str) or value not in offered:
        raise refusal(
            attribute,
            _("“%(value)s” is none of: %(choices)s."),
            value=str(value)[:40],
            choices=", ".join(offered.values()),
        )
    return value


def _choices(attribute: Attribute, value: Any, kept: Kept | None) -> list[str] | None:
    if not isinstance(value, list | tuple):
        raise refusal(attribute, _("Give a list of choices."))
    stay = kept if isinstance(kept, list) else ()
    for one in value:
        _choice(attribute, one, one if one in stay else None)
    return [key for key in choice_labels(attribute) if key in value] or None


def _yes_no(attribute: Attribute, value: Any, kept: Kept | None) -> bool:
    if not isinstance(value, bool):
        raise refusal(attribute, _("Say yes or no."))
    return value


def _money(attribute: Attribute, value: Any, kept: Kept | None) -> dict[str, Any]:
    minor = value.get("minor") if isinstance(value, Mapping) else None
    if not isinstance(minor, int) or isinstance(minor, bool) or set(value) != {"minor", "currency"}:
        raise refusal(attribute, _("Give an amount in the smallest unit, and its currency."))
    if abs(minor) >= HIGHEST:
        raise refusal(attribute, _("This amount is too large."))
    try:
        return {"minor": minor, "currency": known_currency(str(value["currency"]))}
    except BadInput as unknown:
        raise refusal(attribute, unknown.sentence) from None


def _party(attribute: Attribute, value: Any, kept: Kept | None) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**63:
        raise refusal(attribute, _("Choose a person or an organisation."))
    return value


READERS: Mapping[str, Callable[[Attribute, Any, Kept | None], Kept | None]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.MONEY: _money,
    Kind.PARTY: _party,
}
