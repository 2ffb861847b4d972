"""From the text of a cell to the value of a field: one converter per column, made once per import."""

import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.plates import ImportField
from twofold.workspace.queries.columns.countries import read_country
from twofold.workspace.queries.columns.dates import date_reader, moment_reader
from twofold.workspace.queries.columns.errors import BadCell
from twofold.workspace.queries.columns.formulas import restored
from twofold.workspace.queries.columns.numbers import decimal_reader, integer_reader
from twofold.workspace.queries.columns.reading import ColumnReading

Converter = Callable[[str], Any]

EMAIL = re.compile(r"[^@\s,;<>()\[\]\\\"]+@[^@\s,;<>()\[\]\\\".]+(\.[^@\s,;<>()\[\]\\\".]+)+")
LONGEST_EMAIL = 254
YES = frozenset(
    [
        "yes",
        "y",
        "true",
        "t",
        "1",
        "1.0",
        "x",
        "on",
        "ja",
        "j",
        "oui",
        "o",
        "vrai",
        "si",
        "sí",
        "s",
        "sì",
        "verdadero",
        "vero",
        "wahr",
        "✓",
    ]
)
NO = frozenset(
    ["no", "n", "false", "f", "0", "0.0", "off", "nein", "non", "faux", "falso", "falsch", "-", "✗"]
)


def converter(field: ImportField, reading: ColumnReading, *, zone: tzinfo, now: datetime) -> Converter:
    """The function that reads the cells of a column for a field; it raises :class:`BadCell` with a sentence.

    :param reading: in which order the column writes its days, and how its decimals
    :param zone: where a time without a zone is meant
    """
    match field.kind:
        case "integer":
            return integer_reader(reading.decimal_mark)
        case "decimal":
            return decimal_reader(reading.decimal_mark)
        case "date":
            read = date_reader(reading.date_order)
            return _not_after(read, now.astimezone(zone).date()) if field.not_in_future else read
        case "datetime":
            read = moment_reader(reading.date_order, zone)
            return _not_after(read, now) if field.not_in_future else read
        case "email":
            return read_email
        case "country":
            return lru_cache(maxsize=1_000)(read_country)
        case "yesno":
            return read_yes_no
        case "choice":
            return _choice_reader(field)
    return _text_reader(field.longest)


def read_email(text: str) -> str:
    """An address, as written but for a formula sign."""
    text = restored(text)
    if len(text) > LONGEST_EMAIL or not EMAIL.fullmatch(text):
        raise BadCell(
            _("“%(text)s” is not an e-mail address. Write it like name@example.org, one per cell.")
            % {"text": text[:80]}
        )
    return text


def read_yes_no(text: str) -> bool:
    """Yes or no, in the words of several languages."""
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise BadCell(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})


def _text_reader(longest: int) -> Converter:
    def read(text: str) -> str:
        if text[0] == "'":
            text = restored(text)
        if longest and len(text) > longest:
            raise BadCell(
                _("This text has %(count)s characters; at most %(most)s fit. Shorten it.")
                % {"count": len(text), "most": longest}
            )
        return text

    return read


def _choice_reader(field: ImportField) -> Converter:
    known = {_bare(choice): choice for choice in field.choices}

    def read(text: str) -> str:
        found = known.get(text) or known.get(_bare(text))
        if found is None:
            raise BadCell(
                _("“%(text)s” is none of: %(choices)s.")
                % {"text": text[:40], "choices": ", ".join(field.choices)}
            )
        return found

    return read


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _not_after(read: Converter, latest: date | datetime) -> Converter:
    def checked(text: str) -> date | datetime:
        value = read(text)
        if value > latest:
            raise BadCell(_("“%(text)s” is in the future. Correct the date.") % {"text": text[:40]})
        return value

    return checked
