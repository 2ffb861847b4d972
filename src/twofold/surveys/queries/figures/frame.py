"""Everyone whom a named survey asked, with what is known of them whether they answered or not: what answers are weighted to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from twofold.directory.queries.units import unit_tree
from twofold.relationships.queries.windows import ALL_FAMILIES, counts_since, windows_on
from twofold.surveys.models import Invitation
from twofold.surveys.queries.figures.scopes import Scope

REASON = "margins of all who were asked, and of none of them"
OTHERS = "others"
YEARS = ((1, "under_1"), (3, "1_to_2"), (10, "3_to_9"))


@dataclass(frozen=True)
class Asked:
    """One who was asked: margin → the category they fall into."""

    invitation_id: int
    categories: Mapping[str, str]


@dataclass(frozen=True)
class _Row:
    unit_id: int
    kind: str
    first_served_on: date | None
    last_served_on: date | None


def frame_of(scope: Scope, today: date) -> list[Asked]:
    """All invitations of a scope, in one query."""
    asked = Invitation.objects.system(REASON).filter(wave__survey=scope.survey)
    if scope.wave:
        asked = asked.filter(wave=scope.wave)
    fields = (
        *("pk", "unit_id", "relationship__kind"),
        *("relationship__first_served_on", "relationship__last_served_on"),
    )
    margins = _margins(scope.survey.side, today)
    return [
        Asked(pk, {name: margin(_Row(*about)) for name, margin in margins.items()})
        for pk, *about in asked.order_by("pk").values_list(*fields)
    ]


def _margins(side: str, today: date) -> Mapping[str, Callable[[_Row], str]]:
    names = unit_tree().names
    boundary = counts_since(windows_on(side, today, by_family=False)[ALL_FAMILIES], today)
    return {
        "unit": lambda row: names[row.unit_id],
        "kind": lambda row: row.kind or "",
        "standing": lambda row: _standing(row, boundary),
        "tenure": lambda row: _tenure(row, today),
    }


def _standing(row: _Row, boundary: date) -> str:
    if row.last_served_on is None:
        return "potential"
    return "current" if row.last_served_on >= boundary else "past"


def _tenure(row: _Row, today: date) -> str:
    if row.first_served_on is None:
        return "not_yet"
    years = (today - row.first_served_on).days / 365.25
    return next((band for limit, band in YEARS if years < limit), "10_or_more")


def combined(categories: Sequence[str], answered: Sequence[bool], least: int) -> list[str]:
    """The categories, with those of fewer than `least` answers taken together, and with the next smallest if still few."""
    counts = dict.fromkeys(categories, 0)
    for category, has in zip(categories, answered, strict=True):
        counts[category] += has
    smallest_first = sorted(counts, key=lambda category: (counts[category], category))
    merged: set[str] = set()
    for category in smallest_first:
        if counts[category] >= least and (not merged or sum(counts[one] for one in merged) >= least):
            break
        merged.add(category)
    return [OTHERS if category in merged and len(merged) > 1 else category for category in categories]
