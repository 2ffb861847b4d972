"""Addresses of the lists: each where its room wants it to stand, and what belongs to every one below ``lists/``."""

from django.urls import path

from twofold.core.plates import house
from twofold.workspace.web.lists import bulk, cell_edit, export, extract, moves, page, quick, rules, views

app_name = "lists"
urlpatterns = [
    *(
        path(one.address, page.record_list, {"name": one.name}, name=one.name)
        for one in house().every("lists")
    ),
    path("lists/<slug:name>/rules/", rules.list_rules, name="rules"),
    path("lists/<slug:name>/edit/", bulk.bulk_edit, name="bulk"),
    path("lists/<slug:name>/together/<slug:act>/", bulk.together, name="together"),
    path("lists/<slug:name>/export/", export.list_export, name="export"),
    path("lists/<slug:name>/count/", rules.list_count, name="count"),
    path("lists/<slug:name>/suggestions/<slug:field>/", rules.list_suggestions, name="suggestions"),
    path("lists/<slug:name>/views/", views.view_save, name="view-save"),
    path("lists/<slug:name>/views/<int:pk>/", views.view_change, name="view-change"),
    path("lists/<slug:name>/views/<int:pk>/update/", views.view_update, name="view-update"),
    path("lists/<slug:name>/views/<int:pk>/delete/", views.view_delete, name="view-delete"),
    path("lists/<slug:name>/<int:pk>/cell/<slug:field>/", cell_edit.cell_edit, name="cell"),
    path("lists/<slug:name>/<int:pk>/export/", extract.record_extract, name="extract"),
    path("lists/<slug:name>/<int:pk>/quick/", quick.quick_panel, name="quick"),
    path("lists/<slug:name>/<int:pk>/move/", moves.card_move, name="move"),
]
