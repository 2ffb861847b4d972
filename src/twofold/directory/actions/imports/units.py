"""Writing units from a file. Units are few, so each line is a verb of its own, with its own event."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from twofold.core.actor import Level
from twofold.core.errors import BadInput, DomainError
from twofold.core.plates import ImportContext, Outcome, Row, RowResult
from twofold.core.some import some_of
from twofold.directory.actions.imports.attributes import ImportedAttributes
from twofold.directory.actions.imports.parties import key_scheme
from twofold.directory.actions.units import add_unit, edit_unit, move_unit, seal_unit
from twofold.directory.models import Identifier, Unit
from twofold.directory.models.names import clean_name, sort_name

REASON = "the verbs ask for each unit whether the importer may"
STATED = ("name", "purpose", "timezone", "country")


class UnitWriter:
    """Units with their parents, which may come later in the file than those below them."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        self.actor = context.actor
        self.scheme = key_scheme(context, "units")
        self.attributes = ImportedAttributes(context, "unit")
        self.waiting: dict[str, Row] = {}
        self.results: dict[int, RowResult] = {}

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch, those above first; a line whose parent is in a circle with it is refused."""
        self.attributes.learn(rows)
        self.results, self.waiting = {}, {}
        for row in rows:
            for label in filter(None, (row.key, sort_name(row.values["name"]))):
                self.waiting.setdefault(label, row)
        for row in rows:
            self._settle(row, ())
        return [self.results[row.number] for row in rows]

    def finish(self) -> bool:
        """Nothing is left to do."""
        return False

    def _settle(self, row: Row, below: tuple[Row, ...]) -> None:
        """Write a line after the line of its parent, if that is in this file."""
        if row.number in self.results:
            return
        try:
            self._refuse_circle(row, below)
            above = self.waiting.get(self._label(row.values.get("parent", "")))
            if above and above is not row:
                self._settle(above, (*below, row))
            if row.number not in self.results:
                self.results[row.number] = RowResult(row.number, self._write(row))
        except DomainError as refusal:
            self.results[row.number] = RowResult(row.number, Outcome.REJECTED, str(refusal), refusal.field)

    def _refuse_circle(self, row: Row, below: tuple[Row, ...]) -> None:
        if row in below:
            names = [step.values["name"] for step in (*below[below.index(row) :], row)]
            raise BadInput(
                _("%(circle)s is a circle: no unit can lie below itself. Correct one of their parents.")
                % {"circle": " → ".join(names)},
                field="parent",
            )

    def _write(self, row: Row) -> Outcome:
        parent = self._find(row.values.get("parent", "")) or self._unit(self.context.unit_id)
        unit = self._known(row, parent)
        if unit is None:
            self._add(row, parent)
            return Outcome.CREATED
        before = _state(unit)
        self._change(unit, row, parent)
        return Outcome.UNCHANGED if _state(unit) == before else Outcome.UPDATED

    def _add(self, row: Row, parent: Unit) -> None:
        told = {name: row.values[name] for name in (*STATED, "is_sealed") if name in row.values}
        values = self.attributes.read(row)
        self.attributes.require(values)
        unit = add_unit(parent=parent, actor=self.actor, now=self.context.now, **told)
        if row.key:
            Identifier.objects.create(party_id=unit.pk, scheme=self.scheme, value=row.key)
        if self.actor.level_in(parent.pk) == Level.LEAD and not unit.is_sealed:
            self.actor = replace(self.actor, levels={**self.actor.levels, unit.pk: Level.LEAD})
        if values:
            edit_unit(unit, attributes=self.attributes.by_key(values), actor=self.actor, now=self.context.now)

    def _change(self, unit: Unit, row: Row, parent: Unit) -> None:
        who = {"actor": self.actor, "now": self.context.now}
        values = self.attributes.read(row, unit.party.attributes)
        stated = {name: row.values.get(name) for name in STATED}
        edit_unit(unit, attributes=self.attributes.by_key(values), **stated, **who)
        if row.values.get("parent") and parent.pk != unit.parent_id:
            move_unit(unit, to=parent, **who)
        if row.values.get("is_sealed") and not unit.is_sealed:
            seal_unit(unit, **who)

    def _known(self, row: Row, parent: Unit) -> Unit | None:
        """The unit that a line means: by its key, else by its name below the same parent."""
        if row.key:
            found = Identifier.objects.filter(scheme=self.scheme, value=row.key).values_list(
                "party_id", flat=True
            )
            return self._unit(found[0]) if found else None
        return (
            Unit.objects.system(REASON)
            .select_related("party")
            .filter(parent=parent, party__sort_name=sort_name(clean_name(row.values["name"])))
            .first()
        )

    def _find(self, text: str) -> Unit | None:
        """The unit that a line names as its parent, by key or by name.

        :raises BadInput: if there is none, or several
        """
        if not text:
            return None
        units = Unit.objects.system(REASON).select_related("party")
        found = list(units.filter(party__identifiers__scheme=self.scheme, party__identifiers__value=text))
        found = found or list(some_of(units.filter(party__sort_name=self._label(text), closed_on=None), 2))
        if len(found) == 1:
            return found[0]
        sentence = (
            _("Several units are called “%(name)s”. Name the one above by its key.")
            if found
            else _(
                "There is no unit “%(name)s” to be above this one. Add it to the file, or correct its name."
            )
        )
        raise BadInput(sentence % {"name": text[:80]}, field="parent")

    def _label(self, text: str) -> str:
        return text if text in self.waiting else sort_name(" ".join(text.split()))

    def _unit(self, pk: int) -> Unit:
        return Unit.objects.system(REASON).select_related("party").get(pk=pk)


def _state(unit: Unit) -> tuple:
    return (
        unit.party.name,
        unit.purpose,
        unit.timezone,
        unit.party.country,
        dict(unit.party.attributes),
        unit.parent_id,
        unit.is_sealed,
    )
