"""The plate of the workspace."""

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import EVERY_VERB, Command, Listener, NavItem, Panel, Plate, Schedule, UndoDesk
from twofold.workspace import access
from twofold.workspace.actions.followers import MOVERS, UNDOERS
from twofold.workspace.actions.personal import PERSONAL_DATA
from twofold.workspace.models import (
    BulkRun,
    ImportFile,
    ImportRun,
    Notification,
    NotificationChoice,
    Presence,
    PrivacyRequest,
    Recent,
    RetentionRule,
    SavedMapping,
    SavedView,
    Watch,
)
from twofold.workspace.queries import notices
from twofold.workspace.queries.own_notices import NOTICES
from twofold.workspace.queries.undo import offered
from twofold.workspace.queries.watches import WATCHABLE

plate = Plate(
    name="workspace",
    personal_data=(PERSONAL_DATA,),
    movers=MOVERS,
    undoers=UNDOERS,
    undo_desk=UndoDesk("workspace:event-undo", offered),
    policies={
        BulkRun: access.own_only,
        ImportRun: access.import_run_policy,
        Notification: access.own_only,
        NotificationChoice: access.own_only,
        PrivacyRequest: access.privacy_request_policy,
        SavedView: access.saved_view_policy,
        Watch: access.own_only,
    },
    # files are reached through an import, mappings hold only headers; presence and recents are asked for through their record
    public_models=(ImportFile, Presence, Recent, RetentionRule, SavedMapping),
    panels=tuple(
        Panel(f"{kind}-head", _("Who else is here"), f"workspace:presence-{kind}", "eye", 90)
        for kind in ("party", "unit", "case")
    )
    + tuple(Panel(f"{kind}-tools", _("Watch"), f"workspace:watch-{kind}", "eye", 10) for kind in WATCHABLE)
    + (Panel("party-tools", _("Privacy"), "workspace:privacy-button", "shield-lock", 90),),
    listeners=(Listener(EVERY_VERB, "twofold.workspace.tasks.spread_notices", notices.is_worth_telling),),
    notices=NOTICES,
    settings_pages=(NavItem(_("Notifications"), "workspace:notice-choices", "bell", 10),),
    schedules=(
        Schedule("workspace.anonymise_people", "twofold.workspace.tasks.anonymise_people", at=time(2, 40)),
        Schedule("workspace.mail_notices", "twofold.workspace.tasks.send_due_notices", timedelta(minutes=5)),
        Schedule("workspace.forget_notices", "twofold.workspace.tasks.forget_old_notices", at=time(3, 40)),
        Schedule(
            "workspace.forget_presence", "twofold.workspace.tasks.forget_presence", timedelta(minutes=30)
        ),
    ),
    navigation=(
        NavItem(
            _("Import"), "workspace:import-list", "file-import", 80, access.may_import, "i", is_aside=True
        ),
        NavItem(
            _("Privacy"),
            "workspace:privacy-desk",
            "shield-lock",
            85,
            access.has_privacy_desk,
            is_aside=True,
        ),
    ),
    commands=(
        Command(
            _("Import a file"),
            "workspace:import-new",
            "file-import",
            "import",
            keywords=_("CSV spreadsheet upload"),
            shown_to=access.may_import,
        ),
    ),
    verbs={
        "workspace.copy_given": _("Given a copy of their data"),
        "workspace.person_erased": _("Erased"),
        "workspace.people_anonymised": _("Anonymised after the time kept"),
        "workspace.retention_set": _("Time kept changed"),
        "workspace.undone": _("Undone"),
        "workspace.run_finished": _("Work on many records finished"),
        "workspace.import_failed": _("Import failed"),
        "workspace.import_started": _("Import started"),
        "workspace.import_undo_started": _("Taking an import back started"),
        "workspace.import_undone": _("Import undone"),
        "workspace.file_imported": _("File imported"),
        "workspace.view_saved": _("View of a list saved"),
        "workspace.view_changed": _("View of a list changed"),
        "workspace.view_deleted": _("View of a list deleted"),
        "workspace.list_exported": _("List exported"),
        "workspace.record_edited": _("Details changed"),
        "workspace.records_edited": _("Changed together with others"),
    },
    privacy={
        BulkRun: {
            **dict.fromkeys(
                (
                    "act",
                    "list_name",
                    "event_id",
                    "undone_event_id",
                    "state",
                    "total",
                    "done",
                    "refused",
                    "position",
                    "created_at",
                    "finished_at",
                ),
                "none",
            ),
            "plan": "personal",
            "user_id": "personal",
            "person_id": "personal",
            "samples": "free_text",
            "error": "free_text",
        },
        Notification: {
            **dict.fromkeys(("user", "event_id", "verb", "reason", "created_at", "in_bell"), "none"),
            **dict.fromkeys(("seen_at", "mail_due_at", "mailed_at"), "none"),
        },
        NotificationChoice: dict.fromkeys(("user", "verb", "in_bell", "mail"), "none"),
        Presence: dict.fromkeys(("user", "kind", "record_id", "is_editing", "seen_at"), "none"),
        PrivacyRequest: {
            **dict.fromkeys(("kind", "unit", "asked_on", "done_at", "summary"), "none"),
            "party_id": "personal",
            "reason": "free_text",
            "done_by_id": "personal",
        },
        Recent: dict.fromkeys(("user", "kind", "record_id", "url_name", "opened_at", "times"), "none"),
        RetentionRule: dict.fromkeys(("standing", "months", "changed_at"), "none"),
        SavedView: {
            **dict.fromkeys(
                ("list_name", "owner", "unit", "columns", "order", "layout", "layout_by"), "none"
            ),
            **dict.fromkeys(("is_pinned", "changed_at"), "none"),
            "name": "free_text",
            "rules": "personal",
            "text": "personal",
        },
        Watch: dict.fromkeys(("user", "kind", "record_id", "since", "is_muted"), "none"),
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
            "event_id": "none",
            "created_at": "none",
            "started_at": "none",
            "finished_at": "none",
        },
        ImportFile: {"run": "none", "role": "none", "name": "free_text", "file": "personal"},
        SavedMapping: {
            "unit": "none",
            "record_type": "none",
            "name": "free_text",
            "headers": "none",
            "headers_hash": "none",
            "plan": "none",
            "used_at": "none",
        },
    },
)
