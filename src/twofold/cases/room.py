"""The plate of cases."""

from twofold.cases import access
from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.core.plates import Plate

plate = Plate(
    name="cases",
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
)
