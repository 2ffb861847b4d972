"""Addresses of the workspace."""

from django.urls import path

from twofold.workspace.web.imports import lists, mapping, new, page
from twofold.workspace.web.imports import undo as import_undo
from twofold.workspace.web.presence import views as presence
from twofold.workspace.web.search import views as search
from twofold.workspace.web.undo import views as undo

app_name = "workspace"
urlpatterns = [
    path("imports/", lists.import_list, name="import-list"),
    path("imports/new/", new.import_new, name="import-new"),
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
    *(
        path(f"presence/{kind}/<int:pk>/", presence.presence, {"kind": kind}, name=f"presence-{kind}")
        for kind in presence.KINDS
    ),
    path("search/", search.search, name="search"),
]
