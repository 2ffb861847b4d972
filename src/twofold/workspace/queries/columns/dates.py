"""Days and moments as people write them, and in which order a column writes day, month and year."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from django.utils.translation import gettext as _

from twofold.workspace.queries.columns.errors import BadCell

ORDERS = ("dmy", "mdy", "ymd")
EARLIEST_YEAR = 1800
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero gennaio januari",
            "february feb februar février fevr febrero febbraio februari",
            "march mar märz mär maerz mrz mars marzo maart",
            "april apr avril abril aprile",
            "may mai mayo maggio mei",
            "june jun juni juin junio giugno",
            "july jul juli juillet julio luglio",
            "august aug août aout agosto augustus",
            "september sep sept septembre septiembre settembre",
            "october oct oktober okt octobre octubre ottobre",
            "november nov novembre noviembre",
            "december dec dezember dez décembre diciembre dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
DAY = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2}|[^\W\d_]{3,10})\.?,?\s*[./\-\s]\s*(\d{1,4})(?!\d)\.?")
MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
CLOCK = re.compile(
    r"[T,]?\s*(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)


def find_order(texts: Iterable[str]) -> tuple[str, bool]:
    """The order of a column's days, ``dmy``, ``mdy`` or ``ymd``, and whether that is certain.

    Uncertain when every day can be read both ways, such as 03/04/2026, or when some read only one way and some only the other.
    """
    day_first = month_first = both = False
    for text in texts:
        match DAY.match(text):
            case None:
                continue
            case found if len(found[1]) == 4 or not found[2].isdecimal():
                continue
            case found:
                first, second = int(found[1]), int(found[2])
                day_first |= first > 12 >= second
                month_first |= second > 12 >= first
                both |= first <= 12 and second <= 12 and first != second
    if day_first != month_first:
        return ("dmy" if day_first else "mdy"), True
    return ("dmy", False) if both or day_first else ("ymd", True)


def date_reader(order: str) -> Callable[[str], date]:
    """Reads a cell as a day; a time of day is dropped."""

    @lru_cache(maxsize=20_000)
    def read(text: str) -> date:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day, _rest = _day(text, order)
        return _plausible(day, text)

    return read


def moment_reader(order: str, zone: tzinfo) -> Callable[[str], datetime]:
    """Reads a cell as a moment, aware and in UTC; a bare day is its midnight, a bare time is in `zone`."""

    @lru_cache(maxsize=20_000)
    def read(text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = _moment(text, order)
        _plausible(moment.date(), text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        try:
            return moment.astimezone(UTC)
        except OverflowError:
            raise _not_a_day(text) from None

    return read


def _moment(text: str, order: str) -> datetime:
    day, rest = _day(text, order)
    if not rest:
        return datetime.combine(day, time())
    found = CLOCK.fullmatch(rest)
    if not found:
        raise BadCell(_("“%(text)s” is not a moment. Write it like 2026-05-31 14:30.") % {"text": text[:40]})
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[5]:
        hour = hour % 12 + (12 if found[5].lower().startswith("p") else 0)
    try:
        clock = time(
            hour, minute, second, int((found[4] or "0")[:6].ljust(6, "0")), tzinfo=_offset(found[6] or "")
        )
    except ValueError:
        raise BadCell(_("“%(text)s” has no such time of day.") % {"text": text[:40]}) from None
    return datetime.combine(day, clock)


def _offset(text: str) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _day(text: str, order: str) -> tuple[date, str]:
    """The day at the beginning of a text, and the rest."""
    if found := MONTH_FIRST.match(text):
        month, day, year = _month(found[1]), int(found[2]), found[3]
    elif found := DAY.match(text):
        first, second, third = found.groups()
        if not second.isdecimal():
            day, month, year = int(first), _month(second), third
        elif len(first) >= 3 or order == "ymd":
            year, month, day = first, int(second), int(third)
        else:
            (day, month), year = (
                (int(first), int(second)) if order == "dmy" else (int(second), int(first)),
                third,
            )
    elif found := PACKED.match(text):
        year, month, day = found[1], int(found[2]), int(found[3])
    else:
        raise _not_a_day(text)
    try:
        return date(_year(year), month, day), text[found.end() :].strip()
    except ValueError:
        raise BadCell(_no_such_day(text, order)) from None


def _no_such_day(text: str, order: str) -> str:
    said = {"dmy": _("day, month, year"), "mdy": _("month, day, year"), "ymd": _("year, month, day")}[order]
    return _("There is no day “%(text)s” when read as %(order)s.") % {"text": text[:40], "order": said}


def _month(name: str) -> int:
    return MONTHS.get(name.lower(), 0)


def _year(digits: str) -> int:
    """Two digits mean the century around now: up to ten years ahead."""
    if len(digits) > 2:
        return int(digits)
    this = datetime.now(UTC).year
    year = this - this % 100 + int(digits)
    return year - 100 if year > this + 10 else year


def _plausible(day: date, text: str) -> date:
    if day.year < EARLIEST_YEAR:
        raise BadCell(_("“%(text)s” is before the year 1800. Correct the year.") % {"text": text[:40]})
    return day


def _not_a_day(text: str) -> BadCell:
    return BadCell(_("“%(text)s” is not a date. Write it like 2026-05-31.") % {"text": text[:40]})
