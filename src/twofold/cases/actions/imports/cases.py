"""The writer of imported cases: one line each."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twofold.cases.actions.imports.found import Found, external_key, known_cases, moved_away, rejected
from twofold.cases.actions.search_entries import refresh_search
from twofold.cases.models import Case, CaseParty
from twofold.core.errors import BadInput
from twofold.core.plates import ImportContext, Outcome, Row, RowResult
from twofold.core.rows import changed as change_of
from twofold.directory.access import require_work_in
from twofold.directory.actions.attribute_entries import keep_entries
from twofold.directory.actions.imports.attributes import ImportedAttributes
from twofold.directory.models.attribute_values import Kept

DONE = frozenset({"resolved", "closed", "solved", "done", "complete", "completed", "cancelled", "canceled"})
NOT_DONE = frozenset({"open", "new", "pending", "active", "in progress", "waiting", "reopened", "on hold"})
REWRITTEN = (
    *("relationship_id", "unit_id", "kind", "title", "description", "state", "assignee_id"),
    *("opened_at", "promised_at", "next_due_at", "first_answered_at", "resolved_at", "attributes"),
)


class CaseWriter:
    """Writes cases that a unit owes or owed. A line whose key is known rewrites its case."""

    def __init__(self, context: ImportContext) -> None:
        require_work_in(context.actor, context.unit_id)
        self.context = context
        self.found = Found(context)
        self.attributes = ImportedAttributes(context, "case")
        self._told: dict[int, dict[str, Kept]] = {}

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch: customers and relationships first, as far as they are missing, then the cases."""
        self._told = {}
        self.found.learn_customers(str(row.values["customer"]) for row in rows if "customer" in row.values)
        self.found.learn_colleagues(str(row.values["assignee"]) for row in rows if "assignee" in row.values)
        self.attributes.learn(rows)
        known = known_cases(self.context, (row.key for row in rows))
        refusals = {row.number: no for row in rows if (no := self._refusal(row, known))}
        accepted = [row for row in rows if row.number not in refusals]
        self.found.learn_relationships((self._unit(row), self._customer(row)) for row in accepted)
        outcomes = self._store(accepted, known)
        return [refusals.get(row.number) or RowResult(row.number, outcomes[row.number]) for row in rows]

    def finish(self) -> bool:
        """Nothing is left to do."""
        return False

    def _store(self, rows: Sequence[Row], known: dict[str, Case]) -> dict[int, Outcome]:
        fresh, changed, kept, outcomes = [], [], [], {}
        for row in rows:
            case = self._case(row)
            before = known.get(case.external_key)
            case.attributes = (before.attributes if before else {}) | self._told.get(row.number, {})
            if before is None:
                fresh.append((case, self._customer(row)))
                outcomes[row.number] = Outcome.CREATED
            elif all(getattr(before, name) == getattr(case, name) for name in REWRITTEN):
                outcomes[row.number] = Outcome.UNCHANGED
            else:
                was = {name: getattr(before, name) for name in REWRITTEN}
                for name in REWRITTEN:
                    setattr(before, name, getattr(case, name))
                changed.append(before)
                kept.append(change_of(before, was))
                outcomes[row.number] = Outcome.UPDATED
        Case.objects.bulk_create([case for case, _customer in fresh])
        CaseParty.objects.bulk_create(
            [CaseParty(case=case, party_id=who, role=CaseParty.Role.REQUESTER) for case, who in fresh]
        )
        if changed:
            Case.objects.system("an import acts for its unit").bulk_update(changed, REWRITTEN)
            self.context.keep(kept)
        keep_entries(["case"], {case.pk: case.attributes for case, _customer in fresh}, are_new=True)
        keep_entries(["case"], {case.pk: case.attributes for case in changed})
        refresh_search([*(case.pk for case, _customer in fresh), *(case.pk for case in changed)])
        return outcomes

    def _case(self, row: Row) -> Case:
        values = row.values
        resolved_at = _resolved_at(row)
        return Case(
            relationship_id=self.found.relationship(self._unit(row), self._customer(row)),
            unit_id=self._unit(row),
            kind=self._kind(row),
            title=str(values.get("title") or _("Case %(key)s") % {"key": row.key})[:200],
            description=str(values.get("description", "")),
            state=Case.State.RESOLVED if resolved_at else Case.State.OPEN,
            is_restricted=self._kind(row) == Case.Kind.CONFLICT,
            assignee_id=self.found.colleague(values.get("assignee")),
            opened_at=values["opened_at"],
            promised_at=values.get("promised_at"),
            next_due_at=None if resolved_at else values.get("promised_at"),
            first_answered_at=values.get("first_answered_at"),
            resolved_at=resolved_at,
            external_key=external_key(self.context, row.key),
            import_run_id=self.context.run_id,
        )

    def _unit(self, row: Row) -> int:
        name = row.values.get("unit")
        return self.context.unit_id if name is None else self.found.units.get(str(name).casefold(), 0)

    def _customer(self, row: Row) -> int:
        return self.found.customer(row.values.get("customer"))

    def _kind(self, row: Row) -> str:
        word = str(row.values.get("kind", "")).strip().casefold()
        return word if word in Case.Kind.values else self.context.options["kind"]

    def _refusal(self, row: Row, known: dict[str, Case]) -> RowResult | None:
        values = row.values
        unit_id = self._unit(row)
        before = known.get(external_key(self.context, row.key))
        if not unit_id:
            reason = _("No unit, or more than one, is called “%(name)s”.") % {"name": values["unit"]}
            return rejected(row, "unit", reason)
        if not self.found.may_write_in(unit_id):
            return rejected(row, "unit", _("You do not work in %(unit)s.") % {"unit": values["unit"]})
        if before and not self.found.may_write_in(before.unit_id):
            return moved_away(row, "key")
        if self._customer(row) is None:
            reason = _(
                "Nobody has the %(scheme)s %(value)s. Import the customers first, or choose to create those missing."
            ) % {"scheme": self.found.scheme, "value": values["customer"]}
            return rejected(row, "customer", reason)
        if self._customer(row) == unit_id:
            return rejected(row, "customer", _("A unit cannot be its own customer."))
        if _word(row) in DONE and _resolved_at(row) is None:
            reason = _("It is %(state)s, but no moment says since when. Map the column that does.")
            return rejected(row, "resolved_at", reason % {"state": values["state"]})
        if (ended := _resolved_at(row)) and ended < values["opened_at"]:
            return rejected(row, "resolved_at", _("It was resolved before it was opened."))
        return self._unreadable(row, before)

    def _unreadable(self, row: Row, before: Case | None) -> RowResult | None:
        """The refusal of a line with an attribute that cannot be read, or is required and missing."""
        if not self.attributes.mapped:
            return None
        try:
            self._told[row.number] = self.attributes.read(row, before.attributes if before else None)
            if before is None:
                self.attributes.require(self._told[row.number])
        except BadInput as refusal:
            return rejected(row, refusal.field, str(refusal.sentence))
        return None


def _word(row: Row) -> str:
    return str(row.values.get("state", "")).strip().casefold()


def _resolved_at(row: Row):
    """When it was resolved, by its own stamp or else by that of its closing; None if the file calls it open."""
    if _word(row) in NOT_DONE:
        return None
    return row.values.get("resolved_at") or row.values.get("closed_at")
