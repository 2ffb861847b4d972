"""The plate of the workspace."""

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import NavItem, Plate
from twofold.workspace import access
from twofold.workspace.models import ImportFile, ImportRun, SavedMapping

plate = Plate(
    name="workspace",
    policies={ImportRun: access.import_run_policy},
    public_models=(ImportFile, SavedMapping),  # reached through an import, and holding only headers
    navigation=(
        NavItem(_("Import"), "workspace:import-list", "file-import", 80, shown_to=access.may_import),
    ),
    verbs={"workspace.file_imported": _("File imported")},
    privacy={
        ImportRun: {
            "record_type": "none",
            "unit": "none",
            "person_id": "personal",
            "user_id": "personal",
            "file_name": "free_text",
            "fingerprint": "none",
            "plan": "none",
            "is_dry_run": "none",
            "is_keyed": "none",
            "state": "none",
            "lines_total": "none",
            "position": "none",
            "report_size": "none",
            "created": "none",
            "updated": "none",
            "unchanged": "none",
            "rejected": "none",
            "samples": "free_text",
            "error": "free_text",
            "created_at": "none",
            "started_at": "none",
            "finished_at": "none",
        },
        ImportFile: {"run": "none", "role": "none", "name": "free_text", "file": "personal"},
        SavedMapping: {
            "unit": "none",
            "record_type": "none",
            "headers_hash": "none",
            "plan": "none",
            "used_at": "none",
        },
    },
)
