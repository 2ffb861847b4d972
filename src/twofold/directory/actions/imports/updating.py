"""Parties that a file names again: what it says differently is changed, what it does not mention stays."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Model

from twofold.core.plates import ImportContext, RowChange
from twofold.core.setwise import among, insert_many, moment, reserve_ids, update_many
from twofold.directory.actions.affiliations import refresh_colleagues
from twofold.directory.actions.attribute_entries import keep_entries
from twofold.directory.actions.imports.adding import POINT, TIE
from twofold.directory.actions.imports.drafts import Draft, Tie
from twofold.directory.actions.known_to import make_known
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Affiliation, ContactPoint, Party
from twofold.directory.models.names import sort_name

REASON = "an import has asked whether it may change these parties"
STATED = ("name", "given_name", "family_name", "language", "country")
WRITTEN = (*STATED, "sort_name")
STATED_OF_TIE = ("role_title", "from_on", "to_on")


def update_parties(
    context: ImportContext, drafts: Sequence[Draft], unit_names: Mapping[int, str]
) -> set[int]:
    """Bring parties that exist up to what the drafts say. Each draft has its `party_id`.

    :returns: ids of those that changed
    """
    if not drafts:
        return set()
    changed = _fields(context, drafts) | _points(context, drafts) | _ties(context, drafts)
    changed |= _attributes(context, drafts)
    _touch(context, changed)
    known_by = defaultdict(list)
    for draft in drafts:
        known_by[context.unit_id].append(draft.party_id)
        for tie in draft.ties:
            if tie.group_id in unit_names:
                known_by[tie.group_id].append(draft.party_id)
    for unit_id, ids in known_by.items():
        make_known(ids, unit_id)
    if any(draft.ties for draft in drafts):
        refresh_colleagues([draft.party_id for draft in drafts if draft.ties], now=context.now)
    refresh_search(changed)
    return changed


def _fields(context: ImportContext, drafts: Sequence[Draft]) -> set[int]:
    ids = [draft.party_id for draft in drafts]
    parties = Party.objects.system(REASON).filter(pk__in=among(ids)).values_list("pk", *STATED)
    old = {pk: values for pk, *values in parties}
    rows, kept = [], []
    for draft in drafts:
        before = old[draft.party_id]
        after = [getattr(draft, name) or was for name, was in zip(STATED, before, strict=True)]
        if after != before:
            before.append(sort_name(before[0]))
            after.append(sort_name(after[0]))
            rows.append((*after, draft.party_id))
            kept.append(_change(Party, draft.party_id, WRITTEN, before, after))
    update_many(Party, WRITTEN, rows)
    context.keep(kept)
    return {row[-1] for row in rows}


def _attributes(context: ImportContext, drafts: Sequence[Draft]) -> set[int]:
    """Values that the file states; those that it does not mention stay."""
    told = {draft.party_id: draft.attributes for draft in drafts if draft.attributes}
    if not told:
        return set()
    parties = Party.objects.system(REASON).filter(pk__in=among(told)).values_list("pk", "attributes")
    changes = [
        RowChange(Party, pk, {"attributes": old}, {"attributes": old | told[pk]})
        for pk, old in parties
        if old | told[pk] != old
    ]
    values = {change.pk: change.new["attributes"] for change in changes}
    update_many(Party, ("attributes",), [(json.dumps(value), pk) for pk, value in values.items()])
    keep_entries({draft.kind for draft in drafts}, values)
    context.keep(changes)
    return set(values)


def _touch(context: ImportContext, party_ids: set[int]) -> None:
    update_many(Party, ("changed_at",), [(moment(context.now), pk) for pk in party_ids])


def _change(
    model: type[Model], pk: int, columns: Sequence[str], old: Sequence[object], new: Sequence[object]
) -> RowChange:
    """The columns of a row that differ."""
    other = [n for n, (before, after) in enumerate(zip(old, new, strict=True)) if before != after]
    return RowChange(model, pk, {columns[n]: old[n] for n in other}, {columns[n]: new[n] for n in other})


def _points(context: ImportContext, drafts: Sequence[Draft]) -> set[int]:
    """Add contact points that are new; each becomes the one to use of its kind."""
    ids = [draft.party_id for draft in drafts]
    points = ContactPoint.objects.system(REASON).filter(party_id__in=among(ids))
    held = set(points.values_list("party_id", "kind", "normalized"))
    rows, replaced = [], defaultdict(list)
    for draft in drafts:
        first = set()
        for kind, value, normalized, label, parts in draft.points:
            if (draft.party_id, kind, normalized) in held:
                continue
            is_primary = kind not in first and not label
            first.add(kind)
            if is_primary:
                replaced[kind].append(draft.party_id)
            rows.append((draft.party_id, str(kind), value, normalized, label, parts, is_primary, None))
    for kind, owners in replaced.items():
        former = points.filter(kind=kind, party_id__in=among(owners), is_primary=True)
        context.keep(
            RowChange(ContactPoint, pk, {"is_primary": True}, {"is_primary": False})
            for pk in former.values_list("pk", flat=True)
        )
        former.update(is_primary=False)
    ids = reserve_ids(ContactPoint, len(rows)) if rows else ()
    insert_many(ContactPoint, ("id", *POINT), [(pk, *row) for pk, row in zip(ids, rows, strict=True)])
    context.keep(RowChange(ContactPoint, pk, None, _as_kept(row)) for pk, row in zip(ids, rows, strict=True))
    return {row[0] for row in rows}


def _as_kept(row: Sequence[object]) -> dict[str, object]:
    point = dict(zip(POINT, row, strict=True))
    return point | {"parts": json.loads(point["parts"])}


def _ties(context: ImportContext, drafts: Sequence[Draft]) -> set[int]:
    """Add ties that are new, and correct titles and days of those that hold."""
    ids = [draft.party_id for draft in drafts if draft.ties]
    if not ids:
        return set()
    held: dict[tuple, tuple] = {}
    has_primary = set()
    fields = ("pk", "party_id", "group_id", "kind", "role_title", "from_on", "to_on", "is_primary")
    ties = Affiliation.objects.system(REASON).filter(party_id__in=among(ids)).order_by("pk")
    for pk, party, group, kind, title, from_on, to_on, is_primary in ties.values_list(*fields):
        held[party, group, kind] = (pk, Tie(group, kind, title, from_on, to_on))
        if is_primary:
            has_primary.add(party)
    new, corrected, kept, changed = [], [], [], set()
    for draft in drafts:
        for tie in draft.ties:
            pk, old = held.get((draft.party_id, tie.group_id, tie.kind), (None, None))
            if old is None:
                new.append((draft.party_id, *tie, draft.party_id not in has_primary, context.run_id))
                has_primary.add(draft.party_id)
                changed.add(draft.party_id)
                continue
            told = Tie(
                tie.group_id,
                tie.kind,
                tie.role_title or old.role_title,
                tie.from_on or old.from_on,
                tie.to_on or old.to_on,
            )
            if told != old:
                corrected.append((told.role_title, told.from_on, told.to_on, pk))
                kept.append(_change(Affiliation, pk, STATED_OF_TIE, old[2:], told[2:]))
                changed.add(draft.party_id)
    insert_many(Affiliation, TIE, new)
    update_many(Affiliation, STATED_OF_TIE, corrected)
    context.keep(kept)
    return changed
