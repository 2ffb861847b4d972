"""What the lists of this room share: sides, standings, and how offerings and relationships are chosen by name."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.plates import Asked, FieldKind, FilterField, Picker
from twofold.core.setwise import among
from twofold.directory.queries.parties import found_ids
from twofold.relationships.models import Offering, Relationship, Side
from twofold.science.standing import Standing
from twofold.ui.chips import STANDINGS
from twofold.ui.templatetags.ui import side_chip

OFFERED = 10


def sides(asked: Asked) -> Sequence[tuple[str, str]]:
    """Inside and outside."""
    return Side.choices


def standings(asked: Asked) -> Sequence[tuple[str, str]]:
    """How a customer can stand."""
    return [(word.value, STANDINGS[word].label) for word in Standing]


def draw_side(side: str, row: models.Model) -> str:
    return side_chip(side)


def on_side(rows: models.QuerySet, column: str, asked: Asked) -> models.QuerySet:
    """Only rows of the side that is shown."""
    return rows.filter(**{column: asked.side}) if asked.side in Side.values else rows


def side_field(column: str) -> FilterField:
    """The side, which takes the place of the switch at the top."""
    return FilterField("side", _("Side"), FieldKind.CHOICE, column, choices=sides, operators=("any_of",))


def relationships_found(text: str, asked: Asked) -> Sequence[int]:
    """Relationships with parties whom the search finds."""
    parties = among(found_ids(asked.actor, text))
    found = visible_list(Relationship, asked.actor).filter(customer__in=parties)
    return list(found.order_by("pk").values_list("pk", flat=True)[:500])


def _offering_names(ids: Iterable[int], asked: Asked) -> Mapping[int, str]:
    offerings = visible_list(Offering, asked.actor).filter(pk__in=among(ids))
    return dict(offerings.values_list("pk", "name"))


def _find_offerings(text: str, asked: Asked) -> Sequence[tuple[int, str]]:
    offerings = visible_list(Offering, asked.actor).filter(name__icontains=text)
    return list(offerings.order_by("name", "pk").values_list("pk", "name")[:OFFERED])


def _relationship_names(ids: Iterable[int], asked: Asked) -> Mapping[int, str]:
    known = visible_list(Relationship, asked.actor).filter(pk__in=among(ids))
    return dict(known.values_list("pk", "customer__name"))


def _find_relationships(text: str, asked: Asked) -> Sequence[tuple[int, str]]:
    return list(_relationship_names(relationships_found(text, asked)[:OFFERED], asked).items())


OFFERING_PICKER = Picker(_find_offerings, _offering_names)
RELATIONSHIP_PICKER = Picker(_find_relationships, _relationship_names)
