"""Reading the values of a rule by the kind of its field; a refusal is a sentence."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.filters.operators import Takes
from twofold.core.ids import HIGHEST_ID
from twofold.core.money import Money
from twofold.core.plates.lists import Asked, FieldKind, FilterField

LONGEST = 200
MOST_VALUES = 100
MOST_DAYS = 40_000
FIRST_YEAR, LAST_YEAR = 1000, 9000
ME = "me"
MINE = "mine"


def read_values(field: FilterField, takes: Takes, values: Any, asked: Asked) -> tuple[Any, ...]:
    """The values of a rule, as the kind of its field reads them.

    :raises BadInput: with a sentence that follows the field's label and a colon
    """
    if takes is Takes.NOTHING:
        return ()
    given = _texts(values)
    wanted = {Takes.ONE: 1, Takes.DAYS: 1, Takes.TWO: 2}.get(takes)
    if not given:
        raise BadInput(_("A value is missing."))
    if wanted and len(given) != wanted:
        raise BadInput(_("Two values are needed: from and to.") if wanted == 2 else _("One value is enough."))
    if takes is Takes.DAYS:
        return (_days(given[0]),)
    read = tuple(one for text in given for one in READERS[field.kind](text, field, asked))
    if takes is Takes.TWO and _runs_backwards(read):
        raise BadInput(_("The second value lies before the first."))
    return read


def _runs_backwards(read: Sequence[Any]) -> bool:
    low, high = read
    if isinstance(low, Money):
        if low.currency != high.currency:
            raise BadInput(_("Both amounts must be in one currency."))
        return low.minor > high.minor
    return _day(low) > _day(high)


def _day(value: Any) -> Any:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _texts(values: Any) -> list[str]:
    given = values if isinstance(values, list | tuple) else [values]
    texts = [str(value).strip() for value in given if isinstance(value, str | int | float)]
    if len(texts) > MOST_VALUES:
        raise BadInput(_("At most %(most)d values can be asked for.") % {"most": MOST_VALUES})
    return [text for text in texts if text]


def _days(text: str) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 7 and 0 < int(text) <= MOST_DAYS:
        return int(text)
    raise BadInput(_("“%(text)s” is not a number of days.") % {"text": text[:40]})


def _text(text: str, field: FilterField, asked: Asked) -> tuple[str]:
    if len(text) > LONGEST or "\x00" in text:
        raise BadInput(_("The text is too long to look for."))
    return (text,)


def _number(text: str, field: FilterField, asked: Asked) -> tuple[Decimal]:
    try:
        number = Decimal(text.replace(" ", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
        raise BadInput(_("“%(text)s” is not a number. Write it like 12.5.") % {"text": text[:40]})
    return (number,)


def _money(text: str, field: FilterField, asked: Asked) -> tuple[Money]:
    amount, _space, currency = text.rpartition(" ")
    if not amount:
        raise BadInput(_("Write the amount with its currency, such as 12.50 EUR."))
    _number(amount, field, asked)
    return (Money.of(amount.replace(" ", ""), currency),)


def _date(text: str, field: FilterField, asked: Asked) -> tuple[date]:
    relative = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}.get(text)
    if relative is not None:
        return (asked.today + timedelta(days=relative),)
    try:
        read = date.fromisoformat(text)
    except ValueError:
        read = date.min
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise BadInput(_("“%(text)s” is not a day. Write it like 2026-11-30.") % {"text": text[:40]})
    return (read,)


def _moment(text: str, field: FilterField, asked: Asked) -> tuple[Any]:
    return (asked.now,) if text == "now" else _date(text, field, asked)


def _choice(text: str, field: FilterField, asked: Asked) -> tuple[str]:
    if field.choices and text not in {str(value) for value, _label in field.choices(asked)}:
        raise BadInput(_("“%(text)s” is not among the choices.") % {"text": text[:40]})
    return (text,)


def _id(text: str, field: FilterField, asked: Asked) -> tuple[int, ...]:
    if field.kind is FieldKind.PARTY and text == ME:
        return (asked.actor.person_id or 0,)
    if field.kind is FieldKind.UNIT and text == MINE:
        return tuple(sorted(asked.actor.units())) or (0,)
    if text.isascii() and text.isdecimal() and len(text) < 20 and int(text) <= HIGHEST_ID:
        return (int(text),)
    raise BadInput(_("“%(text)s” does not name anyone. Choose from the list.") % {"text": text[:40]})


def _yes_no(text: str, field: FilterField, asked: Asked) -> tuple[bool]:
    if text.lower() in ("yes", "no", "true", "false"):
        return (text.lower() in ("yes", "true"),)
    raise BadInput(_("Choose yes or no."))


READERS: Mapping[FieldKind, Callable[[str, FilterField, Asked], tuple]] = {
    FieldKind.TEXT: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.MOMENT: _moment,
    FieldKind.CHOICE: _choice,
    FieldKind.CHOICES: _choice,
    FieldKind.PARTY: _id,
    FieldKind.UNIT: _id,
    FieldKind.YES_NO: _yes_no,
}
