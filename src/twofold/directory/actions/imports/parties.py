"""Writing people and organisations from a file: found again by their key, else new; set-wise throughout."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.plates import ImportContext, Outcome, Row, RowResult, house
from twofold.core.plates.records import OWN_NUMBER
from twofold.core.setwise import among
from twofold.directory.access import require_work_in
from twofold.directory.actions.imports.adding import add_parties
from twofold.directory.actions.imports.attributes import ImportedAttributes
from twofold.directory.actions.imports.drafts import (
    Draft,
    Tie,
    contact_tie,
    read_contact,
    read_organization,
    read_person,
)
from twofold.directory.actions.imports.groups import Units, organizations_by_name, parties_by_key, workable
from twofold.directory.actions.imports.updating import update_parties
from twofold.directory.models import Affiliation, Party
from twofold.directory.models.names import clean_name, sort_name
from twofold.directory.queries.units import enterprise_country, unit_tree

REASON = "an import looks up the parties that its keys name"
COMMON_KEYS = {"id", "key", "no", "nr", "number", "code"}
"""Headers so common that two files would mean different things by them; their keys are kept per record type."""


class PartyWriter:
    """What people and organisations have in common."""

    kind: str
    record_type: str

    def __init__(self, context: ImportContext) -> None:
        """
        :raises NotAllowed: if the importer does not work in the unit
        :raises DomainError: if an option makes no sense
        """
        require_work_in(context.actor, context.unit_id)
        self.context = context
        self.scheme = key_scheme(context, self.record_type)
        self.country = enterprise_country()
        self.unit_names = unit_tree().names
        self.attributes = ImportedAttributes(context, self.kind)
        self._follow([])  # lets every room refuse options that make no sense to it

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch; a row that cannot be read or may not be changed is refused alone."""
        self.attributes.learn(rows)
        drafts, results = self._read(rows)
        again, fresh = self._told_apart(drafts, results)
        fresh = self._complete(fresh, results)
        self._tie([*fresh, *again])
        add_parties(self.context, fresh, self.scheme, self.unit_names)
        changed = update_parties(self.context, again, self.unit_names)
        self._bring_along(rows, fresh, again, changed)
        for draft in fresh:
            results[draft.number] = RowResult(draft.number, Outcome.CREATED)
        for draft in again:
            outcome = Outcome.UPDATED if draft.party_id in changed else Outcome.UNCHANGED
            results[draft.number] = RowResult(draft.number, outcome)
        self._follow([draft.party_id for draft in (*fresh, *again)])
        return [results[row.number] for row in rows]

    def finish(self) -> bool:
        """Nothing is left to do."""
        return False

    def _read(self, rows: Sequence[Row]) -> tuple[list[Draft], dict[int, RowResult]]:
        drafts, results = [], {}
        for row in rows:
            try:
                draft = self._draft(row)
                if self.attributes.mapped:
                    draft.attributes = self.attributes.read(row)
                drafts.append(draft)
            except BadInput as refusal:
                results[row.number] = refused(row.number, refusal)
        return drafts, results

    def _told_apart(
        self, drafts: Sequence[Draft], results: dict[int, RowResult]
    ) -> tuple[list[Draft], list[Draft]]:
        """Drafts of parties that exist and may be changed, and of new ones; the others are refused."""
        known = parties_by_key(self.scheme, [draft.key for draft in drafts if draft.key])
        if not known and self.scheme != OWN_NUMBER:
            return [], list(drafts)
        mine = workable(self.context, known.values())
        parties = Party.objects.system(REASON).filter(pk__in=among(known.values()))
        kinds = dict(parties.values_list("pk", "kind"))
        again, fresh = [], []
        for draft in drafts:
            party_id = known.get(draft.key) if draft.key else None
            if party_id is None and draft.key and self.scheme == OWN_NUMBER:
                results[draft.number] = refused(draft.number, self._no_such_number(draft))
            elif party_id is None:
                fresh.append(draft)
            elif party_id not in mine or kinds[party_id] != self.kind:
                results[draft.number] = refused(draft.number, self._not_yours(draft, party_id in mine))
            else:
                draft.party_id = party_id
                again.append(draft)
        return again, fresh

    def _complete(self, fresh: list[Draft], results: dict[int, RowResult]) -> list[Draft]:
        """Drafts of new parties that have what is required; the others are refused."""
        for draft in fresh if self.attributes.mapped else ():
            try:
                self.attributes.require(draft.attributes)
            except BadInput as refusal:
                results[draft.number] = refused(draft.number, refusal)
        return [draft for draft in fresh if draft.number not in results]

    def _no_such_number(self, draft: Draft) -> BadInput:
        text = _("There is nobody with the number %(key)s. Leave the column out to add this line as new.")
        return BadInput(text % {"key": draft.key}, field="key")

    def _not_yours(self, draft: Draft, is_mine: bool) -> BadInput:
        if is_mine:
            text = _("%(scheme)s %(key)s is a party of another kind. Import this line as what it is.")
        else:
            text = _(
                "%(scheme)s %(key)s is taken, but not by anyone your units know. Ask a lead of the register."
            )
        return BadInput(text % {"scheme": self.scheme, "key": draft.key}, field="key")

    def _follow(self, party_ids: list[int]) -> None:
        for follow in house().every("party_followers"):
            follow(self.context, party_ids)

    def _draft(self, row: Row) -> Draft:
        raise NotImplementedError

    def _tie(self, drafts: Sequence[Draft]) -> None:
        """Find the groups to which these parties belong."""

    def _bring_along(
        self, rows: Sequence[Row], fresh: Sequence[Draft], again: Sequence[Draft], changed: set[int]
    ) -> None:
        """Write whoever else a line names."""


