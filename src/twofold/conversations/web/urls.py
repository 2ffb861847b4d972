"""Addresses of conversations."""

from django.urls import path

from twofold.conversations.web.notes import views

app_name = "conversations"
urlpatterns = [path("notes/parties/<int:pk>/", views.party_notes, name="party-notes")]
