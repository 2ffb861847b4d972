"""The plate of cases."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from twofold.cases import access
from twofold.cases.actions.followers import MOVERS, UNDOERS
from twofold.cases.actions.imports.record_types import RECORD_TYPES
from twofold.cases.actions.imports.removing import IMPORTED
from twofold.cases.actions.personal import PERSONAL_DATA
from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.cases.queries.case_list import CASES
from twofold.cases.queries.imported_steps import step_rows
from twofold.cases.queries.measures import MEASURES
from twofold.cases.queries.notices import NOTICES
from twofold.core.plates import (
    Attributed,
    Command,
    NavItem,
    Panel,
    Plate,
    Schedule,
    SearchKind,
    TimelineSource,
)

plate = Plate(
    name="cases",
    personal_data=(PERSONAL_DATA,),
    notices=NOTICES,
    movers=MOVERS,
    undoers=UNDOERS,
    imported=IMPORTED,
    lists=(CASES,),
    policies={Case: access.case_policy, CaseStep: access.case_step_policy},
    public_models=(CaseParty,),
    privacy={
        Case: {
            "relationship": "none",
            "unit": "none",
            "parent": "none",
            "offering": "personal",
            "kind": "none",
            "title": "free_text",
            "attributes": "personal",
            "description": "free_text",
            "state": "none",
            "assignee": "none",
            "is_restricted": "none",
            "opened_at": "personal",
            "promised_at": "none",
            "due_at": "none",
            "first_answered_at": "none",
            "resolved_at": "none",
            "resolution": "free_text",
            "times_reopened": "none",
            "external_key": "none",
            "import_run_id": "none",
        },
        CaseParty: {"case": "none", "party": "personal", "role": "personal"},
        CaseStep: {
            "case": "none",
            "kind": "none",
            "label": "none",
            "body": "free_text",
            "person": "none",
            "about": "none",
            "happened_at": "personal",
            "external_key": "none",
            "import_run_id": "none",
        },
    },
    attributed=(Attributed("case", _("Cases"), Case, "lifebuoy"),),
    measures=MEASURES,
    schedules=(
        Schedule("cases.note_missed_promises", "twofold.cases.tasks.note_missed", timedelta(minutes=5)),
    ),
    navigation=(
        NavItem(
            _("Cases"),
            "lists:case",
            key="c",
            icon="lifebuoy",
            order=21,
            shown_to=lambda actor: bool(actor.units()),
        ),
    ),
    panels=(
        Panel("party", _("Cases"), "cases:party-cases", icon="lifebuoy", order=30),
        Panel("unit", _("Cases"), "cases:unit-cases", icon="lifebuoy", order=30),
        Panel("unit", _("Owed by the units below"), "cases:unit-below", "lifebuoy", 65),
    ),
    record_types=RECORD_TYPES,
    search_kinds=(SearchKind("case", _("Cases"), "lifebuoy", Case, "cases:case-detail"),),
    timeline_sources=(TimelineSource("imported case steps", step_rows),),
    commands=(
        Command(
            _("Open a case"),
            "cases:case-new",
            "lifebuoy",
            "create",
            keywords=_("question request complaint conflict"),
            shown_to=lambda actor: bool(actor.units()),
        ),
    ),
    field_labels={
        "assignee_id": _("Looked after by"),
        "unit_id": _("Unit"),
        "relationship_id": _("Relationship"),
        "title": _("Title"),
        "description": _("Description"),
        "kind": _("Kind"),
        "state": _("State"),
        "promised_at": _("Promised for"),
        "attributes": _("Attributes"),
    },
    verbs={
        "cases.case_opened": _("Case opened"),
        "cases.case_detailed": _("Details of the case changed"),
        "cases.case_answered": _("Case answered"),
        "cases.case_assigned": _("Case assigned"),
        "cases.case_transferred": _("Case passed on to another unit"),
        "cases.case_asked": _("Another unit asked for what a case needs"),
        "cases.case_resolved": _("Case resolved"),
        "cases.case_reopened": _("Case reopened"),
        "cases.case_fell_due": _("Promise of the case missed"),
    },
)
