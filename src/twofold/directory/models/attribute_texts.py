"""Values of attributes as people and files write them: ``yes``, ``12.50 EUR``, ``Gold; Silver``, ``Dana Novak #17``."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_precision
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.money import Money, known_currency
from twofold.directory.models.attribute import Attribute
from twofold.directory.models.attribute_names import BETWEEN_CHOICES
from twofold.directory.models.attribute_values import Kept, Kind, checked, choice_labels, refusal
from twofold.directory.models.names import sort_name

YES, NO = frozenset({"yes", "true", "1", "y", "x"}), frozenset({"no", "false", "0", "n"})
NUMBERED = re.compile(r"(?:.*#)?(\d{1,18})\s*", re.DOTALL)
AMOUNT = re.compile(r"([-+]?[\d.,'\s\u00a0\u202f]+)")


def read_text(attribute: Attribute, text: str, *, kept: Kept | None = None) -> Kept | None:
    """The value that a text states, as it is kept; None for an empty text.

    :raises BadInput: naming the attribute
    """
    text = text.strip()
    if not text:
        return None
    match attribute.kind:
        case Kind.CHOICE:
            value: Any = key_of(attribute, text)
        case Kind.CHOICES:
            parts = filter(None, (part.strip() for part in text.split(BETWEEN_CHOICES)))
            value = [key_of(attribute, part) for part in parts]
        case Kind.YES_NO:
            value = _yes_no(text)
        case Kind.MONEY:
            value = read_money(attribute, text)
        case Kind.PARTY:
            numbered = NUMBERED.fullmatch(text)
            value = int(numbered[1]) if numbered else text
        case _:
            value = text
    return checked(attribute, value, kept=kept)


def written(attribute: Attribute, kept: Kept, names: Mapping[int, str] | None = None) -> str:
    """A value as files write it; :func:`read_text` reads it back.

    :param names: of parties, by id
    """
    match attribute.kind:
        case Kind.CHOICE:
            return choice_labels(attribute).get(kept, kept)
        case Kind.CHOICES:
            labels = choice_labels(attribute)
            return f"{BETWEEN_CHOICES} ".join(labels.get(key, key) for key in kept)
        case Kind.YES_NO:
            return "yes" if kept else "no"
        case Kind.MONEY:
            money = Money(kept["minor"], kept["currency"])
            return f"{money.amount:f} {money.currency}"
        case Kind.PARTY:
            return f"{(names or {}).get(kept, '')} #{kept}".strip()
    return str(kept)


def key_of(attribute: Attribute, text: str) -> str:
    """The key of the choice that a text names by key or label; the text itself if none does."""
    labels = choice_labels(attribute)
    if text in labels:
        return text
    wanted = sort_name(" ".join(text.split()))
    return next((key for key, label in labels.items() if wanted in (sort_name(label), key)), text)


def read_money(attribute: Attribute, text: str, currency: str = "") -> dict[str, Any]:
    """An amount with its currency, before or behind it.

    :param currency: if the text names none
    :raises BadInput: if either cannot be read, or it could be read in two ways
    """
    found = AMOUNT.search(text)
    code = (text[: found.start()] + text[found.end() :]).strip() if found else ""
    if not found or not (code or currency):
        raise refusal(attribute, _("Write the amount with its currency, such as 12.50 EUR."))
    try:
        code = known_currency(code or currency)
        money = Money.of(_amount(attribute, found[1], get_currency_precision(code)), code)
    except BadInput as wrong:
        raise wrong if wrong.field else refusal(attribute, wrong.sentence) from None
    return {"minor": money.minor, "currency": money.currency}


def _amount(attribute: Attribute, text: str, places: int) -> Decimal:
    """``1,234.50``, ``1.234,50``, ``1'234.50`` and ``1234.5`` as numbers."""
    digits = re.sub(r"[\s\u00a0\u202f']", "", text)
    marks = [mark for mark in digits if mark in ".,"]
    if len(set(marks)) == 2:
        grouping, decimal = marks[0], marks[-1]
    elif len(marks) == 1 and (places == 3 or len(digits.rpartition(marks[0])[2]) != 3):
        grouping, decimal = "", marks[0]
    elif len(marks) == 1:
        raise refusal(
            attribute,
            _("“%(text)s” can be read in two ways. Write it with %(places)d digits behind the point."),
            text=text.strip()[:40],
            places=places,
        )
    else:
        grouping, decimal = (marks[0] if marks else ""), ""
    plain = digits.replace(grouping, "") if grouping else digits
    number = plain.replace(decimal, ".") if decimal else plain
    value = Decimal(checked(Attribute(kind=Kind.NUMBER, label=attribute.label, key=attribute.key), number))
    if value != round(value, places):
        raise refusal(attribute, _("This currency has %(places)d digits behind the point."), places=places)
    return value


def _yes_no(text: str) -> bool | str:
    word = text.casefold()
    if word in YES | {_("Yes").casefold()}:
        return True
    return False if word in NO | {_("No").casefold()} else text
