"""What can be done in a conversation: each posts one form and shows the conversation again."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.conversations.actions import conversations as verbs
from twofold.conversations.actions.answer import send_answer
from twofold.conversations.actions.draft_files import attach_to_draft
from twofold.conversations.actions.drafts import forget_draft
from twofold.conversations.actions.macros import apply_macro
from twofold.conversations.actions.merge import merge_conversations, split_conversation
from twofold.conversations.actions.notes import add_note
from twofold.conversations.actions.withdraw import withdraw_message
from twofold.conversations.models import Conversation, Macro, Message
from twofold.conversations.queries.recipients import read_recipients
from twofold.conversations.queries.snoozing import moment_of
from twofold.conversations.web.answers import read_moment
from twofold.conversations.web.conversations.doing import Act, act_on, newest_seen, uploaded
from twofold.core.access import get_visible
from twofold.core.errors import BadInput
from twofold.core.ids import read_id


@require_POST
def conversation_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer. It leaves after a few seconds, in which it can be taken back."""
    conversation = get_visible(Conversation, request.actor, pk)
    given = {name: request.POST.get(f"reply-{name}", "") for name in ("body", "to", "cc")}
    is_over = request.POST.get("then") == "close"

    @transaction.atomic
    def send(**who) -> Message:
        recipients = read_recipients(given["to"], given["cc"])
        if request.FILES:
            attach_to_draft(conversation, uploaded(request), **who)
        answer = send_answer(
            conversation, body=given["body"], recipients=recipients, seen=newest_seen(request), **who
        )
        if is_over:
            verbs.close_conversation(conversation, **who)
        return answer

    done = _("Your answer is on its way.")
    return act_on(request, pk, send, done, box="reply", given=given, is_over=is_over)


@require_POST
def conversation_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note among colleagues."""
    conversation = get_visible(Conversation, request.actor, pk)
    given = {"body": request.POST.get("note-body", "")}

    @transaction.atomic
    def note(**who) -> None:
        add_note(
            party=conversation.party,
            unit_id=conversation.unit_id,
            body=given["body"],
            subject=conversation,
            **who,
        )
        forget_draft(conversation, actor=request.actor, is_note=True)

    return act_on(
        request, pk, note, _("The note is kept. It will never be sent to anyone."), box="note", given=given
    )


@require_POST
def conversation_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who looks after it."""
    conversation = get_visible(Conversation, request.actor, pk)
    person = read_id(request.POST.get("assignee", ""))
    done = _("It is settled who looks after it.")
    return act_on(
        request, pk, lambda **who: verbs.assign_conversation(conversation, person_id=person, **who), done
    )


@require_POST
def conversation_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is left to say."""
    return _turn(request, pk, verbs.close_conversation, _("Closed. It opens again when somebody writes."))


@require_POST
def conversation_open(request: HttpRequest, pk: int) -> HttpResponse:
    """There is something left to say after all."""
    return _turn(request, pk, verbs.open_conversation, _("It is open again."), is_over=False)


@require_POST
def conversation_spam(request: HttpRequest, pk: int) -> HttpResponse:
    """It is nothing anyone needs to read."""
    return _turn(request, pk, verbs.mark_spam, _("Marked as spam."))


@require_POST
def conversation_snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it out of sight until a moment, or until somebody writes."""
    conversation = get_visible(Conversation, request.actor, pk)
    preset, waits_for = request.POST.get("preset", ""), request.POST.get("waits_for", "")

    def snooze(**who) -> None:
        until = moment_of(preset, conversation.unit_id, who["now"]) if preset else None
        until = until or read_moment(request.POST.get("until", ""))
        if until is None:
            raise BadInput(_("Choose until when."))
        verbs.snooze_conversation(conversation, until=until, waits_for=waits_for, **who)

    done = _("Snoozed. It comes back by itself, or when somebody writes.")
    return act_on(request, pk, snooze, done, is_over=True)


@require_POST
def conversation_macro(request: HttpRequest, pk: int) -> HttpResponse:
    """Do several things at once."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    macro = get_visible(Macro, request.actor, read_id(request.POST.get("macro", "")) or 0)
    return act_on(
        request,
        pk,
        lambda **who: apply_macro(conversation, macro, seen=newest_seen(request), **who),
        _("Done: %(name)s") % {"name": macro.name},
    )


@require_POST
def conversation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the messages of other conversations follow into this one."""
    conversation = get_visible(Conversation, request.actor, pk, "work")
    others = [
        read_id(text.lstrip("#")) or 0 for text in request.POST.get("other", "").replace(",", " ").split()
    ]

    def merge(**who) -> None:
        found = [get_visible(Conversation, request.actor, other, "work") for other in others]
        merge_conversations(found, into=conversation, **who)

    return act_on(request, pk, merge, _("Merged. Replies to any of them arrive here from now on."))


@require_POST
def conversation_split(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the ticked messages begin a conversation of their own."""
    conversation = get_visible(Conversation, request.actor, pk)
    chosen = [read_id(text) or 0 for text in request.POST.getlist("messages")]

    def split(**who) -> None:
        split_conversation(conversation, message_ids=chosen, **who)

    return act_on(request, pk, split, _("Split. The chosen messages are a conversation of their own."))


@require_POST
def message_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a message that has not left yet."""
    message = get_visible(Message, request.actor, pk)
    done = _("Taken back. Nobody was sent it; your words are in the box again.")
    return act_on(request, message.conversation_id, lambda **who: withdraw_message(message, **who), done)


def _turn(request: HttpRequest, pk: int, verb: Act, done: str, *, is_over: bool = True) -> HttpResponse:
    conversation = get_visible(Conversation, request.actor, pk)
    return act_on(request, pk, lambda **who: verb(conversation, **who), done, is_over=is_over)
