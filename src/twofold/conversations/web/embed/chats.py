"""A chat as a script on somebody's website talks with it."""

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from twofold.conversations.channels.chat.hours import hours_of
from twofold.conversations.channels.chat.leave import (
    claim_code_try,
    end_chat,
    leave_address,
    require_copyable,
    send_copy,
)
from twofold.conversations.channels.chat.news import news, version_of
from twofold.conversations.channels.chat.plan import plan_of
from twofold.conversations.channels.chat.say import LONGEST, QUICKEST, Spoken, say
from twofold.conversations.channels.chat.visitors import note_seen, require_visitor
from twofold.conversations.channels.public.answers import mailbox_of
from twofold.conversations.channels.public.stamps import new_stamp
from twofold.conversations.tasks import mail_chat_code
from twofold.conversations.web.embed.doors import Asked, door
from twofold.jobs.actions.enqueue import enqueue_unique


@door("chat", "GET")
def embed_chat(asked: Asked) -> HttpResponse:
    """What the chat says before anybody has written, and whether somebody is there."""
    plan = plan_of(asked.channel)
    is_here, hours = hours_of(asked.channel.unit_id, now=asked.now)
    return JsonResponse(
        {
            "language": plan.language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "title": plan.title,
            "greeting": plan.greeting,
            "privacy": plan.privacy,
            "away": "" if is_here else plan.away,
            "hours": hours,
            "is_here": is_here,
            "asks_name": plan.asks_name,
            "mails": mailbox_of(asked.channel) is not None,
            "longest": LONGEST,
            "quickest": QUICKEST.total_seconds(),
            "stamp": new_stamp(asked.channel.key, now=asked.now),
            "words": _words(),
        }
    )


@door("chat", "POST")
def embed_chat_say(asked: Asked) -> HttpResponse:
    """Take in what the visitor says."""
    parts = {name: asked.word(name) for name in ("secret", "words", "number", "stamp", "name")}
    say(asked.channel, Spoken(**parts), network=asked.network, now=asked.now)
    return JsonResponse(news(require_visitor(asked.channel, parts["secret"])), status=201)


@door("chat", "POST")
def embed_chat_news(asked: Asked) -> HttpResponse:
    """Everything that was said, if anything was since the page asked last; else 204. It also says that they are still there."""
    visitor = require_visitor(asked.channel, asked.word("secret"))
    note_seen(visitor, now=asked.now)
    if asked.word("since") == version_of(visitor):
        return HttpResponse(status=204)
    return JsonResponse(news(visitor))


@door("chat", "POST")
def embed_chat_address(asked: Asked) -> HttpResponse:
    """Keep where the visitor wishes to be answered."""
    visitor = require_visitor(asked.channel, asked.word("secret"))
    leave_address(visitor, asked.word("address"), now=asked.now)
    return JsonResponse({"address": visitor.address})


@door("chat", "POST")
def embed_chat_copy(asked: Asked) -> HttpResponse:
    """Send a code to their address; or, once it came back, the copy."""
    visitor = require_visitor(asked.channel, asked.word("secret"))
    if code := asked.word("code"):
        claim_code_try(visitor, now=asked.now)
        send_copy(asked.channel, visitor, code, now=asked.now)
        return JsonResponse({"sentence": _("The copy is on its way to you.")})
    require_copyable(asked.channel, visitor, asked.network, now=asked.now)
    enqueue_unique(mail_chat_code, f"chat-code:{visitor.pk}", visitor.pk)
    return JsonResponse(
        {"sentence": _("We have sent you a code. Type it here, and the copy follows.")}, status=202
    )


@door("chat", "POST")
def embed_chat_end(asked: Asked) -> HttpResponse:
    """End the chat for good."""
    end_chat(require_visitor(asked.channel, asked.word("secret")), now=asked.now)
    return HttpResponse(status=204)


def _words() -> dict[str, str]:
    return {
        "open": _("Chat with us"),
        "close": _("Close the chat"),
        "log": _("What was said"),
        "message": _("Your message"),
        "send": _("Send"),
        "name": _("Your name"),
        "optional": _("optional"),
        "you": _("You"),
        "we": _("We"),
        "leave": _("End"),
        "end": _("End the chat"),
        "end_ask": _("End the chat? What was said here will be gone from this page."),
        "stay": _("Go on"),
        "ended": _("This chat has ended."),
        "begin": _("Begin a new one"),
        "closed": _("We have closed this chat. Write again, and it opens."),
        "address": _("Your e-mail address"),
        "address_why": _("Leave your address, and we answer by mail if you are gone."),
        "address_kept": _("If you are gone, we answer to %(address)s."),
        "change": _("Change"),
        "leave_address": _("Leave an address"),
        "keep": _("Keep"),
        "copy": _("Send me a copy"),
        "code": _("The code from the mail"),
        "new": _("New message"),
        "unreachable": _("It could not be sent. Check your connection and try again."),
        "again": _("Send again"),
        "trying": _("Not connected. Trying again …"),
    }
