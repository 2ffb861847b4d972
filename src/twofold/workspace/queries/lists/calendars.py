"""A list cut into the days of a month."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Model
from django.utils import timezone

from twofold.core.plates import FieldKind
from twofold.workspace.queries.lists.matching import Matching
from twofold.workspace.queries.lists.shown import Shown

ON_A_DAY = 4
READ = 1_000


@dataclass(frozen=True)
class Day:
    """A day of the grid.

    :param more: how many fall on it besides `rows`
    :param is_inside: whether it belongs to the month
    """

    date: date
    rows: Sequence[Model]
    more: int
    is_inside: bool


@dataclass(frozen=True)
class Month:
    """A month as whole weeks.

    :param is_cut: whether it holds more than are read at once
    """

    first: date
    days: Sequence[Day]
    is_cut: bool

    @property
    def before(self) -> str:
        """The month before, as an address writes it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """The month after."""
        return f"{self.first + timedelta(days=31):%Y-%m}"


def read_month(text: str, today: date) -> date:
    """The first day of the month that an address names, else of this one."""
    try:
        named = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        named = today
    return named.replace(day=1) if 1900 < named.year < 2200 else today.replace(day=1)


def month_of(shown: Shown, found: Matching, first: date, *, first_weekday: int) -> Month:
    """A month of a list by its date field, in one query.

    :param first_weekday: 0 for Monday
    """
    column = shown.listed.columns[shown.by]
    path, is_moment = column.order[0], column.kind is FieldKind.MOMENT
    dates = list(Calendar(first_weekday).itermonthdates(first.year, first.month))
    low, high = dates[0], dates[-1] + timedelta(days=1)
    if is_moment:
        low, high = _midnight(low), _midnight(high)
    rows = found.rows.filter(**{f"{path}__gte": low, f"{path}__lt": high}).order_by(path, "pk")
    read = list(rows[: READ + 1])
    by_day: dict[date, list[Model]] = defaultdict(list)
    for row in read[:READ]:
        by_day[_day_of(row, path)].append(row)
    days = [
        Day(day, by_day[day][:ON_A_DAY], max(0, len(by_day[day]) - ON_A_DAY), day.month == first.month)
        for day in dates
    ]
    return Month(first, days, len(read) > READ)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _day_of(row: Model, path: str) -> date:
    value = row
    for name in path.split("__"):
        value = getattr(value, name)
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
