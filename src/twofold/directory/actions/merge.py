"""Making one party of several that are the same: everything that belongs to them follows, and old ids keep resolving."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.core.plates import RowChange
from twofold.core.renewing import renew
from twofold.core.rows import changed, created, row_values
from twofold.core.setwise import among
from twofold.directory.access import is_house, require_work_on
from twofold.directory.actions.moving import drop, follow
from twofold.directory.models import Affiliation, ContactPoint, Party, PartyAlias
from twofold.directory.models.names import sort_name
from twofold.directory.queries.aliases import current_ids
from twofold.search.actions.index import unindex
from twofold.timeline.actions.keep_rows import keep_rows
from twofold.timeline.actions.record import record

MERGED = "directory.parties_merged"
FIELDS = ("name", "given_name", "family_name", "language", "country", "home_unit_id")
MOST = 20
REASON = "the actor may change every party that is merged"


@transaction.atomic
def merge_parties(
    party_ids: Sequence[int],
    *,
    survivor_id: int,
    actor: Actor,
    now: datetime,
    chosen: Mapping[str, int] | None = None,
) -> Party:
    """Make one party of several. Only people, or only organisations; units never.

    :param survivor_id: the one of them that stays, under its id
    :param chosen: field, or the id of an attribute as text → id of the party whose value is taken; the rest is the survivor's
        own, or where it has none, the first value that another has
    :raises NotVisible: if the actor may not see one of them
    :raises NotAllowed: if they may not change one of them, or it is a colleague and they do not administer
    :raises BadInput: if there is nothing to merge, they are of different kinds, one is the unknown buyer or was erased
    :raises Conflict: if one was merged before
    """
    parties = parties_to_merge(party_ids, actor, lock=True)
    survivor = next((party for party in parties if party.pk == survivor_id), None)
    if survivor is None:
        raise BadInput(_("Choose which of them stays."), field="survivor")
    losers = [party for party in parties if party.pk != survivor_id]
    moves = {party.pk: survivor_id for party in losers}
    before = row_values(survivor)
    _take_values(survivor, losers, chosen or {}, now)
    event = _record(survivor, losers, before, actor, now)
    done = [changed(survivor, before), *follow(Party, moves, now=now)]
    done += [*_one_to_use_each(survivor_id), *_aliases(moves, event.pk, now), *drop(Party, moves)]
    keep_rows(event.pk, done)
    unindex("party", list(moves))
    unindex("colleague", list(moves))
    renew(done, now=now, moved_only=True)
    return survivor


def parties_to_merge(party_ids: Sequence[int], actor: Actor, *, lock: bool = False) -> list[Party]:
    """The parties, in the order given, if this person may merge them. Raises as :func:`merge_parties`."""
    ids = list(dict.fromkeys(party_ids))
    if len(ids) < 2:
        raise BadInput(_("A record cannot be merged with itself. Choose two or more."))
    if len(ids) > MOST:
        raise BadInput(_("At most %(most)d can be merged at once. Choose fewer.") % {"most": MOST})
    _require_not_merged(ids, actor)
    if lock:
        _lock(ids)
        _require_not_merged(ids, actor)  # by someone for whom this has waited
    parties = [_party(pk, actor) for pk in ids]
    _require_alike(parties)
    if not is_house(actor):
        _require_theirs(parties, actor)
    return parties


def require_may_unmerge(survivor_id: int, actor: Actor, *, lock: bool = False) -> None:
    """Refuse to undo a merge for whoever may not change the party that came of it.

    :param lock: nobody merges it until the caller's transaction has ended
    :raises NotVisible: if they may not see it
    :raises NotAllowed: if they may not change it
    :raises Conflict: if it was itself merged since
    """
    if lock:
        _lock([survivor_id])
    if current_ids([survivor_id]):
        raise Conflict(_("What came of this merge was merged again since. Undo the later merge first."))
    _require_theirs([_party(survivor_id, actor)], actor) if not is_house(actor) else None


def _lock(ids: Sequence[int]) -> None:
    rows = Party.objects.system(REASON).filter(pk__in=ids).order_by("pk")
    list(rows.select_for_update().values_list("pk"))


def _party(pk: int, actor: Actor) -> Party:
    return Party.objects.system(REASON).get(pk=pk) if is_house(actor) else get_visible(Party, actor, pk)


def _require_not_merged(ids: Sequence[int], actor: Actor) -> None:
    for old, new in current_ids(ids).items():
        survivor = _party(new, actor)  # or it looks absent
        raise Conflict(
            _("%(old)s was merged into %(name)s already.") % {"old": f"#{old}", "name": survivor.name}
        )


def _require_alike(parties: Sequence[Party]) -> None:
    kinds = {party.kind for party in parties}
    if Party.Kind.UNIT in kinds:
        raise BadInput(_("Units are not merged. Move what is below one to the other, and close it."))
    if len(kinds) > 1:
        raise BadInput(_("A person and an organisation cannot be one. Choose records of one kind."))
    if any(party.erased_at for party in parties):
        raise BadInput(
            _("An erased person is merged with nobody: what would tell that they are one is gone.")
        )
    if any(party.is_unknown_buyer for party in parties):
        raise BadInput(_("The unknown buyer stands for everyone without a name, and is not merged."))


def _require_theirs(parties: Sequence[Party], actor: Actor) -> None:
    """A merge joins what people may see and do: nobody merges themselves, and colleagues are merged by administrators."""
    for party in parties:
        require_work_on(actor, party)
    if actor.person_id in {party.pk for party in parties}:
        raise NotAllowed(_("You cannot merge your own record. Ask a colleague."))
    if any(party.is_colleague for party in parties) and not actor.may("administer"):
        raise NotAllowed(
            _("A colleague’s record decides what they may see, so only an administrator merges it.")
        )


def _take_values(survivor: Party, losers: Sequence[Party], chosen: Mapping[str, int], now: datetime) -> None:
    by_id = {party.pk: party for party in (survivor, *losers)}
    if not set(chosen.values()) <= set(by_id):
        raise NotVisible
    for field in FIELDS:
        own = [by_id[chosen[field]]] if field in chosen else [survivor, *losers]
        setattr(
            survivor,
            field,
            next((value for one in own if (value := getattr(one, field))), getattr(own[0], field)),
        )
    attributes: dict = {}
    for party in reversed([survivor, *losers]):
        attributes |= party.attributes
    for key in attributes.keys() & chosen.keys():
        attributes[key] = by_id[chosen[key]].attributes.get(key)
    survivor.attributes = {key: value for key, value in attributes.items() if value is not None}
    survivor.is_verified = any(party.is_verified for party in by_id.values())
    survivor.sort_name, survivor.changed_at = sort_name(survivor.name), now
    survivor.save()


def _record(survivor: Party, losers: Sequence[Party], before: Mapping, actor: Actor, now: datetime):
    changes = {
        field: (before[field], getattr(survivor, field)) for field in FIELDS if field != "home_unit_id"
    }
    return record(
        MERGED,
        subject=survivor,
        actor=actor,
        now=now,
        unit_id=survivor.home_unit_id,
        parties=[survivor.pk, *(party.pk for party in losers)],
        details={"merged": [party.pk for party in losers]},
        changes=changes | {"merged": (", ".join(party.name for party in losers), survivor.name)},
    )


def _one_to_use_each(survivor_id: int) -> list[RowChange]:
    """Of each kind of contact point, and of the affiliations, one is the one to use: the oldest that was."""
    points = ContactPoint.objects.system(REASON).filter(party_id=survivor_id, is_primary=True)
    ties = Affiliation.objects.system(REASON).filter(party_id=survivor_id, is_primary=True)
    return [*_all_but_first(points, "kind"), *_all_but_first(ties, "party_id")]


def _all_but_first(rows: models.QuerySet, by: str) -> list[RowChange]:
    seen, rest = set(), []
    for pk, group in rows.order_by("pk").values_list("pk", by):
        if group in seen:
            rest.append(pk)
        seen.add(group)
    rows.filter(pk__in=among(rest)).update(is_primary=False) if rest else None
    return [RowChange(rows.model, pk, {"is_primary": True}, {"is_primary": False}) for pk in rest]


def _aliases(moves: Mapping[int, int], event_id: int, now: datetime) -> list[RowChange]:
    made = PartyAlias.objects.bulk_create(
        [PartyAlias(old_id=old, party_id=new, event_id=event_id, merged_at=now) for old, new in moves.items()]
    )
    return [created(alias) for alias in made]
