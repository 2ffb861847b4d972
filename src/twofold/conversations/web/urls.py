"""Addresses of conversations."""

from django.urls import path

from twofold.conversations.web.mail import views as mail
from twofold.conversations.web.mailboxes import views as mailboxes
from twofold.conversations.web.notes import views

app_name = "conversations"
urlpatterns = [
    path("settings/mailboxes/", mailboxes.mailbox_list, name="mailbox-list"),
    path("settings/mailboxes/new/", mailboxes.mailbox_new, name="mailbox-new"),
    path("settings/mailboxes/<int:pk>/", mailboxes.mailbox_edit, name="mailbox-edit"),
    path("settings/mailboxes/<int:pk>/try/", mailboxes.mailbox_try, name="mailbox-try"),
    path("settings/mailboxes/<int:pk>/pause/", mailboxes.mailbox_pause, name="mailbox-pause"),
    path("mail/held/", mail.held_list, name="held-list"),
    path("mail/<int:pk>/", mail.raw_detail, name="raw-detail"),
    path("mail/<int:pk>/original/", mail.raw_original, name="raw-original"),
    path("mail/<int:pk>/release/", mail.raw_release, name="raw-release"),
    path("mail/<int:pk>/discard/", mail.raw_discard, name="raw-discard"),
    path("notes/parties/<int:pk>/", views.party_notes, name="party-notes"),
    *(
        path(f"notes/{kind}/<int:pk>/people/", views.people, {"kind": kind}, name=f"{kind}-people")
        for kind in ("party", "case")
    ),
]
