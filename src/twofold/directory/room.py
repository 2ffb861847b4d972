"""The plate of the directory."""

from twofold.core.plates import Plate
from twofold.directory import access
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
