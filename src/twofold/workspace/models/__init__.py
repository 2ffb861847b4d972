from twofold.workspace.models.bulk_run import BulkRun
from twofold.workspace.models.import_file import ImportFile
from twofold.workspace.models.import_run import ImportRun
from twofold.workspace.models.notification import Notification, NotificationChoice, Watch
from twofold.workspace.models.presence import Presence, Recent
from twofold.workspace.models.privacy import PrivacyRequest, RetentionRule
from twofold.workspace.models.saved_mapping import SavedMapping
from twofold.workspace.models.saved_view import SavedView

__all__ = [
    "BulkRun",
    "ImportFile",
    "ImportRun",
    "Notification",
    "NotificationChoice",
    "Presence",
    "PrivacyRequest",
    "Recent",
    "RetentionRule",
    "SavedMapping",
    "SavedView",
    "Watch",
]
