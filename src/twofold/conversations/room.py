"""The plate of conversations."""

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from twofold.conversations import access
from twofold.conversations.actions.import_mail import messages_from
from twofold.conversations.actions.personal import PERSONAL_DATA
from twofold.conversations.actions.personal_contacts import CONTACT_DATA
from twofold.conversations.actions.personal_conversations import CONVERSATION_DATA
from twofold.conversations.actions.personal_mail import MAIL_DATA
from twofold.conversations.actions.personal_outgoing import OUTGOING_DATA
from twofold.conversations.actions.remove_imported import IMPORTED
from twofold.conversations.actions.search_entries import refresh_with_messages
from twofold.conversations.actions.ticks import tick_for
from twofold.conversations.actions.watch_mailboxes import watch_mailboxes
from twofold.conversations.channels import register
from twofold.conversations.channels.api.kind import API
from twofold.conversations.channels.chat.kind import CHAT
from twofold.conversations.channels.form.kind import FORM
from twofold.conversations.channels.mail.kind import MAIL
from twofold.conversations.channels.portal.kind import PORTAL
from twofold.conversations.models import (
    AutomaticAnswer,
    Channel,
    ContactMade,
    ContactObjection,
    ContactRule,
    Conversation,
    ConversationParty,
    Draft,
    HouseMail,
    InboxTick,
    Macro,
    Mailbox,
    Message,
    Note,
    NotedPerson,
    OutgoingMail,
    RawMessage,
    SavedReply,
    SilenceRule,
    Visitor,
)
from twofold.conversations.outbox.sender import run_outbox
from twofold.conversations.queries.evidence import MESSAGE_SOURCE
from twofold.conversations.queries.inbox import tick_of
from twofold.conversations.queries.notes import note_rows
from twofold.conversations.queries.notices import NOTICES
from twofold.conversations.queries.participants import may_change
from twofold.conversations.queries.visitors import IN_INBOX
from twofold.core.actor import Level
from twofold.core.plates import (
    Command,
    Listener,
    Loop,
    Mover,
    NavItem,
    Panel,
    PieceImport,
    Plate,
    Poll,
    Schedule,
    SearchKind,
    TimelineSource,
    Undoer,
)
from twofold.directory.access import is_staff
from twofold.directory.models import Party
from twofold.relationships.models import Relationship

register(MAIL)
register(PORTAL)
register(API)
register(FORM)
register(CHAT)

