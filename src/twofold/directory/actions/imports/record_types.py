"""The record types of the directory, as the importer offers them."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import RecordType
from twofold.directory.actions.imports.affiliations import AffiliationWriter
from twofold.directory.actions.imports.attributes import import_fields
from twofold.directory.actions.imports.fields import AFFILIATIONS, ORGANIZATIONS, PEOPLE, TIES, UNITS
from twofold.directory.actions.imports.parties import OrganizationWriter, PeopleWriter
from twofold.directory.actions.imports.ties import TieWriter
from twofold.directory.actions.imports.units import UnitWriter
from twofold.directory.models import Affiliation, Tie

BELONG_AS = {"affiliation": (_("They belong as"), ("", *Affiliation.Kind.values), "")}
TIED_AS = {"tie": (_("They are tied as"), ("", *Tie.Kind.values), "")}
SERVED = {
    "served_by": (_("Open a relationship: they are served by the unit"), (), ""),
    "side": (_("… on the side"), ("", "internal", "external"), ""),
    "relationship_kind": (_("… as the kind of customer"), (), ""),
}
"""Options that rooms above read, when they follow the parties that an import has written."""

RECORD_TYPES = (
    RecordType(
        name="people",
        label=_("People"),
        fields=PEOPLE,
        more_fields=partial(import_fields, "person"),
        writer=PeopleWriter,
        has_own_numbers=True,
        options=BELONG_AS | SERVED,
        help=_(
            "One person a line. Birth dates are not kept; whom someone reports to is a tie, imported by itself."
        ),
    ),
    RecordType(
        name="organisations",
        label=_("Organisations"),
        fields=ORGANIZATIONS,
        more_fields=partial(import_fields, "organization"),
        writer=OrganizationWriter,
        has_own_numbers=True,
        options=SERVED,
        help=_("One organisation a line, with one contact person at most."),
    ),
    RecordType(
        name="units",
        label=_("Units"),
        fields=UNITS,
        more_fields=partial(import_fields, "unit"),
        writer=UnitWriter,
        help=_("Parts of the enterprise, below the import’s unit unless a line says otherwise."),
        can_be_undone=False,
    ),
    RecordType(
        name="affiliations",
        label=_("Affiliations"),
        fields=AFFILIATIONS,
        writer=AffiliationWriter,
        options=BELONG_AS,
        help=_("Who belongs to which unit or organisation. Both must be known already."),
    ),
    RecordType(
        name="ties",
        label=_("Ties between people"),
        fields=TIES,
        writer=TieWriter,
        options=TIED_AS,
        help=_("Who reports to, refers or assists whom. Both must be known already."),
    ),
)
