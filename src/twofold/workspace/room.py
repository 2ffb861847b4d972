"""The plate of the workspace."""

from twofold.core.plates import Plate
from twofold.workspace import access
from twofold.workspace.models import ImportRun, SavedMapping

plate = Plate(
    name="workspace",
    policies={ImportRun: access.import_run_policy},
    public_models=(SavedMapping,),
    privacy={
        ImportRun: dict.fromkeys(
            (
                "record_type",
                "file_name",
                "sha256",
                "fingerprint",
                "unit",
                "person_id",
                "user_id",
                "plan",
                "is_dry_run",
            )
            + ("is_keyed", "state", "rows_total", "rows_done", "created", "updated", "unchanged", "rejected")
            + ("rejects_sha256", "error", "created_at", "started_at", "finished_at"),
            "none",
        ),
        SavedMapping: dict.fromkeys(("unit", "record_type", "headers_hash", "plan", "used_at"), "none"),
    },
)
