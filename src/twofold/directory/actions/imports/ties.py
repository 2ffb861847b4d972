"""Writing ties from a file: who reports to, refers or assists whom, from when to when."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from twofold.core.access import visible_list
from twofold.core.errors import DomainError
from twofold.core.plates import ImportContext, Row, RowChange, RowResult
from twofold.core.setwise import among, insert_many, update_many
from twofold.directory.access import is_house, require_work_in
from twofold.directory.actions.affiliations import require_order
from twofold.directory.actions.imports.groups import workable
from twofold.directory.actions.imports.held_ties import HeldTie, HeldTies
from twofold.directory.actions.imports.named import only_one, parties_named
from twofold.directory.actions.imports.parties import refused
from twofold.directory.actions.ties import require_two_people
from twofold.directory.models import Party, Tie

REASON = "an import looks up whom a file names, and asks who may change them"
COLUMNS = ("party_id", "other_id", "kind", "from_on", "to_on", "import_run_id")
DAYS = ("from_on", "to_on")


@dataclass(frozen=True)
class Reach:
    """Whom the lines of a batch name, and whom of them the importer may tie to whom."""

    found: Mapping[str, Set[int]]
    people: Mapping[int, Party]
    mine: Set[int]
    known: Set[int]


class TieWriter:
    """Ties between people who are known already, by the rules that hold for a tie added by hand."""

    def __init__(self, context: ImportContext) -> None:
        """
        :raises NotAllowed: if the importer does not work in the unit
        """
        require_work_in(context.actor, context.unit_id)
        self.context = context

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch: a tie that is named again has its days corrected."""
        reach = self._reach(rows)
        told, results = {}, {}
        for row in rows:
            try:
                told[row.number] = self._told(row, reach)
            except DomainError as refusal:
                results[row.number] = refused(row.number, refusal)
        held = HeldTies(told.values(), reach.people)
        for number, tie in told.items():
            try:
                results[number] = RowResult(number, held.take(tie))
            except DomainError as refusal:
                results[number] = refused(number, refusal)
        self._store(held)
        return [results[row.number] for row in rows]

    def finish(self) -> bool:
        """Nothing is left to do."""
        return False

    def _reach(self, rows: Sequence[Row]) -> Reach:
        found = parties_named({row.values[name] for row in rows for name in ("party", "other")})
        ids = sorted({pk for some in found.values() for pk in some})
        everyone = Party.objects.system(REASON).filter(pk__in=among(ids))
        list(everyone.select_for_update().order_by("pk").values_list("pk", flat=True))
        known = everyone if is_house(self.context.actor) else visible_list(Party, self.context.actor, "name")
        return Reach(
            found,
            people={party.pk: party for party in everyone},
            mine=workable(self.context, ids),
            known=set(known.filter(pk__in=among(ids)).values_list("pk", flat=True)),
        )

    def _told(self, row: Row, reach: Reach) -> HeldTie:
        values = row.values
        party = only_one(reach.found, values["party"], "party", reach.mine)
        other = only_one(reach.found, values["other"], "other", reach.known)
        kind = values.get("kind") or self.context.options.get("tie", "")
        require_two_people(reach.people[party], reach.people[other], kind)
        days = values.get("from_on"), values.get("to_on")
        require_order(*days)
        return HeldTie(party, other, kind, *days)

    def _store(self, held: HeldTies) -> None:
        insert_many(Tie, COLUMNS, [(*tie.said, self.context.run_id) for tie in held.new])
        update_many(Tie, DAYS, [(tie.from_on, tie.to_on, tie.pk) for tie in held.corrected])
        self.context.keep(
            RowChange(
                Tie, tie.pk, dict(zip(DAYS, tie.was, strict=True)), dict(zip(DAYS, tie.days, strict=True))
            )
            for tie in held.corrected
        )
