"""What complaints were about, whose work was behind them, what they cost, and what comes again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from twofold.cases.models import Case, Complaint, Remedy
from twofold.core.money import Money
from twofold.science.proportions import Share, share_of

AGAIN_WITHIN = timedelta(days=90)
REASON = "of cases that the asker may see"


@dataclass(frozen=True)
class ParetoLine:
    """One bar.

    :param share: of all, up to and with this line, from 0 to 1
    """

    label: str
    n: int
    share: float


@dataclass(frozen=True)
class ComplaintReport:
    """Complaints of a period.

    :param recurring: of those with a cause, the share that came within 90 days after the same customer’s complaint of the same
        cause was resolved
    :param costs: what was given to make good, one sum for each currency
    """

    n: int
    by_cause: Sequence[ParetoLine]
    by_unit: Sequence[ParetoLine]
    by_offering: Sequence[ParetoLine]
    without_cause: int
    costs: Sequence[Money]
    recurring: Share | None


def complaint_report(cases: QuerySet[Case], *, since: datetime, until: datetime) -> ComplaintReport:
    """Of the complaints among these cases that were opened in a period.

    :param cases: scoped
    """
    complaints = cases.filter(kind=Case.Kind.COMPLAINT, opened_at__gte=since, opened_at__lte=until)
    about = Complaint.objects.system(REASON).filter(case__in=complaints)
    return ComplaintReport(
        n=complaints.count(),
        by_cause=_pareto(complaints, "cause__name"),
        by_unit=_pareto(about, "behind_unit__party__name"),
        by_offering=_pareto(about, "behind_offering__name"),
        without_cause=complaints.filter(cause=None).count(),
        costs=_costs(complaints),
        recurring=_recurring(cases, complaints),
    )


def _pareto(rows: QuerySet, column: str) -> list[ParetoLine]:
    """How many for each, most first, with the share that they and those before them make up."""
    counted = rows.filter(**{f"{column}__isnull": False}).order_by().values_list(column)
    found = sorted(counted.annotate(n=Count("pk")), key=lambda row: (-row[1], row[0]))
    total, sofar, lines = sum(n for _label, n in found), 0, []
    for label, n in found:
        sofar += n
        lines.append(ParetoLine(label, n, sofar / total))
    return lines


def _costs(complaints: QuerySet[Case]) -> list[Money]:
    given = Remedy.objects.system(REASON).filter(case__in=complaints).exclude(currency="").order_by()
    sums = given.values_list("currency").annotate(minor=Sum("cost_minor"))
    return [Money(minor, currency) for currency, minor in sorted(sums)]


def _recurring(cases: QuerySet[Case], complaints: QuerySet[Case]) -> Share | None:
    """The earlier one may lie before the period, but not outside of the cases."""
    known = complaints.filter(cause__isnull=False)
    n = known.count()
    before = cases.filter(
        kind=Case.Kind.COMPLAINT,
        cause_id=OuterRef("cause_id"),
        relationship__customer_id=OuterRef("relationship__customer_id"),
        resolved_at__lte=OuterRef("opened_at"),
        resolved_at__gte=OuterRef("opened_at") - AGAIN_WITHIN,
    )
    return share_of(known.filter(Exists(before)).count(), n) if n else None
