"""The directory's own rows: how they follow a merged party, and what is made anew when they are given back what they were."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.plates import Mover, RowChange, Undoer
from twofold.core.setwise import among
from twofold.directory.actions.affiliations import refresh_colleagues
from twofold.directory.actions.attribute_entries import renew_entries
from twofold.directory.actions.attribute_followers import ATTRIBUTE_MOVERS, ATTRIBUTE_UNDOER
from twofold.directory.actions.moving import drop
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import (
    Absence,
    Affiliation,
    ContactPoint,
    DayOff,
    Identifier,
    KnownTo,
    Party,
    PartyAlias,
    PossibleDuplicate,
    Tie,
    Unit,
)
from twofold.directory.queries.units import unit_tree
from twofold.search.actions.index import unindex

REASON = "what is derived from rows is made anew for everyone"
MOST_AT_ONCE = 500
"""Parties whose search entries are written at once; of more, a job writes them."""
BATCH = 5_000
SEARCH_TASK = "twofold.directory.tasks.refresh_search_of"


def renew_parties(ids: Sequence[int], now: datetime) -> None:
    """Make anew what is derived of parties: who is a colleague, and what the search knows. Those that are gone leave it."""
    parties = Party.objects.system(REASON).filter(pk__in=among(ids))
    there = set(parties.values_list("pk", flat=True))
    renew_entries(Party, ids)
    for kind in ("party", "colleague", "unit"):
        unindex(kind, [pk for pk in ids if pk not in there])
    refresh_colleagues(there, now=now)
    if len(there) <= MOST_AT_ONCE:
        refresh_search(there)
        return
    ids = sorted(there)
    for start in range(0, len(ids), BATCH):
        import_string(SEARCH_TASK).enqueue(party_ids=ids[start : start + BATCH])


def parties_of(actor: Actor, ids: Sequence[int]) -> set[int]:
    """The parties that someone may change; those that are units, as whoever leads or administers them."""
    theirs = visible_list(Party, actor, "work").filter(pk__in=among(ids)).values_list("pk", flat=True)
    units = visible_list(Unit, actor, "lead").filter(pk__in=among(ids)).values_list("pk", flat=True)
    return {*theirs, *units}


def identifiers_of(actor: Actor, ids: Sequence[int]) -> set[int]:
    """The numbers of parties that someone may change."""
    owners = dict(Identifier.objects.filter(pk__in=among(ids)).values_list("pk", "party_id"))
    theirs = parties_of(actor, list(set(owners.values())))
    return {pk for pk, party in owners.items() if party in theirs}


def known_to_theirs(actor: Actor, ids: Sequence[int]) -> set[int]:
    """What opens the gate for a unit is for those who work in it."""
    rows = KnownTo.objects.filter(pk__in=among(ids), unit_id__in=actor.units(Level.WORK))
    return set(rows.values_list("pk", flat=True))


def days_off_of(actor: Actor, ids: Sequence[int]) -> set[int]:
    """The days off of units that someone leads or administers."""
    units = visible_list(Unit, actor, "lead").values("pk")
    return set(DayOff.objects.filter(pk__in=among(ids), unit_id__in=units).values_list("pk", flat=True))


def refuse_units(rows: Mapping[int, Mapping[str, object]]) -> dict[int, str]:
    """Units that would come to lie below themselves, or below one that is closed."""
    tree, refused = unit_tree(), {}
    for pk, back in rows.items():
        parent = back.get("parent_id")
        if parent is None:
            continue
        if pk in (parent, *tree.ancestors(parent)):
            refused[pk] = str(_("It would lie below itself."))
        elif Unit.objects.system(REASON).filter(pk=parent, closed_on__isnull=False).exists():
            refused[pk] = str(_("The unit above it is closed."))
    return refused


def refuse_parties(rows: Mapping[int, Mapping[str, object]]) -> dict[int, str]:
    """Units whose old name another unit beside them bears by now."""
    named = {pk: back["sort_name"] for pk, back in rows.items() if "sort_name" in back}
    parents = Unit.objects.system(REASON).filter(pk__in=among(list(named))).values_list("pk", "parent_id")
    taken = str(_("Another unit beside it has this name by now."))
    beside = Unit.objects.system(REASON).exclude(parent=None)
    return {
        pk: taken
        for pk, parent in parents
        if beside.filter(parent_id=parent, party__sort_name=named[pk]).exclude(pk=pk).exists()
    }


def move_possible_duplicates(moves: Mapping[int, int], now: datetime) -> list[RowChange]:
    """Decisions about a merged party hold for its survivor; what is now one with itself, or decided twice, is dropped."""
    rows = PossibleDuplicate.objects.system(REASON)
    mine = rows.filter(first_id__in=moves) | rows.filter(second_id__in=moves)
    taken = set(rows.filter(first_id__in=moves.values()).values_list("first_id", "second_id"))
    taken |= set(rows.filter(second_id__in=moves.values()).values_list("first_id", "second_id"))
    done, needless = [], []
    for pk, first, second in mine.order_by("pk").values_list("pk", "first_id", "second_id"):
        low, high = sorted((moves.get(first, first), moves.get(second, second)))
        if low == high or (low, high) in taken:
            needless.append(pk)
            continue
        taken.add((low, high))
        rows.filter(pk=pk).update(first_id=low, second_id=high)
        old = {"first_id": first, "second_id": second}
        done.append(RowChange(PossibleDuplicate, pk, old, {"first_id": low, "second_id": high}))
    return done + drop(PossibleDuplicate, needless)


def moved_already(moves: Mapping[int, int], now: datetime) -> Iterable[RowChange]:
    """Nothing: the mover of the other column has taken these rows along."""
    return ()


MOVERS = (
    Mover(Identifier, "party_id", to=Party),
    Mover(KnownTo, "party_id", to=Party, once_with=("unit_id",)),
    Mover(ContactPoint, "party_id", to=Party, once_with=("kind", "normalized")),
    Mover(Absence, "person_id", to=Party),
    Mover(
        Affiliation,
        "party_id",
        to=Party,
        once_with=("group_id", "kind", "role_title", "from_on", "to_on"),
        apart_from=("group_id",),
    ),
    Mover(
        Affiliation,
        "group_id",
        to=Party,
        once_with=("party_id", "kind", "role_title", "from_on", "to_on"),
        apart_from=("party_id",),
    ),
    Mover(
        Tie,
        "party_id",
        to=Party,
        once_with=("other_id", "kind", "from_on", "to_on"),
        apart_from=("other_id",),
    ),
    Mover(
        Tie,
        "other_id",
        to=Party,
        once_with=("party_id", "kind", "from_on", "to_on"),
        apart_from=("party_id",),
    ),
    Mover(Unit, "head_id", to=Party),
    Mover(PartyAlias, "party_id", to=Party),
    Mover(PossibleDuplicate, "first_id", to=Party, by=move_possible_duplicates),
    Mover(PossibleDuplicate, "second_id", to=Party, by=moved_already),
    *ATTRIBUTE_MOVERS,
)
UNDOERS = (
    Undoer(
        Party,
        after=renew_parties,
        derived=frozenset({"is_colleague"}),
        plain=frozenset({"language", "country"}),
        refuse=refuse_parties,
        theirs=parties_of,
        label=_("People and organisations"),
    ),
    Undoer(Unit, after=lambda ids, now: refresh_search(ids), refuse=refuse_units, label=_("Units")),
    Undoer(Identifier, theirs=identifiers_of, label=_("Numbers in other systems")),
    Undoer(KnownTo, theirs=known_to_theirs, is_told=False),
    Undoer(ContactPoint, label=_("Contact points")),
    Undoer(Affiliation, label=_("Affiliations")),
    Undoer(Tie, label=_("Ties")),
    Undoer(Absence, label=_("Absences")),
    ATTRIBUTE_UNDOER,
    Undoer(DayOff, theirs=days_off_of, label=_("Days off")),
    Undoer(PartyAlias, is_told=False),
    Undoer(PossibleDuplicate, label=_("Possible duplicates")),
)
