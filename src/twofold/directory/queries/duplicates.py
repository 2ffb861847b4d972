"""Pairs of parties that may be one and the same, side by side, as far as the asker may see both."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.paging import keyset_page
from twofold.core.setwise import among
from twofold.directory.models import (
    Affiliation,
    ContactPoint,
    Identifier,
    KnownTo,
    Party,
    PossibleDuplicate,
)
from twofold.directory.queries.reasons import in_words, is_against
from twofold.directory.queries.units import unit_tree

PAGE = 20
State = PossibleDuplicate.State
SHOWN = {
    "open": Q(state=State.OPEN),
    "certain": Q(state=State.OPEN, is_certain=True),
    "likely": Q(state=State.OPEN, is_certain=False),
    "apart": Q(state=State.DISTINCT),
}
LINES = {
    "name": _("Name"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "address": _("Address"),
    "handle": _("Handle"),
    "country": _("Country"),
    "identifiers": _("Numbers elsewhere"),
    "belongs": _("Belongs to"),
    "known_to": _("Known to"),
}


SAYS_NOTHING = frozenset({"belongs", "known_to"})
"""Where one may well differ: who knows and employs someone is no sign that they are another."""


@dataclass(frozen=True)
class Line:
    """One thing compared.

    :param what: in words
    :param verdict: ``same``, ``different``, ``one`` where only one of the two states it, or "" where it says nothing
    """

    what: str
    left: Sequence[str]
    right: Sequence[str]
    verdict: str


@dataclass(frozen=True)
class Pair:
    """Two parties side by side."""

    record: PossibleDuplicate
    lines: Sequence[Line]
    speaks_for: Sequence[str]
    speaks_against: Sequence[str]
    may_decide: bool

    @property
    def percent(self) -> int:
        """How likely they are one; never a hundred, which no estimate is."""
        return min(99, int(self.record.likelihood * 100))


@dataclass(frozen=True)
class PairPage:
    """A page of pairs; `before` and `after` are tokens, "" where there is nothing more."""

    pairs: Sequence[Pair]
    before: str
    after: str
    counts: Mapping[str, int]


def pair_page(actor: Actor, shown: str, *, token: str, countries: Mapping[str, str]) -> PairPage:
    """The likeliest pairs first.

    :param shown: ``open``, ``certain``, ``likely`` or ``apart``
    """
    visible = visible_list(PossibleDuplicate, actor)
    page = keyset_page(
        visible.filter(SHOWN[shown]).select_related("first", "second"),
        order=("likelihood", "pk"),
        token=token,
        size=PAGE,
        descending=True,
    )
    counts = {name: visible.filter(condition).count() for name, condition in SHOWN.items()}
    return PairPage(side_by_side(actor, page.rows, countries), page.before, page.after, counts)


def side_by_side(
    actor: Actor, records: Sequence[PossibleDuplicate], countries: Mapping[str, str]
) -> list[Pair]:
    """Pairs with what is known of both, in a handful of queries however many they are."""
    parties = {party.pk: party for record in records for party in (record.first, record.second)}
    known = _known(actor, parties, countries)
    decidable = _decidable(actor, records)
    return [
        Pair(
            record=record,
            lines=_lines(known[record.first_id], known[record.second_id]),
            speaks_for=[in_words(reason) for reason in record.reasons if not is_against(reason)],
            speaks_against=[in_words(reason) for reason in record.reasons if is_against(reason)],
            may_decide=record.pk in decidable,
        )
        for record in records
    ]


def _decidable(actor: Actor, records: Sequence[PossibleDuplicate]) -> set[int]:
    mine: QuerySet = visible_list(PossibleDuplicate, actor, "work")
    return set(mine.filter(pk__in=[record.pk for record in records]).values_list("pk", flat=True))


def _lines(left: Mapping[str, list[str]], right: Mapping[str, list[str]]) -> list[Line]:
    return [
        Line(
            str(label),
            left[what],
            right[what],
            "" if what in SAYS_NOTHING else _verdict(left[what], right[what]),
        )
        for what, label in LINES.items()
        if left[what] or right[what]
    ]


def _verdict(left: Sequence[str], right: Sequence[str]) -> str:
    if not (left and right):
        return "one"
    ours, theirs = ({text.casefold() for text in side} for side in (left, right))
    return "same" if ours & theirs else "different"


def _known(
    actor: Actor, parties: Mapping[int, Party], countries: Mapping[str, str]
) -> Mapping[int, Mapping[str, list[str]]]:
    known: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for pk, party in parties.items():
        known[pk]["name"] = [party.name]
        known[pk]["country"] = [countries.get(party.country, party.country)] if party.country else []
    points = visible_list(ContactPoint, actor).filter(party_id__in=among(parties))
    for party, kind, value in points.order_by("-is_primary", "pk").values_list("party_id", "kind", "value"):
        known[party][kind].append(value)
    for party, scheme, value in (
        Identifier.objects.filter(party_id__in=among(parties))
        .order_by("scheme", "pk")
        .values_list("party_id", "scheme", "value")
    ):
        known[party]["identifiers"].append(f"{scheme} {value}")
    ties = visible_list(Affiliation, actor).filter(party_id__in=among(parties))
    for party, group in ties.order_by("-is_primary", "pk").values_list("party_id", "group__name"):
        known[party]["belongs"].append(group)
    names = unit_tree().names
    rows = KnownTo.objects.filter(party_id__in=among(parties), unit_id__in=actor.units()).order_by("pk")
    for party, unit in rows.values_list("party_id", "unit_id"):
        known[party]["known_to"].append(names[unit])
    return known
