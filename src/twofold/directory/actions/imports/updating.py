"""Parties that a file names again: what it says differently is changed, what it does not mention stays."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from twofold.core.plates import ImportContext
from twofold.core.setwise import among, insert_many, moment, update_many
from twofold.directory.actions.affiliations import refresh_colleagues
from twofold.directory.actions.imports.adding import POINT, TIE
from twofold.directory.actions.imports.drafts import Draft, Tie
from twofold.directory.actions.known_to import make_known
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Affiliation, ContactPoint, Party
from twofold.directory.models.names import sort_name

REASON = "an import has asked whether it may change these parties"
STATED = ("name", "given_name", "family_name", "language", "country")


def update_parties(
    context: ImportContext, drafts: Sequence[Draft], unit_names: Mapping[int, str]
) -> set[int]:
    """Bring parties that exist up to what the drafts say. Each draft has its `party_id`.

    :returns: ids of those that changed
    """
    if not drafts:
        return set()
    changed = _fields(context, drafts) | _points(drafts) | _ties(context, drafts)
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
    rows = []
    for draft in drafts:
        before = old[draft.party_id]
        after = [getattr(draft, name) or was for name, was in zip(STATED, before, strict=True)]
        if after != before:
            rows.append((*after, sort_name(after[0]), moment(context.now), draft.party_id))
    update_many(Party, (*STATED, "sort_name", "changed_at"), rows)
    return {row[-1] for row in rows}


def _points(drafts: Sequence[Draft]) -> set[int]:
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
        points.filter(kind=kind, party_id__in=among(owners), is_primary=True).update(is_primary=False)
    insert_many(ContactPoint, POINT, rows)
    return {row[0] for row in rows}


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
    new, corrected, changed = [], [], set()
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
                changed.add(draft.party_id)
    insert_many(Affiliation, TIE, new)
    update_many(Affiliation, ("role_title", "from_on", "to_on"), corrected)
    return changed
