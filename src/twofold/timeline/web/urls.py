"""Addresses of the timeline."""

from django.urls import path

from twofold.timeline.web.looks.views import look_up_list
from twofold.timeline.web.timeline import views

app_name = "timeline"
urlpatterns = [
    path("timeline/parties/<int:pk>/", views.party_timeline, name="party-timeline"),
    path("look-ups/", look_up_list, name="look-up-list"),
]