class PeopleWriter(PartyWriter):
    """People; with the option, as employees (or otherwise) of a unit; else as contacts of the organisation they name."""

    kind, record_type = Party.Kind.PERSON, "people"

    def __init__(self, context: ImportContext) -> None:
        super().__init__(context)
        self.belong_as = context.options.get("affiliation", "")
        if self.belong_as and self.belong_as not in Affiliation.Kind.values:
            raise BadInput(_("Choose how these people belong: as employees, contacts …"), field="affiliation")
        self.units = Units(context) if self.belong_as else None
        self.employers: dict[int, tuple[str, Tie]] = {}

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        self.employers = {}
        return super().write(rows)

    def _draft(self, row: Row) -> Draft:
        draft = read_person(row, self.country)
        values = row.values
        tie = Tie(
            self.context.unit_id,
            self.belong_as or str(Affiliation.Kind.CONTACT),
            values.get("role_title", ""),
            values.get("from_on"),
            values.get("to_on"),
        )
        if self.units and (unit := values.get("unit")):
            draft.ties.append(tie._replace(group_id=self.units.find(unit)))
        elif organization := values.get("organization"):
            self.employers[row.number] = (clean_name(organization, "organization"), tie)
        elif self.belong_as:
            draft.ties.append(tie)
        return draft

    def _tie(self, drafts: Sequence[Draft]) -> None:
        """Tie people to the organisations that their lines name; those nobody knows yet are added."""
        told = [(draft, *self.employers[draft.number]) for draft in drafts if draft.number in self.employers]
        named = {sort_name(name): name for _draft, name, _tie in told}
        if not named:
            return
        found = dict(organizations_by_name(self.context, named))
        missing = [
            Draft(0, "", Party.Kind.ORGANIZATION, name) for key, name in named.items() if key not in found
        ]
        add_parties(self.context, missing, self.scheme, self.unit_names)
        found |= {sort_name(draft.name): draft.party_id for draft in missing}
        for draft, name, tie in told:
            draft.ties.append(tie._replace(group_id=found[sort_name(name)]))
            draft.words.append(name)


class OrganizationWriter(PartyWriter):
    """Organisations, each with the contact person whom its line names."""

    kind, record_type = Party.Kind.ORGANIZATION, "organisations"

    def __init__(self, context: ImportContext) -> None:
        super().__init__(context)
        self.contacts: dict[int, Draft] = {}

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        self.contacts = {}
        return super().write(rows)

    def _draft(self, row: Row) -> Draft:
        draft = read_organization(row, self.country)
        if contact := read_contact(row, draft):
            self.contacts[row.number] = contact
            draft.words.append(contact.name)
        return draft

    def _bring_along(
        self, rows: Sequence[Row], fresh: Sequence[Draft], again: Sequence[Draft], changed: set[int]
    ) -> None:
        """The contact persons: known again by their name at the organisation, else new."""
        tied = []
        lines = {row.number: row for row in rows}
        for draft in (*fresh, *again):
            if contact := self.contacts.get(draft.number):
                contact.ties.append(contact_tie(lines[draft.number], draft.party_id))
                contact.words.append(draft.name)
                tied.append(contact)
        known = _contacts_of([draft.party_id for draft in again])
        for contact in tied:
            contact.party_id = known.get((contact.ties[0].group_id, sort_name(contact.name)), 0)
        mine = workable(self.context, [contact.party_id for contact in tied if contact.party_id])
        new = [contact for contact in tied if contact.party_id not in mine]
        add_parties(self.context, new, self.scheme, self.unit_names)
        old = [contact for contact in tied if contact.party_id in mine]
        touched = update_parties(self.context, old, self.unit_names)
        changed |= {contact.ties[0].group_id for contact in new}
        changed |= {contact.ties[0].group_id for contact in old if contact.party_id in touched}


def key_scheme(context: ImportContext, record_type: str) -> str:
    """The name under which keys are kept as identifiers."""
    scheme = context.key_scheme.strip()
    return f"{record_type} {scheme}" if scheme.lower() in COMMON_KEYS else scheme


def refused(number: int, refusal: BadInput) -> RowResult:
    """A row that was not written, and why."""
    return RowResult(number, Outcome.REJECTED, str(refusal.sentence), refusal.field)


def _contacts_of(organization_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    ties = Affiliation.objects.system(REASON).filter(
        group_id__in=among(organization_ids), kind=Affiliation.Kind.CONTACT
    )
    rows = ties.order_by("-pk").values_list("group_id", "party__sort_name", "party_id")
    return {(group, name): party for group, name, party in rows}
