"""Addresses of the workspace."""

from django.urls import path

from twofold.workspace.queries.watches import WATCHABLE
from twofold.workspace.web.bulk import views as bulk
from twofold.workspace.web.imports import lists, mapping, mappings, new, page
from twofold.workspace.web.imports import undo as import_undo
from twofold.workspace.web.notices import bell, choices, watching
from twofold.workspace.web.palette import views as palette
from twofold.workspace.web.presence import views as presence
from twofold.workspace.web.privacy import desk as privacy
from twofold.workspace.web.privacy import retention
from twofold.workspace.web.search import views as search
from twofold.workspace.web.undo import views as undo

app_name = "workspace"
urlpatterns = [
    path("privacy/", privacy.privacy_desk, name="privacy-desk"),
    path("privacy/retention/", retention.retention, name="retention"),
    path("privacy/people/<int:pk>/", privacy.privacy_person, name="privacy-person"),
    path("privacy/people/<int:pk>/copy/", privacy.privacy_copy, name="privacy-copy"),
    path("privacy/people/<int:pk>/erase/", privacy.privacy_erase, name="privacy-erase"),
    path("privacy/people/<int:pk>/button/", privacy.privacy_button, name="privacy-button"),
    path("imports/", lists.import_list, name="import-list"),
    path("imports/new/", new.import_new, name="import-new"),
    path("imports/mappings/", mappings.mapping_list, name="mapping-list"),
    path("imports/mappings/<int:pk>/", mappings.mapping_change, name="mapping-change"),
    path("imports/headers/<slug:record_type>.csv", new.import_headers, name="import-headers"),
    path("imports/<int:pk>/", page.import_detail, name="import-detail"),
    path("imports/<int:pk>/progress/", page.import_progress, name="import-progress"),
    path("imports/<int:pk>/report.csv", page.import_report, name="import-report"),
    path("imports/<int:pk>/again/", page.import_again, name="import-again"),
    path("imports/<int:pk>/undo/", import_undo.import_undo, name="import-undo"),
    path("imports/<int:pk>/resume/", import_undo.import_resume, name="import-resume"),
    path("imports/<int:pk>/mapping/", mapping.import_mapping, name="import-mapping"),
    path("imports/<int:pk>/mapping/read/", mapping.import_read, name="import-read"),
    path("undo/<int:pk>/", undo.event_undo, name="event-undo"),
    path("undo/<int:pk>/progress/", undo.undo_progress, name="undo-progress"),
    path("bulk/<int:pk>/", bulk.bulk_detail, name="bulk-detail"),
    path("bulk/<int:pk>/progress/", bulk.bulk_progress, name="bulk-progress"),
    path("bulk/<int:pk>/stop/", bulk.bulk_stop, name="bulk-stop"),
    *(
        path(f"presence/{kind}/<int:pk>/", presence.presence, {"kind": kind}, name=f"presence-{kind}")
        for kind in presence.KINDS
    ),
    path("notifications/", bell.notice_list, name="notice-list"),
    path("notifications/count/", bell.notice_count, name="notice-count"),
    path("notifications/popover/", bell.notice_popover, name="notice-popover"),
    path("notifications/seen/", bell.notices_seen, name="notices-seen"),
    path("notifications/<int:pk>/open/", bell.notice_open, name="notice-open"),
    path("notifications/watching/", watching.watch_list, name="watch-list"),
    path("notifications/watching/<int:pk>/", watching.watch_change, name="watch-change"),
    path("notifications/mail/<str:signed>/", choices.mail_stop, name="mail-stop"),
    path("settings/notifications/", choices.notice_choices, name="notice-choices"),
    *(
        path(f"watch/{kind}/<int:pk>/", watching.watch_record, {"kind": kind}, name=f"watch-{kind}")
        for kind in WATCHABLE
    ),
    path("palette/", palette.palette, name="palette"),
    path("palette/found/", palette.palette_found, name="palette-found"),
    path("palette/opened/", palette.page_opened, name="page-opened"),
    path("search/", search.search, name="search"),
]
