"""Addresses of conversations."""

from django.urls import path

from twofold.conversations.web.notes import views

app_name = "conversations"
urlpatterns = [
    path("notes/parties/<int:pk>/", views.party_notes, name="party-notes"),
    *(
        path(f"notes/{kind}/<int:pk>/people/", views.people, {"kind": kind}, name=f"{kind}-people")
        for kind in ("party", "case")
    ),
]
