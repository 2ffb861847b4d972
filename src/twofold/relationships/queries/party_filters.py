"""Choices by which relationships narrow the list of parties."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import ListFilter
from twofold.directory.models import Party
from twofold.relationships.models import Relationship, Side
from twofold.relationships.queries.relationships import standing_so
from twofold.science.standing import Standing

LABELS = {Standing.CURRENT: _("Current"), Standing.PAST: _("Past"), Standing.POTENTIAL: _("Potential")}


def choices() -> list[tuple[str, str]]:
    """Every side with every standing."""
    return [
        (f"{side.value}-{standing}", f"{side.label}: {LABELS[standing]}")
        for side in Side
        for standing in Standing
    ]


def narrow(parties: QuerySet[Party], actor: Actor, value: str, shown_side: str) -> QuerySet[Party]:
    """Only parties in a relationship, with a unit of the actor's, that stands so today.

    The chosen side alone hides nobody: people who are no one's customer belong to neither side.
    """
    side, _dash, standing = value.partition("-")
    if side not in Side.values or standing not in [*Standing]:
        return parties
    served = visible_list(Relationship, actor).filter(customer=OuterRef("pk"), side=side)
    return parties.filter(Exists(standing_so(served, standing, side=side, today=timezone.now().date())))


PARTY_FILTER = ListFilter("party", "standing", _("Standing"), choices, narrow)
