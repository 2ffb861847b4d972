"""What relationships add to the list of parties: how someone stands with the reader's units."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.plates import Asked, FieldKind, FilterField, Linked, ListAddition
from twofold.relationships.models import Relationship, Side
from twofold.relationships.queries.relationships import standing_condition
from twofold.science.standing import Standing
from twofold.ui.chips import STANDINGS


def choices(asked: Asked) -> list[tuple[str, str]]:
    """Every side with every standing."""
    return [
        (f"{side.value}-{standing}", f"{side.label}: {STANDINGS[standing].label}")
        for side in Side
        for standing in Standing
    ]


def standing_so(operator: str, values: Sequence[str], asked: Asked) -> Linked:
    """In a relationship with one of the asker's units that stands so today."""
    condition = Q(pk__in=())
    for value in values:
        side, _dash, standing = value.partition("-")
        condition |= Q(side=side) & standing_condition(standing, side=side, today=asked.today)
    served = visible_list(Relationship, asked.actor).filter(condition)
    return Linked(served, "customer_id", operator == "none_of")


def served_by(operator: str, values: Sequence[int], asked: Asked) -> Linked:
    """In a relationship with one of these units, as far as the asker may see it."""
    served = visible_list(Relationship, asked.actor).filter(provider_id__in=values)
    return Linked(served, "customer_id", operator == "none_of")


TO_PARTIES = ListAddition(
    "party",
    fields=(
        FilterField("standing", _("Standing"), FieldKind.CHOICE, linked=standing_so, choices=choices,
                    operators=("any_of", "none_of"), is_open=True),
        FilterField("served_by", _("Served by"), FieldKind.UNIT, linked=served_by,
                    operators=("any_of", "none_of"), is_open=True),
    ),
)  # fmt: skip
