"""What the staff is told of visitors: whether they are still there, and where they can be answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.conversations.channels.chat.visitors import is_here
from twofold.conversations.models import Conversation, Visitor
from twofold.core.plates import ListAddition, ListColumn
from twofold.core.plates.lists import Asked
from twofold.ui.templatetags.ui import chip


@dataclass(frozen=True)
class SeenVisitor:
    """A visitor as the page of their conversation tells of them."""

    visitor: Visitor
    is_here: bool


def seen_visitor(conversation: Conversation, *, now: datetime) -> SeenVisitor | None:
    """The visitor of a conversation that has passed its gate; None where nobody chats."""
    visitor = Visitor.objects.filter(conversation=conversation).first()
    return SeenVisitor(visitor, is_here(visitor, now=now)) if visitor else None


def visitors_here(conversations: Sequence[Conversation], asked: Asked) -> Mapping[int, bool]:
    """Conversation → whether its visitor is still there, for those that were begun in a chat."""
    rows = Visitor.objects.filter(conversation__in=[one.pk for one in conversations])
    return {one.pk: is_here(one, now=asked.now) for one in rows}


def draw_visitor(here: bool, conversation: Conversation) -> SafeString:
    """A chip while somebody waits in front of their screen."""
    return (
        chip(_("Visitor is here"), "good", "point") if here else chip(_("Visitor left"), "hollow", "logout")
    )


IN_INBOX = ListAddition(
    "conversation",
    columns=(ListColumn("visitor", gettext_lazy("Visitor"), values=visitors_here, draw=draw_visitor),),
)
