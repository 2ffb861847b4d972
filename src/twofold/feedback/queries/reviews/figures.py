"""Figures about reviews: how many stars, and how many were answered in time; each with n and interval."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import Figure, Measure
from twofold.feedback.models import Review
from twofold.relationships.models import Side
from twofold.science.means import mean_of_counts
from twofold.science.proportions import wilson

YEAR = timedelta(days=365)
LEAST = 5
REASON = "a figure over units, told with its n"


@dataclass(frozen=True)
class Line:
    """The stars of one unit, month or source.

    :param share: of those that waited for an answer, how many got one in time
    """

    label: str
    stars: Figure
    in_time: Figure
    key: object = None


def stars_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """Mean stars, were five the most, of what was written in the last 365 days about these units."""
    return mean_stars(_lately(unit_ids, moment))


def in_time_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """The share answered in time of the reviews of the last 365 days whose time is over."""
    return answered_in_time(_lately(unit_ids, moment), moment)


def mean_stars(reviews: QuerySet[Review]) -> Figure:
    """Mean with a t interval; below five reviews it is not told."""
    counted = reviews.exclude(of_five=None).order_by().values_list("of_five").annotate(n=Count("pk"))
    return _mean([(float(stars), n) for stars, n in counted])


def answered_in_time(reviews: QuerySet[Review], moment: datetime) -> Figure:
    """Of those that were to be answered and whose time is over, or that were answered, how many were in time."""
    decided = Q(answer_due_at__isnull=False) & (Q(answer_due_at__lte=moment) | Q(answered_at__isnull=False))
    counts = reviews.order_by().aggregate(
        n=Count("pk", filter=decided),
        kept=Count("pk", filter=decided & Q(answered_at__lte=F("answer_due_at"))),
    )
    return _share(counts["kept"], counts["n"])


def by_month(reviews: QuerySet[Review], moment: datetime) -> list[Line]:
    """Each month with what was written in it, the earliest first."""
    months = reviews.annotate(month=TruncMonth("written_at", tzinfo=timezone.get_current_timezone()))
    found = {line.key: line for line in _lines(months, "month", moment, lambda month: month.date())}
    return [
        found.get(month) or Line(str(month), _mean(()), _share(0, 0), month) for month in _all_months(found)
    ]


def _all_months(some: Iterable[date]) -> Iterator[date]:
    """From the first to the last, also those in which nobody wrote."""
    months = sorted(some)
    month = months[0] if months else None
    while month and month <= months[-1]:
        yield month
        month = (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def by_unit(reviews: QuerySet[Review], moment: datetime) -> list[Line]:
    """Each unit, those with most reviews first."""
    lines = _lines(reviews, "unit__party__name", moment, str)
    return sorted(lines, key=lambda line: (-line.stars.n, line.label))


def _lines(reviews: QuerySet[Review], column: str, moment: datetime, label) -> list[Line]:
    stars: dict[object, list[tuple[float, int]]] = {}
    counted = reviews.exclude(of_five=None).order_by().values_list(column, "of_five").annotate(n=Count("pk"))
    for key, value, n in counted:
        stars.setdefault(key, []).append((float(value), n))
    decided = Q(answer_due_at__isnull=False) & (Q(answer_due_at__lte=moment) | Q(answered_at__isnull=False))
    answered = (
        reviews.order_by()
        .values_list(column)
        .annotate(
            n=Count("pk", filter=decided),
            kept=Count("pk", filter=decided & Q(answered_at__lte=F("answer_due_at"))),
        )
    )
    shares = {key: (kept, n) for key, n, kept in answered}
    return [
        Line(str(label(key)), _mean(stars.get(key, ())), _share(*shares[key]), label(key))
        for key in sorted(shares)
    ]


def _mean(counted: Iterable[tuple[float, int]]) -> Figure:
    steps: Sequence[tuple[float, int]] = list(counted)
    n = sum(count for _stars, count in steps)
    if n < LEAST:
        return Figure(None, n, said_instead=_("not enough reviews"))
    estimate = mean_of_counts([stars for stars, _n in steps], [count for _stars, count in steps])
    low, high = (estimate.interval.low, estimate.interval.high) if estimate.interval else (None, None)
    return Figure(
        estimate.point,
        n,
        None if low is None else max(0.0, low),
        None if high is None else min(5.0, high),
        detail={"stars": {f"{stars:g}": count for stars, count in steps}},
    )


def _share(kept: int, n: int) -> Figure:
    if n < LEAST:
        return Figure(None, n, said_instead=_("not enough reviews"))
    interval = wilson(kept, n)
    return Figure(kept / n, n, interval.low, interval.high)


def _lately(unit_ids: frozenset[int], moment: datetime) -> QuerySet[Review]:
    rows = Review.objects.system(REASON).filter(unit_id__in=unit_ids, erased_at=None)
    return rows.filter(written_at__gt=moment - YEAR, written_at__lte=moment)


MEASURES = (
    Measure(
        key="feedback.stars",
        name=gettext_lazy("Stars in reviews"),
        sides=(Side.EXTERNAL.value,),
        unit="mean",
        definition=gettext_lazy(
            "The mean of the stars that reviews of the last 365 days give, on every scale as if five were the most. Who writes a "
            "review has chosen to: the mean speaks of those who write, not of all customers."
        ),
        interval=gettext_lazy("t interval, 95 %."),
        minimum_n=LEAST,
        source="Student 1908, Biometrika 6(1)",
        compute=stars_figure,
        rows_url="lists:review",
    ),
    Measure(
        key="feedback.answered_in_time",
        name=gettext_lazy("Reviews answered in time"),
        sides=(Side.EXTERNAL.value,),
        unit="percent",
        definition=gettext_lazy(
            "Of the reviews of the last 365 days that came in fresh, and whose time to answer is over or that are answered: the "
            "share answered within the hours that their source allows."
        ),
        interval=gettext_lazy("Wilson, 95 %."),
        minimum_n=LEAST,
        source="Wilson 1927, JASA 22(158)",
        compute=in_time_figure,
        rows_url="lists:review",
    ),
)
