"""Where one customer stands with one unit, in all and by offering family, and what decided it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from twofold.relationships.models import Dealing, OfferingFamily, RecencyWindow, Relationship
from twofold.relationships.queries.windows import window_on, windows_on
from twofold.science.standing import Standing, standing


@dataclass(frozen=True)
class StandingHere:
    """A state and what decided it.

    :param family: None for all families together
    :param boundary: the last day on which the last dealing still counts; None if there is none
    """

    family: OfferingFamily | None
    state: Standing
    last_on: date | None
    boundary: date | None
    dealings: int
    window: RecencyWindow


def standing_in(relationship: Relationship, as_of: date) -> list[StandingHere]:
    """Standing in all, then in each family the customer was served from, the latest first."""
    kept = Q(reversed_on__isnull=True) | Q(reversed_on__gt=as_of)
    dealings = Dealing.objects.system("the relationship has passed the gate").filter(
        kept, relationship=relationship, is_completed=True, happened_on__lte=as_of
    )
    windows = windows_on(relationship.side, as_of)
    every = dealings.aggregate(last_on=Max("happened_on"), dealings=Count("pk"))
    rows = dealings.filter(offering__family__isnull=False).values("offering__family")
    rows = rows.annotate(last_on=Max("happened_on"), dealings=Count("pk")).order_by(
        "-last_on", "offering__family"
    )
    found = list(rows)
    families = OfferingFamily.objects.in_bulk([row["offering__family"] for row in found])
    return [
        _here(None, every, windows[None], as_of),
        *(
            _here(families[row["offering__family"]], row, windows[row["offering__family"]], as_of)
            for row in found
        ),
    ]


def _here(family: OfferingFamily | None, row: dict, window: RecencyWindow, as_of: date) -> StandingHere:
    state, boundary = standing(row["last_on"], window.days, as_of)
    return StandingHere(family, state, row["last_on"], boundary, row["dealings"], window)


def add_standing(relationships: Iterable[Relationship], as_of: date) -> list[Relationship]:
    """Give each relationship its `standing` and `boundary` of today, from its stored sums."""
    windows: dict[str, RecencyWindow] = {}
    relationships = list(relationships)
    for relationship in relationships:
        if relationship.side not in windows:
            windows[relationship.side] = window_on(relationship.side, as_of)
        last_on = relationship.last_served_on
        relationship.standing, relationship.boundary = standing(
            min(last_on, as_of) if last_on else None, windows[relationship.side].days, as_of
        )
    return relationships
