"""The figure of observations on the mirror: in how many of all notes something was seen that a code of the book names."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import Figure, Measure
from twofold.directory.queries.units import unit_tree
from twofold.feedback.models import Observation, ObservationCode
from twofold.relationships.models import Side
from twofold.science.noise import FEW
from twofold.science.proportions import wilson

YEAR = timedelta(days=365)
REASON = "a figure over units, told with its n"
CODED = Observation.codes.through


def commonest_code(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """The share of the notes of the last 365 days that bear the code that most of them bear."""
    notes = Observation.objects.system(REASON).filter(
        unit_id__in=unit_ids, side=side, seen_at__gt=moment - YEAR, seen_at__lte=moment
    )
    coded = Q(Exists(CODED.objects.filter(observation=OuterRef("pk"))))
    n = notes.filter(coded).count()
    if n < FEW:
        return Figure(None, n, said_instead=_("not enough notes"))
    bearing = CODED.objects.filter(observation__in=notes.values("pk")).order_by()
    counts = bearing.values_list("observationcode__name").annotate(n=Count("observation_id", distinct=True))
    name, count = min(counts, key=lambda one: (-one[1], one[0]))
    interval = wilson(count, n)
    detail = {"notes": count} | ({"code": name} if _is_of_the_top(name, unit_ids) else {})
    return Figure(count / n, n, interval.low, interval.high, detail=detail)


def _is_of_the_top(code: str, unit_ids: frozenset[int]) -> bool:
    """Whether the unit of the figure has the code in its own book: that of a unit below may be none of its people’s."""
    parents = unit_tree().parents
    tops = [unit for unit in unit_ids if parents.get(unit) not in unit_ids]
    return ObservationCode.objects.system(REASON).filter(name=code, unit_id__in=tops).exists()


def named(detail: dict) -> str:
    """Which code it is, where the unit has it in its own book."""
    if "notes" not in detail:
        return ""
    return f"“{detail['code']}”" if "code" in detail else _("a code of a unit below")


MEASURES = (
    Measure(
        key="feedback.commonest_code",
        name=gettext_lazy("Most often observed"),
        sides=(Side.EXTERNAL.value, Side.INTERNAL.value),
        unit="percent",
        definition=gettext_lazy(
            "Of the observations of the last 365 days that bear a code of the code book, the share that bears the one that most "
            "of them bear, each note once. What is noted is what somebody happened to see: it says what comes up, not how often "
            "it happens."
        ),
        interval=gettext_lazy(
            "Wilson, 95 %, of that code by itself; that it was picked because it is the commonest makes it look a little high."
        ),
        minimum_n=FEW,
        source="Wilson 1927, JASA 22(158)",
        compute=commonest_code,
        rows_url="lists:observation",
        aside=named,
    ),
)