plate = Plate(
    name="conversations",
    personal_data=(PERSONAL_DATA, MAIL_DATA, OUTGOING_DATA, CONVERSATION_DATA, CONTACT_DATA),
    movers=(
        Mover(Note, "party_id", to=Party),
        Mover(Note, "author_id", to=Party),
        Mover(NotedPerson, "person_id", to=Party),
        Mover(Conversation, "party_id", to=Party),
        Mover(Conversation, "assignee_id", to=Party),
        Mover(Conversation, "relationship_id", to=Relationship),
        Mover(ConversationParty, "party_id", to=Party),
        Mover(Message, "author_id", to=Party),
        Mover(ContactMade, "party_id", to=Party),
        Mover(ContactObjection, "party_id", to=Party, once_with=("purpose",)),
        Mover(ContactObjection, "entered_by_id", to=Party),
        Mover(Draft, "author_id", to=Party, once_with=("conversation_id", "is_note")),
    ),
    undoers=(
        Undoer(Note, label=_("Notes")),
        Undoer(NotedPerson),
        Undoer(Conversation, after=tick_for, label=_("Conversations")),
        Undoer(Message, after=refresh_with_messages, label=_("Messages")),
        Undoer(ConversationParty, theirs=may_change, is_told=False),
    ),
    notices=NOTICES,
    public_models=(
        *(NotedPerson, ConversationParty, InboxTick, AutomaticAnswer, Visitor, HouseMail),
        *(ContactRule, SilenceRule),
    ),
    policies={
        Note: access.note_policy,
        Channel: access.channel_policy,
        Mailbox: access.mailbox_policy,
        RawMessage: access.raw_message_policy,
        Conversation: access.conversation_policy,
        Message: access.message_policy,
        Draft: access.draft_policy,
        OutgoingMail: access.outgoing_mail_policy,
        SavedReply: access.shared_words_policy,
        Macro: access.shared_words_policy,
        ContactMade: access.contact_policy,
        ContactObjection: access.objection_policy,
    },
    privacy={
        Note: {
            "party": "none",
            "subject_kind": "none",
            "subject_id": "none",
            "unit": "none",
            "author": "none",
            "body": "free_text",
            "created_at": "none",
        },
        NotedPerson: {"note": "none", "place": "none", "person": "personal"},
        Channel: {
            "kind": "none",
            "name": "none",
            "unit": "none",
            "key": "none",
            "settings": "sensitive",
            "is_open": "none",
            "created_at": "none",
        },
        Mailbox: {
            "channel": "none",
            "address": "personal",
            "sender_name": "none",
            "signature": "none",
            "acknowledges": "none",
            "imap_host": "none",
            "imap_port": "none",
            "imap_security": "none",
            "imap_user": "personal",
            "imap_secret": "sensitive",
            "imap_folder": "none",
            "smtp_host": "none",
            "smtp_port": "none",
            "smtp_security": "none",
            "smtp_user": "personal",
            "smtp_secret": "sensitive",
            "trusted_server": "none",
            "uid_validity": "none",
            "last_uid": "none",
            "state": "none",
            "state_since": "none",
            "problem": "none",
            "fetched_at": "none",
            "watched_by": "none",
            "watched_until": "none",
        },
        RawMessage: {
            "channel": "none",
            "file": "sensitive",
            "uid_validity": "none",
            "uid": "none",
            "arrived_at": "none",
            "state": "none",
            "problem": "none",
            "attempts": "none",
            "is_released": "none",
            "import_run_id": "none",
        },
        Conversation: {
            "unit": "none",
            "channel": "none",
            "party": "personal",
            "relationship": "none",
            "subject": "free_text",
            "state": "none",
            "assignee": "none",
            "is_restricted": "none",
            "needs_answer": "none",
            "snoozed_until": "none",
            "snoozed_for": "free_text",
            "merged_into": "none",
            "started_at": "personal",
            "last_message_at": "personal",
            "message_count": "none",
            "external_key": "none",
            "import_run_id": "none",
        },
        ConversationParty: {
            "conversation": "none",
            "party": "personal",
            "address": "personal",
            "role": "none",
        },
        InboxTick: {
            "unit": "none",
            "number": "none",
        },
        Message: {
            "conversation": "none",
            "direction": "none",
            "medium": "none",
            "author": "personal",
            "author_name": "personal",
            "author_address": "personal",
            "recipients": "personal",
            "subject": "free_text",
            "body": "free_text",
            "quoted": "free_text",
            "html": "free_text",
            "header_id": "personal",
            "references": "personal",
            "is_automatic": "none",
            "is_list_mail": "none",
            "is_verified": "none",
            "is_complaint": "none",
            "problem": "none",
            "raw": "sensitive",
            "happened_at": "personal",
            "created_at": "none",
            "withdrawn_at": "none",
            "external_key": "none",
            "import_run_id": "none",
        },
        Draft: {
            "conversation": "none",
            "author": "none",
            "body": "free_text",
            "recipients": "personal",
            "is_note": "none",
            "changed_at": "none",
        },
        OutgoingMail: {
            "message": "none",
            "channel": "none",
            "recipient": "personal",
            "domain": "none",
            "rank": "none",
            "state": "none",
            "send_after": "none",
            "attempts": "none",
            "claimed_by": "none",
            "claim_number": "none",
            "lease_until": "none",
            "answer": "free_text",
            "created_at": "none",
            "finished_at": "none",
        },
        HouseMail: {
            "mail": "none",
            "kind": "none",
            "return_path": "none",
            "content": "sensitive",
            "valid_until": "none",
        },
        AutomaticAnswer: {
            "channel": "none",
            "address_digest": "personal",
            "answered_at": "none",
        },
        SavedReply: {
            "unit": "none",
            "name": "none",
            "body": "none",
            "language": "none",
            "times_used": "none",
            "changed_at": "none",
        },
        Macro: {
            "unit": "none",
            "name": "none",
            "steps": "none",
            "changed_at": "none",
        },
        ContactMade: {"party": "personal", "purpose": "personal", "at": "personal"},
        ContactObjection: {
            "party": "personal",
            "purpose": "personal",
            "at": "personal",
            "medium": "personal",
            "reason": "free_text",
            "entered_by": "none",
        },
        ContactRule: dict.fromkeys(("purpose", "most", "days", "changed_at"), "none"),
        SilenceRule: dict.fromkeys(("name", "is_on", "days_after", "changed_at"), "none"),
        Visitor: {
            "conversation": "none",
            "secret_hash": "sensitive",
            "last_seen_at": "personal",
            "ended_at": "none",
            "address": "personal",
            "is_address_proven": "none",
            "code_hash": "sensitive",
            "code_until": "none",
        },
    },
    evidence_sources=(MESSAGE_SOURCE,),
    loops=(Loop("outbox", run_outbox), Loop("mailboxes", watch_mailboxes)),
    imported=IMPORTED,
    piece_imports=(
        PieceImport(
            "messages", _("Messages"), _("A folder or archive of mails, or an mbox file"), messages_from
        ),
    ),
    list_additions=(IN_INBOX,),
    panels=(
        Panel("party", _("Conversations"), "conversations:party-conversations", icon="messages", order=45),
        Panel(
            "party", _("What we write to them"), "conversations:party-objections", icon="hand-stop", order=58
        ),
        Panel("party", _("Notes"), "conversations:party-notes", icon="lock", order=60),
    ),
    polls=(Poll("conversations:inbox-changes", lambda actor: tick_of(actor) if is_staff(actor) else ""),),
    settings_pages=(
        NavItem(_("How often we write"), "conversations:contact-rules", "hourglass", 65, is_staff),
        NavItem(_("Replies and macros"), "conversations:reply-list", "text-caption", 55, is_staff),
        NavItem(
            _("Mailboxes"),
            "conversations:mailbox-list",
            "mail",
            60,
            shown_to=lambda actor: Level.LEAD in actor.levels.values(),
        ),
        NavItem(
            _("On your website"),
            "conversations:website-list",
            "world",
            62,
            shown_to=lambda actor: Level.LEAD in actor.levels.values(),
        ),
    ),
    navigation=(
        NavItem(_("Inbox"), "conversations:inbox", "inbox", 5, is_staff, key="m"),
        NavItem(
            _("Outbox"), "conversations:outbox", "send", 910, shown_to=access.works_somewhere, is_aside=True
        ),
    ),
    commands=(
        Command(
            _("Log a call, a visit, a letter or a remark"),
            "conversations:conversation-new",
            "phone",
            "create",
        ),
    ),
    search_kinds=(
        SearchKind(
            "conversation", _("Conversations"), "messages", Conversation, "conversations:conversation-detail"
        ),
    ),
    listeners=(Listener("relationships.improvement_told", "twofold.conversations.tasks.mail_improvement"),),
    schedules=(
        Schedule(
            "conversations.forget_automatic_answers",
            "twofold.conversations.tasks.forget_answered",
            at=time(3, 45),
        ),
        Schedule(
            "conversations.forget_unused_mail",
            "twofold.conversations.tasks.forget_unused_mail",
            at=time(3, 40),
        ),
        Schedule(
            "conversations.take_in_left_over",
            "twofold.conversations.tasks.take_in_left_over",
            timedelta(minutes=5),
        ),
        Schedule(
            "conversations.forget_house_mail",
            "twofold.conversations.tasks.forget_old_house_mail",
            at=time(3, 55),
        ),
        Schedule(
            "conversations.forget_visitors", "twofold.conversations.tasks.forget_visitors", at=time(3, 50)
        ),
        Schedule(
            "conversations.forget_contacts", "twofold.conversations.tasks.forget_contacts", at=time(3, 35)
        ),
        Schedule("conversations.wake", "twofold.conversations.tasks.wake", timedelta(minutes=1)),
    ),
    timeline_sources=(TimelineSource("notes", note_rows),),
    verbs={
        "conversations.note_added": _("Note added"),
        "conversations.people_mentioned": _("Mentioned in a note"),
        "conversations.message_received": _("Message received"),
        "conversations.message_sent": _("Message sent"),
        "conversations.message_withdrawn": _("Message taken back before it left"),
        "conversations.mail_retried": _("Unconfirmed mail sent again"),
        "conversations.mail_given_up": _("Mail given up"),
        "conversations.mail_confirmed": _("Mail marked as sent"),
        "conversations.mail_imported": _("Mail imported"),
        "conversations.mailbox_added": _("Mailbox added"),
        "conversations.mailbox_changed": _("Mailbox changed"),
        "conversations.mailbox_failed": _("Mailbox cannot be read"),
        "conversations.mailbox_works": _("Mailbox can be read again"),
        "conversations.mailbox_paused": _("Mailbox paused"),
        "conversations.mailbox_resumed": _("Mailbox read again"),
        "conversations.channel_added": _("Channel added"),
        "conversations.channel_changed": _("Channel changed"),
        "conversations.channel_closed": _("Channel retired"),
        "conversations.channel_opened": _("Channel opened again"),
        "conversations.mail_released": _("Held mail let in"),
        "conversations.mail_discarded": _("Held mail discarded"),
        "conversations.mail_returned": _("Mail came back"),
        "conversations.mail_objected": _("Mail marked as unwanted by its reader"),
        "conversations.conversation_assigned": _("Conversation assigned"),
        "conversations.conversation_closed": _("Conversation closed"),
        "conversations.conversation_opened": _("Conversation opened again"),
        "conversations.conversation_marked_spam": _("Conversation marked as spam"),
        "conversations.conversation_snoozed": _("Conversation snoozed"),
        "conversations.conversation_woken": _("Conversation woken"),
        "conversations.conversations_merged": _("Conversations merged"),
        "conversations.conversation_split": _("Conversation split"),
        "conversations.saved_reply_saved": _("Saved reply written"),
        "conversations.saved_reply_deleted": _("Saved reply deleted"),
        "conversations.contact_rules_set": _("How often people are written to was changed"),
        "conversations.contact_objected": _("Asked not to be written to any more"),
        "conversations.contact_objection_lifted": _("May be written to again"),
        "conversations.contact_objection_withdrawn": _(
            "Never asked not to be written to: entered by mistake"
        ),
        "conversations.macro_saved": _("Macro written"),
        "conversations.macro_deleted": _("Macro deleted"),
    },
)
