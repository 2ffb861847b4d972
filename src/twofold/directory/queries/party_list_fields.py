"""By what the list of parties can be narrowed beyond its plain columns."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.plates import Asked, Linked
from twofold.directory.models import Affiliation, ContactPoint, KnownTo, Party
from twofold.directory.models.names import sort_name
from twofold.directory.queries.affiliations import holding_on
from twofold.directory.queries.units import unit_tree

COLLEAGUE = "colleague"
LAST = "\U0010ffff"
"""Sorts behind every other character."""
POINT_LOOKUPS = {"is": "exact", "is_not": "exact", "contains": "contains", "starts_with": "startswith"}


def kinds(asked: Asked) -> list[tuple[str, str]]:
    """What a party can be; a colleague is a person, too."""
    return [*Party.Kind.choices, (COLLEAGUE, _("Colleague"))]


def kind_condition(operator: str, values: Sequence[str], asked: Asked) -> Q:
    """Of one of the kinds."""
    named = [kind for kind in values if kind != COLLEAGUE]
    condition = (Q(kind=named[0]) if len(named) == 1 else Q(kind__in=named)) if named else Q(pk__in=())
    if COLLEAGUE in values:
        condition = condition | Q(is_colleague=True) if named else Q(is_colleague=True)
    return ~condition if operator == "none_of" else condition


def name_condition(operator: str, values: Sequence[str], asked: Asked) -> Q:
    """By name, whatever the case and the accents."""
    text = sort_name(" ".join(values[0].split()))
    match operator:
        case "contains":
            return Q(sort_name__contains=text)
        case "starts_with":
            return Q(sort_name__gte=text, sort_name__lt=text + LAST)
        case "is":
            return Q(sort_name=text)
    return ~Q(sort_name=text)


def known_to_units(operator: str, values: Sequence[int], asked: Asked) -> Linked:
    """Known to one of these units, of those in which the asker is."""
    units = asked.actor.units() & set(values)
    return Linked(KnownTo.objects.filter(unit_id__in=units), "party_id", operator == "none_of")


def reader_units(asked: Asked) -> list[tuple[str, str]]:
    """The units in which the asker is, by name."""
    return _named(asked.actor.units(Level.VIEW))


def _named(units: Iterable[int]) -> list[tuple[str, str]]:
    names = unit_tree().names
    mine = sorted(units, key=lambda unit: names.get(unit, "").casefold())
    return [(str(unit), names[unit]) for unit in mine if unit in names]


def working_units(asked: Asked) -> list[tuple[str, str]]:
    """The units in which the asker works, by name."""
    return _named(asked.actor.units(Level.WORK))


def belongs_to(operator: str, values: Sequence[int], asked: Asked) -> Linked:
    """Belongs on this day to one of these units or organisations, as far as the asker may see."""
    ties = holding_on(visible_list(Affiliation, asked.actor), asked.today)
    if values:
        ties = ties.filter(group_id__in=values)
    return Linked(ties, "party_id", operator in ("none_of", "is_empty"))


def contact_point(kind: str, operator: str, values: Sequence[str], asked: Asked) -> Linked:
    """Reached at such an address, as far as the asker may see it."""
    points = visible_list(ContactPoint, asked.actor).filter(kind=kind)
    if values:
        points = points.filter(**{f"normalized__{POINT_LOOKUPS[operator]}": values[0].strip().lower()})
    return Linked(points, "party_id", operator in ("is_not", "is_empty"))
