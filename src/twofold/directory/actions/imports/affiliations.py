"""Writing affiliations from a file: who belongs to which unit or organisation, as what, from when to when."""

from collections import defaultdict
from collections.abc import Sequence

from twofold.core.errors import BadInput
from twofold.core.plates import ImportContext, Outcome, Row, RowResult
from twofold.core.setwise import among
from twofold.directory.access import require_work_in
from twofold.directory.actions.affiliations import require_group, require_order
from twofold.directory.actions.imports.drafts import Draft, Tie
from twofold.directory.actions.imports.groups import workable
from twofold.directory.actions.imports.named import only_one, parties_named
from twofold.directory.actions.imports.parties import refused
from twofold.directory.actions.imports.updating import update_parties
from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.units import unit_tree

REASON = "an import looks up whom a file names, and asks who may change them"


class AffiliationWriter:
    """Ties of parties that are known already to groups that are known already."""

    def __init__(self, context: ImportContext) -> None:
        """
        :raises NotAllowed: if the importer does not work in the unit
        """
        require_work_in(context.actor, context.unit_id)
        self.context = context
        self.unit_names = unit_tree().names

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch: one tie of each kind between a party and a group, corrected when named again."""
        found = parties_named({row.values[name] for row in rows for name in ("party", "group")})
        mine = workable(self.context, {pk for parties in found.values() for pk in parties})
        parties = Party.objects.system(REASON).in_bulk({pk for some in found.values() for pk in some})
        results, drafts = {}, []
        for row in rows:
            try:
                drafts.append(self._draft(row, found, mine, parties))
            except BadInput as refusal:
                results[row.number] = refused(row.number, refusal)
        results |= self._written(drafts)
        return [results[row.number] for row in rows]

    def finish(self) -> bool:
        """Nothing is left to do."""
        return False

    def _draft(
        self, row: Row, found: dict[str, set[int]], mine: set[int], parties: dict[int, Party]
    ) -> Draft:
        values = row.values
        party = parties[only_one(found, values["party"], "party", mine)]
        group = parties[only_one(found, values["group"], "group", mine | self.unit_names.keys())]
        kind = values.get("kind") or self.context.options.get("affiliation") or _kind_for(group)
        require_group(party, group, kind)
        require_order(values.get("from_on"), values.get("to_on"))
        tie = Tie(
            group.pk, str(kind), values.get("role_title", ""), values.get("from_on"), values.get("to_on")
        )
        return Draft(row.number, "", party.kind, "", party_id=party.pk, ties=[tie])

    def _written(self, drafts: Sequence[Draft]) -> dict[int, RowResult]:
        pairs = Affiliation.objects.system(REASON).filter(
            party_id__in=among(draft.party_id for draft in drafts)
        )
        held = set(pairs.values_list("party_id", "group_id", "kind"))
        by_party = defaultdict(list)
        for draft in drafts:
            by_party[draft.party_id].append(draft)
        joined = [
            Draft(0, "", some[0].kind, "", party_id=party, ties=[draft.ties[0] for draft in some])
            for party, some in by_party.items()
        ]
        changed = update_parties(self.context, joined, self.unit_names)
        results = {}
        for draft in drafts:
            outcome = Outcome.UPDATED if draft.party_id in changed else Outcome.UNCHANGED
            if (draft.party_id, draft.ties[0].group_id, draft.ties[0].kind) not in held:
                outcome = Outcome.CREATED
            results[draft.number] = RowResult(draft.number, outcome)
        return results


def _kind_for(group: Party) -> str:
    return Affiliation.Kind.EMPLOYEE if group.kind == Party.Kind.UNIT else Affiliation.Kind.CONTACT
