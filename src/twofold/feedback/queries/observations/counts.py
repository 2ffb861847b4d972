"""How often what was seen: codes by month, side and unit, and how far two coders agree. A note with two codes counts for both."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import TruncMonth

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.setwise import among
from twofold.feedback.models import Observation, ObservationCode, SecondCoding
from twofold.relationships.models import Side
from twofold.science.coding import CodersAgree, cohens_kappa

CODED = Observation.codes.through
LEAST_AGREEMENT = 10
"""Observations that two have coded, below which nothing is said about their agreement."""


@dataclass(frozen=True)
class CodeCount:
    """How often one code was seen.

    :param notes: observations with it
    :param times: how often it was seen in these, see `Observation.how_many`
    :param by_side: side → times
    :param by_month: first day of a month → times
    """

    code: ObservationCode
    notes: int
    times: int
    by_side: dict[str, int]
    by_month: dict[date, int]
    agreement: CodersAgree | None


@dataclass(frozen=True)
class Counted:
    """What was counted.

    :param n: observations in all
    :param uncoded: of these, those without any code
    :param coded_twice: of these, those that two people have coded
    """

    n: int
    uncoded: int
    coded_twice: int
    months: list[date]
    codes: list[CodeCount]


def counted(actor: Actor, *, unit_ids: frozenset[int], since: date, until: date, side: str = "") -> Counted:
    """Count what these units noted between two days, the second left out, as far as the actor may see it; five queries."""
    seen = visible_list(Observation, actor).filter(
        unit_id__in=unit_ids, seen_at__date__gte=since, seen_at__date__lt=until
    )
    seen = seen.filter(side=side) if side in Side.values else seen
    coded = CODED.objects.filter(observation__in=seen.values("pk")).order_by()
    per = list(
        coded.annotate(month=TruncMonth("observation__seen_at"), side=F("observation__side"))
        .values("observationcode_id", "side", "month")
        .annotate(times=Sum("observation__how_many"))
    )
    notes = Counter(coded.values_list("observationcode_id", flat=True))
    book = visible_list(ObservationCode, actor).filter(unit_id__in=unit_ids).select_related("unit__party")
    agreement, twice = _agreement(seen, [code.pk for code in book])
    by_side: dict[int, Counter] = defaultdict(Counter)
    by_month: dict[int, Counter] = defaultdict(Counter)
    for row in per:
        by_side[row["observationcode_id"]][row["side"]] += row["times"]
        by_month[row["observationcode_id"]][row["month"].date()] += row["times"]
    codes = [
        CodeCount(
            code,
            notes[code.pk],
            by_side[code.pk].total(),
            dict(by_side[code.pk]),
            dict(by_month[code.pk]),
            agreement.get(code.pk),
        )
        for code in book
        if code.is_used or notes[code.pk]
    ]
    return Counted(
        n=seen.count(),
        uncoded=seen.exclude(pk__in=coded.values("observation_id")).count(),
        coded_twice=twice,
        months=months_between(since, until),
        codes=sorted(codes, key=lambda one: (-one.times, one.code.name.casefold(), one.code.pk)),
    )


def months_between(since: date, until: date) -> list[date]:
    """The first days of the months from one day up to another, which is left out."""
    months, current = [], since.replace(day=1)
    while current < until:
        months.append(current)
        current = date(current.year + current.month // 12, current.month % 12 + 1, 1)
    return months


def _agreement(seen: QuerySet[Observation], codes: Sequence[int]) -> tuple[dict[int, CodersAgree], int]:
    """Code → how far two coders agree on it, where enough was coded by two; and how much was."""
    again = SecondCoding.objects.filter(observation__in=seen.values("pk")).order_by("pk")
    pairs = dict(again.values_list("observation_id", "pk"))
    if len(pairs) < LEAST_AGREEMENT:
        return {}, len(pairs)
    first = _codes_by(CODED, "observation_id", pairs)
    second = _codes_by(SecondCoding.codes.through, "secondcoding_id", pairs.values())
    found = {
        code: cohens_kappa([(code in first[one], code in second[two]) for one, two in pairs.items()])
        for code in codes
    }
    return {code: one for code, one in found.items() if one.kappa is not None}, len(pairs)


def _codes_by(through: type, column: str, ids: object) -> defaultdict[int, set[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = through.objects.filter(**{f"{column}__in": among(ids)})
    for pk, code in rows.values_list(column, "observationcode_id"):
        found[pk].add(code)
    return found
