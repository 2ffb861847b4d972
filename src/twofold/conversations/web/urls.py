"""Addresses of conversations."""

from django.urls import path

from twofold.conversations.web.contact import objections
from twofold.conversations.web.contact import views as contact
from twofold.conversations.web.conversations import acts, writing
from twofold.conversations.web.conversations import views as conversations
from twofold.conversations.web.embed import chats as embedded_chats
from twofold.conversations.web.embed import forms as embedded_forms
from twofold.conversations.web.embed import pages, scripts
from twofold.conversations.web.inbox import views as inbox
from twofold.conversations.web.mail import views as mail
from twofold.conversations.web.mailboxes import views as mailboxes
from twofold.conversations.web.manual import views as manual
from twofold.conversations.web.notes import views
from twofold.conversations.web.outbox import views as outbox
from twofold.conversations.web.replies import views as replies
from twofold.conversations.web.website import views as website

app_name = "conversations"
urlpatterns = [
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/changes/", inbox.inbox_changes, name="inbox-changes"),
    path("inbox/act/", inbox.inbox_act, name="inbox-act"),
    path("inbox/workers/", inbox.inbox_workers, name="inbox-workers"),
    path("conversations/parties/<int:pk>/", conversations.party_conversations, name="party-conversations"),
    path("conversations/new/", manual.conversation_new, name="conversation-new"),
    path("conversations/new/people/", manual.contact_people, name="contact-people"),
    path("conversations/new/expectations/", manual.contact_expectations, name="contact-expectations"),
    path("conversations/<int:pk>/", conversations.conversation_detail, name="conversation-detail"),
    path("conversations/<int:pk>/changes/", conversations.conversation_changes, name="conversation-changes"),
    *(
        path(
            f"conversations/<int:pk>/{act}/", getattr(acts, f"conversation_{act}"), name=f"conversation-{act}"
        )
        for act in (
            "reply",
            "note",
            "macro",
            "assign",
            "close",
            "open",
            "spam",
            "snooze",
            "merge",
            "split",
        )
    ),
    *(
        path(
            f"conversations/<int:pk>/{act}/",
            getattr(writing, f"conversation_{act}"),
            name=f"conversation-{act}",
        )
        for act in ("draft", "insert", "offers", "attach")
    ),
    path("conversations/<int:pk>/draft-files/<int:file>/", writing.draft_file, name="draft-file"),
    path(
        "conversations/<int:pk>/draft-files/<int:file>/remove/",
        writing.draft_file_remove,
        name="draft-file-remove",
    ),
    path("messages/<int:pk>/withdraw/", acts.message_withdraw, name="message-withdraw"),
    path("messages/<int:pk>/formatted/", conversations.message_formatted, name="message-formatted"),
    path("messages/<int:pk>/files/<int:file>/", conversations.message_file, name="message-file"),
    path("settings/replies/", replies.reply_list, name="reply-list"),
    path("settings/replies/new/", replies.reply_new, name="reply-new"),
    path("settings/replies/<int:pk>/", replies.reply_edit, name="reply-edit"),
    path("settings/replies/<int:pk>/delete/", replies.reply_delete, name="reply-delete"),
    path("settings/macros/new/", replies.macro_new, name="macro-new"),
    path("settings/macros/<int:pk>/", replies.macro_edit, name="macro-edit"),
    path("settings/macros/<int:pk>/delete/", replies.macro_delete, name="macro-delete"),
    path("settings/mailboxes/", mailboxes.mailbox_list, name="mailbox-list"),
    path("settings/mailboxes/new/", mailboxes.mailbox_new, name="mailbox-new"),
    path("settings/mailboxes/<int:pk>/", mailboxes.mailbox_edit, name="mailbox-edit"),
    path("settings/mailboxes/<int:pk>/try/", mailboxes.mailbox_try, name="mailbox-try"),
    path("settings/mailboxes/<int:pk>/pause/", mailboxes.mailbox_pause, name="mailbox-pause"),
    path("settings/contact/", contact.contact_rules, name="contact-rules"),
    path("conversations/parties/<int:pk>/objections/", objections.party_objections, name="party-objections"),
    path("objections/<int:pk>/lift/", objections.objection_lift, name="objection-lift"),
    path("no-more/<slug:purpose>/<str:token>/", contact.no_more, name="no-more"),
    path("settings/website/", website.website_list, name="website-list"),
    path("settings/website/forms/new/", website.form_new, name="form-new"),
    path("settings/website/forms/<int:pk>/", website.form_edit, name="form-edit"),
    path("settings/website/chats/new/", website.chat_new, name="chat-new"),
    path("settings/website/chats/<int:pk>/", website.chat_edit, name="chat-edit"),
    path("settings/website/<int:pk>/retire/", website.channel_retire, name="channel-retire"),
    path("forms/<slug:token>/", pages.form_page, name="form-page"),
    path("embed/form.js", scripts.form_script, name="embed-form-script"),
    path("embed/chat.js", scripts.chat_script, name="embed-chat-script"),
    path("embed/forms/<slug:token>/", embedded_forms.embed_form, name="embed-form"),
    path("embed/chats/<slug:token>/", embedded_chats.embed_chat, name="embed-chat"),
    *(
        path(
            f"embed/chats/<slug:token>/{act}/",
            getattr(embedded_chats, f"embed_chat_{act}"),
            name=f"embed-chat-{act}",
        )
        for act in ("say", "news", "address", "copy", "end")
    ),
    path("mail/held/", mail.held_list, name="held-list"),
    path("mail/<int:pk>/", mail.raw_detail, name="raw-detail"),
    path("mail/<int:pk>/original/", mail.raw_original, name="raw-original"),
    path("mail/<int:pk>/release/", mail.raw_release, name="raw-release"),
    path("mail/<int:pk>/discard/", mail.raw_discard, name="raw-discard"),
    path("outbox/", outbox.outbox_page, name="outbox"),
    path("outbox/<int:pk>/retry/", outbox.mail_retry, name="mail-retry"),
    path("outbox/<int:pk>/give-up/", outbox.mail_give_up, name="mail-give-up"),
    path("outbox/<int:pk>/confirm/", outbox.mail_confirm, name="mail-confirm"),
    path("notes/parties/<int:pk>/", views.party_notes, name="party-notes"),
    *(
        path(f"notes/{kind}/<int:pk>/people/", views.people, {"kind": kind}, name=f"{kind}-people")
        for kind in ("party", "case", "conversation")
    ),
]
