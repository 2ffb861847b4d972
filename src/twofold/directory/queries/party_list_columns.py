"""What the list of parties shows of each: empty where the reader may know no more than the name."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from babel import Locale
from django.utils.translation import get_language, to_locale

from twofold.core.access import visible_list
from twofold.core.plates import Asked, Ref
from twofold.directory.models import ContactPoint, Party
from twofold.directory.models.countries import country_names
from twofold.directory.queries.parties import belongs_on
from twofold.directory.queries.units import unit_tree


def belongs(parties: Sequence[Party], asked: Asked) -> Mapping[int, str]:
    """Role title and group, of the primary affiliation first."""
    return belongs_on(asked.actor, [party.pk for party in parties], asked.today)


def reach(kind: str, parties: Sequence[Party], asked: Asked) -> Mapping[int, str]:
    """The primary contact point of a kind."""
    if not all(hasattr(party, "primary_points") for party in parties):
        _join_primary_points(parties, asked)
    return {party.pk: party.primary_points[kind] for party in parties if kind in party.primary_points}


def _join_primary_points(parties: Sequence[Party], asked: Asked) -> None:
    """Kind → value, on each party: the columns of all kinds share one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    points = visible_list(ContactPoint, asked.actor).filter(
        party_id__in=[party.pk for party in parties], is_primary=True
    )
    for party_id, kind, value in points.values_list("party_id", "kind", "value"):
        found[party_id][kind] = value
    for party in parties:
        party.primary_points = found[party.pk]


def countries(asked: Asked) -> list[tuple[str, str]]:
    """ISO code and name, as the reader writes it."""
    return list(country_names(get_language() or "en").items())


def country_names_of(parties: Sequence[Party], asked: Asked) -> Mapping[int, str]:
    """The country of those of whom the reader may know it."""
    known = _known(parties, asked)
    return {party.pk: party.country for party in parties if party.country and party.pk in known}


def languages(asked: Asked) -> list[tuple[str, str]]:
    """Code and name of languages, as the reader writes them."""
    return _languages(get_language() or "en")


@cache
def _languages(reader: str) -> list[tuple[str, str]]:
    names = Locale.parse(to_locale(reader)).languages
    return sorted(((code, name) for code, name in names.items() if len(code) == 2), key=lambda one: one[1])


def languages_of(parties: Sequence[Party], asked: Asked) -> Mapping[int, str]:
    """The language of those of whom the reader may know it."""
    known = _known(parties, asked)
    return {party.pk: party.language for party in parties if party.language and party.pk in known}


def home_units(parties: Sequence[Party], asked: Asked) -> Mapping[int, Ref]:
    """The unit that looks after the record, of those of whom the reader may know it."""
    known, names = _known(parties, asked), unit_tree().names
    return {
        party.pk: Ref(party.home_unit_id, names[party.home_unit_id])
        for party in parties
        if party.pk in known and party.home_unit_id in names
    }


def created(parties: Sequence[Party], asked: Asked) -> Mapping[int, datetime]:
    """Since when those are in the register of whom the reader may know it."""
    known = _known(parties, asked)
    return {party.pk: party.created_at for party in parties if party.pk in known}


def _known(parties: Sequence[Party], asked: Asked) -> set[int]:
    """Ids of those of whom the reader may know more than the name; all but colleagues are in the list for that very reason."""
    colleagues = [party.pk for party in parties if party.is_colleague]
    if not colleagues:
        return {party.pk for party in parties}
    told = visible_list(Party, asked.actor).filter(pk__in=colleagues).values_list("pk", flat=True)
    return {party.pk for party in parties if not party.is_colleague} | set(told)
