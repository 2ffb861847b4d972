"""Addresses of the directory."""

from django.urls import path

from twofold.directory.web.absences import views as absences
from twofold.directory.web.attributes.page import party_suggestions
from twofold.directory.web.merge.views import party_merge
from twofold.directory.web.parties import (
    affiliations,
    already_here,
    around,
    change,
    contact_points,
    duplicates,
    history,
    options,
    page,
    people_ties,
)
from twofold.directory.web.units import calendars, chart, tree
from twofold.directory.web.units import change as unit_change
from twofold.directory.web.units import page as unit_page

app_name = "directory"
urlpatterns = [
    path("absences/", absences.absence_list, name="absence-list"),
    path("absences/<int:pk>/remove/", absences.absence_remove, name="absence-remove"),
    path("parties/new/", change.party_new, name="party-new"),
    path("parties/suggestions/", party_suggestions, name="party-suggestions"),
    path("parties/options/", options.party_options, name="party-options"),
    path("parties/likely-same/", already_here.likely_same, name="likely-same"),
    path("parties/merge/", party_merge, name="party-merge"),
    path("parties/duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("parties/duplicates/look/", duplicates.duplicate_look, name="duplicate-look"),
    path("parties/duplicates/progress/", duplicates.duplicate_progress, name="duplicate-progress"),
    path("parties/duplicates/<int:pk>/apart/", duplicates.duplicate_apart, name="duplicate-apart"),
    path("parties/duplicates/<int:pk>/again/", duplicates.duplicate_again, name="duplicate-again"),
    path("parties/<int:pk>/", page.party_detail, name="party-detail"),
    path("parties/<int:pk>/history/", history.party_history, name="party-history"),
    path("units/<int:pk>/history/", history.unit_history, name="unit-history"),
    path("parties/<int:pk>/edit/", change.party_edit, name="party-edit"),
    path("parties/<int:pk>/contact-points/new/", contact_points.contact_point_new, name="contact-point-new"),
    path(
        "parties/<int:pk>/contact-points/<int:point>/remove/",
        contact_points.contact_point_remove,
        name="contact-point-remove",
    ),
    path("parties/<int:pk>/affiliations/new/", affiliations.affiliation_new, name="affiliation-new"),
    path(
        "parties/<int:pk>/affiliations/<int:tie>/",
        affiliations.affiliation_change,
        name="affiliation-change",
    ),
    path("people/options/", options.person_options, name="person-options"),
    path("parties/<int:pk>/around/", around.party_around, name="party-around"),
    path("parties/<int:pk>/ties/new/", people_ties.tie_new, name="tie-new"),
    path("parties/<int:pk>/ties/<int:tie>/", people_ties.tie_change, name="tie-change"),
    path("units/", tree.unit_list, name="unit-list"),
    path("units/chart/", chart.chart, name="unit-chart"),
    path("units/<int:pk>/", unit_page.unit_detail, name="unit-detail"),
    path("units/<int:pk>/new/", unit_change.unit_new, name="unit-new"),
    path("units/<int:pk>/edit/", unit_change.unit_edit, name="unit-edit"),
    path("units/<int:pk>/move/", unit_change.unit_move, name="unit-move"),
    path("units/<int:pk>/seal/", unit_change.unit_seal, name="unit-seal"),
    path("units/<int:pk>/close/", unit_change.unit_close, name="unit-close"),
    path("units/<int:pk>/hours/", calendars.unit_hours, name="unit-hours"),
    path("units/<int:pk>/days-off/", calendars.day_off_new, name="day-off-new"),
    path("units/<int:pk>/days-off/<int:day_off>/remove/", calendars.day_off_remove, name="day-off-remove"),
]
