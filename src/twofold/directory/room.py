"""The plate of the directory."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Attributed, Command, NavItem, Panel, Plate, Schedule, SearchKind
from twofold.directory import access
from twofold.directory.actions.followers import MOVERS, UNDOERS
from twofold.directory.actions.imports.record_types import RECORD_TYPES
from twofold.directory.actions.imports.removing import IMPORTED
from twofold.directory.actions.personal import PERSONAL_DATA, RETAINED
from twofold.directory.models import (
    Affiliation,
    Attribute,
    AttributeEntry,
    ContactPoint,
    DayOff,
    DuplicateSearch,
    Identifier,
    KnownTo,
    Party,
    PartyAlias,
    PossibleDuplicate,
    Tie,
    Unit,
)
from twofold.directory.queries.aliases import with_aliases
from twofold.directory.queries.names import party_names
from twofold.directory.queries.party_list import PARTIES

plate = Plate(
    name="directory",
    personal_data=(PERSONAL_DATA,),
    retained=RETAINED,
    party_names=party_names,
    lists=(PARTIES,),
    party_ids=with_aliases,
    movers=MOVERS,
    undoers=UNDOERS,
    imported=IMPORTED,
    policies={
        Party: access.party_policy,
        Unit: access.unit_policy,
        Affiliation: access.affiliation_policy,
        ContactPoint: access.contact_point_policy,
        PossibleDuplicate: access.possible_duplicate_policy,
        Tie: access.tie_policy,
    },
    public_models=(Attribute, AttributeEntry, DayOff, DuplicateSearch, Identifier, KnownTo, PartyAlias),
    attributed=(
        Attributed("person", _("People"), Party, "user", column="kind"),
        Attributed("organization", _("Organisations"), Party, "building-store", column="kind"),
        Attributed("unit", _("Units"), Party, "sitemap", column="kind"),
    ),
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
        Schedule(
            "directory.find_duplicates",
            "twofold.directory.tasks.find_duplicates_nightly",
            at=time(2, 15),
        ),
    ),
    panels=(Panel("party", _("Around them"), "directory:party-around", "affiliate", 50),),
    navigation=(
        NavItem(_("Parties"), "lists:party", "users", 20, key="p"),
        NavItem(_("Units"), "directory:unit-list", "sitemap", 30, key="u"),
    ),
    commands=(
        Command(
            _("Add a person"), "directory:party-new", "user-plus", "create", shown_to=access.works_somewhere
        ),
        Command(
            _("Add an organisation"),
            "directory:party-new",
            "building-store",
            "create",
            query="?kind=organization",
            shown_to=access.works_somewhere,
        ),
    ),
    verbs={
        "directory.person_added": _("Person added"),
        "directory.organization_added": _("Organisation added"),
        "directory.party_edited": _("Details changed"),
        "directory.parties_merged": _("Merged with another record"),
        "directory.party_identified": _("Identifier noted"),
        "directory.party_affiliated": _("Affiliation added"),
        "directory.affiliation_changed": _("Affiliation changed"),
        "directory.affiliation_ended": _("Affiliation ended"),
        "directory.contact_point_added": _("Contact point added"),
        "directory.contact_point_removed": _("Contact point removed"),
        "directory.attribute_added": _("Attribute added"),
        "directory.attribute_edited": _("Attribute changed"),
        "directory.attribute_moved": _("Attribute moved"),
        "directory.attribute_retired": _("Attribute retired"),
        "directory.attribute_brought_back": _("Attribute brought back"),
        "directory.attribute_deleted": _("Attribute deleted"),
        "directory.attribute_indexed": _("Attribute made filterable"),
        "directory.attribute_unindexed": _("Attribute filterable no more"),
        "directory.parties_kept_apart": _("Found to be two different parties"),
        "directory.parties_compared_again": _("To be compared again"),
        "directory.tie_added": _("Tie to someone added"),
        "directory.tie_changed": _("Tie to someone changed"),
        "directory.tie_ended": _("Tie to someone ended"),
        "directory.tie_removed": _("Tie to someone removed"),
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
            "attributes": "personal",
            "import_run_id": "none",
            "created_at": "none",
            "changed_at": "none",
        },
        Attribute: dict.fromkeys(
            (
                "applies_to",
                "key",
                "label",
                "help",
                "kind",
                "choices",
                "is_required",
                "is_sensitive",
                "index",
                "position",
                "created_at",
                "retired_at",
                "stamp",
            ),
            "none",
        ),
        AttributeEntry: {"attribute": "none", "record_id": "none", "text": "personal", "number": "personal"},
        PartyAlias: dict.fromkeys(("old_id", "party", "event_id", "merged_at"), "none"),
        PossibleDuplicate: {
            **dict.fromkeys(("first", "second", "likelihood", "is_certain", "state", "found_at"), "none"),
            "reasons": "personal",
            "decided_at": "none",
            "decided_by_id": "personal",
        },
        DuplicateSearch: {
            **dict.fromkeys(("step", "is_whole", "read", "total", "found"), "none"),
            **dict.fromkeys(("started_at", "finished_at"), "none"),
            "asked_by_id": "personal",
        },
        Tie: {
            "party": "none",
            "other": "personal",
            "kind": "personal",
            "from_on": "personal",
            "to_on": "personal",
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
