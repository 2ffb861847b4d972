"""The plate of the directory."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import NavItem, Plate, Schedule, SearchKind
from twofold.directory import access
from twofold.directory.actions.imports.record_types import RECORD_TYPES
from twofold.directory.models import Affiliation, ContactPoint, DayOff, Identifier, KnownTo, Party, Unit
from twofold.directory.queries.names import party_names

plate = Plate(
    name="directory",
    party_names=party_names,
    policies={
        Party: access.party_policy,
        Unit: access.unit_policy,
        Affiliation: access.affiliation_policy,
        ContactPoint: access.contact_point_policy,
    },
    public_models=(Identifier, KnownTo, DayOff),
    record_types=RECORD_TYPES,
    search_kinds=(
        SearchKind("party", _("People and organisations"), "users", Party, "directory:party-detail"),
        SearchKind(
            "colleague", _("Colleagues"), "id-badge-2", Party, "directory:party-detail", action="name"
        ),
        SearchKind("unit", _("Units"), "sitemap", Unit, "directory:unit-detail"),
    ),
    schedules=(
        Schedule(
            "directory.refresh_colleagues",
            "twofold.directory.tasks.refresh_colleagues_daily",
            at=time(0, 5),
        ),
    ),
    navigation=(
        NavItem(_("Parties"), "directory:party-list", "users", 20),
        NavItem(_("Units"), "directory:unit-list", "sitemap", 30),
    ),
    verbs={
        "directory.person_added": _("Person added"),
        "directory.organization_added": _("Organisation added"),
        "directory.party_edited": _("Details changed"),
        "directory.party_identified": _("Identifier noted"),
        "directory.party_affiliated": _("Affiliation added"),
        "directory.affiliation_changed": _("Affiliation changed"),
        "directory.affiliation_ended": _("Affiliation ended"),
        "directory.contact_point_added": _("Contact point added"),
        "directory.contact_point_removed": _("Contact point removed"),
        "directory.enterprise_founded": _("Enterprise founded"),
        "directory.unit_added": _("Unit added"),
        "directory.unit_edited": _("Unit changed"),
        "directory.head_appointed": _("Head appointed"),
        "directory.unit_moved": _("Unit moved"),
        "directory.unit_sealed": _("Unit sealed"),
        "directory.unit_unsealed": _("Seal taken off the unit"),
        "directory.unit_closed": _("Unit closed"),
        "directory.working_hours_set": _("Working hours set"),
        "directory.day_off_added": _("Day off added"),
        "directory.day_off_removed": _("Day off removed"),
    },
    privacy={
        Party: {
            "kind": "none",
            "name": "personal",
            "sort_name": "personal",
            "given_name": "personal",
            "family_name": "personal",
            "language": "personal",
            "country": "personal",
            "home_unit": "none",
            "is_colleague": "personal",
            "is_verified": "none",
            "is_unknown_buyer": "none",
            "import_run_id": "none",
            "created_at": "none",
            "changed_at": "none",
        },
        Identifier: {"party": "none", "scheme": "none", "value": "personal"},
        KnownTo: {"party": "none", "unit": "none"},
        Unit: {
            "party": "none",
            "parent": "none",
            "head": "personal",
            "purpose": "none",
            "is_sealed": "none",
            "timezone": "none",
            "holiday_country": "none",
            "holiday_region": "none",
            "working_hours": "none",
            "closed_on": "none",
        },
        DayOff: {"unit": "none", "day": "none", "name": "none"},
        Affiliation: {
            "party": "none",
            "group": "personal",
            "kind": "personal",
            "role_title": "personal",
            "from_on": "personal",
            "to_on": "personal",
            "is_primary": "none",
            "import_run_id": "none",
        },
        ContactPoint: {
            "party": "none",
            "kind": "none",
            "value": "personal",
            "normalized": "personal",
            "label": "personal",
            "parts": "personal",
            "is_primary": "none",
            "verified_at": "none",
        },
    },
)
