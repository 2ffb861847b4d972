"""Parties side by side, so that somebody can decide whether they are one, and which value is right."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.directory.actions.merge import FIELDS
from twofold.directory.models import ContactPoint, Identifier, Party
from twofold.directory.models.countries import country_names
from twofold.directory.queries.attribute_shown import party_names, said
from twofold.directory.queries.attributes import attributes_of
from twofold.ui.formats import language_name


@dataclass(frozen=True)
class Value:
    """What one party has in one field.

    :param text: "" for nothing
    :param is_taken: whether it is the one that is taken if nobody chooses
    """

    party_id: int
    text: str
    is_taken: bool


@dataclass(frozen=True)
class MergeField:
    """A field of which one value is taken."""

    name: str
    label: str
    values: Sequence[Value]


@dataclass(frozen=True)
class MergePage:
    """Everything the page shows.

    :param fields: those in which at least one party has something
    :param reach: party → how it is reached, and what it is called elsewhere: all of that is kept
    :param differing: systems in which they carry different numbers
    """

    parties: Sequence[Party]
    survivor_id: int
    fields: Sequence[MergeField]
    reach: Mapping[int, Sequence[str]]
    differing: Sequence[str]


def merge_page(parties: Sequence[Party], actor: Actor, *, survivor_id: int, language: str) -> MergePage:
    """The parties, the one that stays first.

    :param parties: through the gate, by :func:`twofold.directory.actions.merge.parties_to_merge`
    """
    parties = sorted(parties, key=lambda party: party.pk != survivor_id)
    fields = [*_own_fields(parties, language), *_attributes(parties, actor)]
    reach, differing = _reach(parties, actor)
    return MergePage(parties, parties[0].pk, [one for one in fields if one], reach, differing)


def _own_fields(parties: Sequence[Party], language: str) -> list[MergeField | None]:
    countries = country_names(language)
    units = house().party_names(party.home_unit_id for party in parties)
    say = {
        "language": language_name,
        "country": lambda code: countries.get(code, code),
        "home_unit_id": lambda unit: units.get(unit, ""),
    }
    labels = {
        "name": _("Called"),
        "given_name": _("Given name"),
        "family_name": _("Family name"),
        "language": _("Language"),
        "country": _("Country"),
        "home_unit_id": _("Home unit"),
    }
    return [
        _field(
            name, labels[name], [(party.pk, _text(getattr(party, name), say.get(name))) for party in parties]
        )
        for name in FIELDS
    ]


def _attributes(parties: Sequence[Party], actor: Actor) -> list[MergeField | None]:
    asked = attributes_of(parties[0].kind)
    kept = {(one.pk, party.pk): party.attributes.get(str(one.pk)) for one in asked for party in parties}
    names = party_names(((one, kept[one.pk, party.pk]) for one in asked for party in parties), actor)
    return [
        _field(
            str(one.pk),
            one.label,
            [(party.pk, _text(kept[one.pk, party.pk], partial(said, one, names=names))) for party in parties],
        )
        for one in asked
    ]


def _text(value: object, say) -> str:
    if value in (None, "", [], {}):
        return ""
    return str(say(value)) if say else str(value)


def _field(name: str, label: str, texts: Sequence[tuple[int, str]]) -> MergeField | None:
    taken = next((party for party, text in texts if text), None)
    if taken is None:
        return None
    return MergeField(name, label, [Value(party, text, party == taken) for party, text in texts])


def _reach(parties: Sequence[Party], actor: Actor) -> tuple[Mapping[int, list[str]], list[str]]:
    ids = [party.pk for party in parties]
    reach, numbers = defaultdict(list), defaultdict(set)
    points = visible_list(ContactPoint, actor).filter(party_id__in=ids).order_by("-is_primary", "pk")
    for party, value in points.values_list("party_id", "value"):
        reach[party].append(value)
    named = Identifier.objects.filter(party_id__in=ids).order_by("scheme", "value")
    for party, scheme, value in named.values_list("party_id", "scheme", "value"):
        reach[party].append(f"{scheme} {value}")
        numbers[scheme].add((party, value))
    differing = [
        f"{scheme}: {', '.join(sorted(value for _party, value in found))}"
        for scheme, found in numbers.items()
        if len({party for party, _value in found}) > 1
    ]
    return dict(reach), differing
