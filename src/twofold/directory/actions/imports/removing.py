"""Removing again what an import has brought in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Model, Q
from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Imported
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.directory.actions.affiliations import refresh_colleagues
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import (
    Affiliation,
    Attribute,
    AttributeEntry,
    ContactPoint,
    Identifier,
    KnownTo,
    Party,
    PossibleDuplicate,
    Tie,
)
from twofold.search.actions.index import unindex
from twofold.timeline.models import Mention

REASON = "an import is taken back, and has asked for each row whether it may go"
PARTS: tuple[tuple[type[Model], str], ...] = (
    (ContactPoint, "party_id"),
    (Identifier, "party_id"),
    (KnownTo, "party_id"),
    (Affiliation, "party_id"),
    (PossibleDuplicate, "first_id"),
    (PossibleDuplicate, "second_id"),
)
APPLIES_TO = (Party.Kind.PERSON, Party.Kind.ORGANIZATION)


def remove_parties(ids: Sequence[int], now: datetime) -> None:
    """Remove people and organisations with all that is theirs alone."""
    for model, column in PARTS:
        _remove(model, column, ids)
    own = Attribute.objects.filter(applies_to__in=APPLIES_TO).values("pk")
    AttributeEntry.objects.filter(attribute__in=own, record_id__in=among(ids)).delete()
    for kind in ("party", "colleague"):
        unindex(kind, ids)
    _remove(Party, "pk", ids)


def remove_affiliations(ids: Sequence[int], now: datetime) -> None:
    """Remove ties of parties that were there before, and work out anew who is a colleague."""
    rows = Affiliation.objects.system(REASON).filter(pk__in=among(ids))
    parties = sorted(set(rows.values_list("party_id", flat=True)))
    _remove(Affiliation, "pk", ids)
    refresh_colleagues(parties, now=now)
    refresh_search(parties)


def remove_ties(ids: Sequence[int], now: datetime) -> None:
    """Remove ties between people who were there before."""
    _remove(Tie, "pk", ids)


def named_by_events(ids: Sequence[int]) -> Iterable[int]:
    """Those of whom an event tells. An import's own event tells of nobody."""
    return Mention.objects.filter(party_id__in=among(ids)).values_list("party_id", flat=True).distinct()


def _remove(model: type[Model], column: str, ids: Sequence[int]) -> None:
    rows = every_row(model, REASON).filter(**{f"{column}__in": among(ids)})
    rows._raw_delete(rows.db)


IMPORTED = (
    Imported(
        Affiliation, _("Affiliations"), remove_affiliations, apart=Q(party__import_run_id=F("import_run_id"))
    ),
    Imported(Tie, _("Ties between people"), remove_ties),
    Imported(Party, _("People and organisations"), remove_parties, parts=PARTS, touched=named_by_events),
)
