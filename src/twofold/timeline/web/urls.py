"""Addresses of the timeline."""

from django.urls import path

from twofold.timeline.web.timeline import views

app_name = "timeline"
urlpatterns = [path("timeline/parties/<int:pk>/", views.party_timeline, name="party-timeline")]
