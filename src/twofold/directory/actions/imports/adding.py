"""New parties from drafts, set-wise: their rows, identifiers, contact points, affiliations, who knows them, and the search."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from twofold.core.plates import ImportContext
from twofold.core.setwise import insert_many, moment, reserve_ids
from twofold.directory.actions.affiliations import today
from twofold.directory.actions.attribute_entries import keep_entries
from twofold.directory.actions.imports.drafts import Draft, Tie
from twofold.directory.actions.search_entries import colleague_entry, party_entry
from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party
from twofold.directory.models.names import sort_name
from twofold.search.actions.index import Entry, index_many

PARTY = (
    "id",
    "kind",
    "name",
    "sort_name",
    "given_name",
    "family_name",
    "language",
    "country",
    "home_unit_id",
)
PARTY += ("is_colleague", "is_verified", "is_unknown_buyer", "attributes")
PARTY += ("import_run_id", "created_at", "changed_at")
POINT = ("party_id", "kind", "value", "normalized", "label", "parts", "is_primary", "verified_at")
TIE = ("party_id", "group_id", "kind", "role_title", "from_on", "to_on", "is_primary", "import_run_id")


def add_parties(
    context: ImportContext, drafts: Sequence[Draft], scheme: str, unit_names: dict[int, str]
) -> None:
    """Write new parties; each draft is given its id.

    :param scheme: under which keys are kept as identifiers
    :param unit_names: names of the units that ties may lead to
    """
    if not drafts:
        return
    for draft, party_id in zip(drafts, reserve_ids(Party, len(drafts)), strict=True):
        draft.party_id = party_id
    day = today(context.now)
    insert_many(Party, PARTY, _party_rows(context, drafts, unit_names, day))
    told = {draft.party_id: draft.attributes for draft in drafts if draft.attributes}
    keep_entries({draft.kind for draft in drafts}, told, are_new=True)
    insert_many(
        Identifier,
        ("party_id", "scheme", "value"),
        [(draft.party_id, scheme, draft.key) for draft in drafts if draft.key],
    )
    insert_many(ContactPoint, POINT, _point_rows(drafts))
    insert_many(
        KnownTo,
        ("party_id", "unit_id"),
        [(draft.party_id, unit) for draft in drafts for unit in _knowing(context, draft, unit_names)],
    )
    insert_many(
        Affiliation,
        TIE,
        [
            (draft.party_id, *tie, position == 0, context.run_id)
            for draft in drafts
            for position, tie in enumerate(draft.ties)
        ],
    )
    index_many(_entries(context, drafts, unit_names, day))


def works_here(ties: Iterable[Tie], unit_names: dict[int, str], day: date) -> bool:
    """Whether one of these ties makes a colleague of someone, on a day."""
    return any(
        tie.kind == Affiliation.Kind.EMPLOYEE
        and tie.group_id in unit_names
        and (tie.from_on is None or tie.from_on <= day)
        and (tie.to_on is None or tie.to_on >= day)
        for tie in ties
    )


def _party_rows(
    context: ImportContext, drafts: Sequence[Draft], unit_names: dict[int, str], day: date
) -> Iterator[tuple]:
    now, unit, run = moment(context.now), context.unit_id, context.run_id
    for draft in drafts:
        yield (
            draft.party_id,
            str(draft.kind),
            draft.name,
            sort_name(draft.name),
            draft.given_name,
            draft.family_name,
            draft.language,
            draft.country,
            unit,
            bool(draft.ties) and works_here(draft.ties, unit_names, day),
            True,
            False,
            json.dumps(draft.attributes) if draft.attributes else "{}",
            run,
            now,
            now,
        )


def _point_rows(drafts: Sequence[Draft]) -> Iterator[tuple]:
    for draft in drafts:
        seen = set()
        for kind, value, normalized, label, parts in draft.points:
            yield draft.party_id, str(kind), value, normalized, label, parts, kind not in seen, None
            seen.add(kind)


def _knowing(context: ImportContext, draft: Draft, unit_names: dict[int, str]) -> Collection[int]:
    if not draft.ties:
        return (context.unit_id,)
    return {context.unit_id, *(tie.group_id for tie in draft.ties if tie.group_id in unit_names)}


def _entries(
    context: ImportContext, drafts: Sequence[Draft], unit_names: dict[int, str], day: date
) -> Iterator[Entry]:
    for draft in drafts:
        words = [
            point.normalized if point.kind == ContactPoint.Kind.PHONE else point.value
            for point in draft.points
        ]
        if draft.key:
            words.append(draft.key)
        for tie in draft.ties:
            words += [unit_names.get(tie.group_id, ""), tie.role_title]
        words += draft.words
        units = _knowing(context, draft, unit_names)
        yield party_entry(draft.party_id, draft.name, filter(None, words), units, context.now)
        if draft.ties and works_here(draft.ties, unit_names, day):
            work = [
                text
                for tie in draft.ties
                if tie.group_id in unit_names
                for text in (unit_names[tie.group_id], tie.role_title)
                if text
            ]
            yield colleague_entry(draft.party_id, draft.name, work, context.now)
