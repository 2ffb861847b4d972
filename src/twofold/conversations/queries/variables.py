"""Variables of saved replies: a closed list, put in by one regular expression. Nothing is looked up by what someone typed."""

import re
from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from twofold.conversations.models import Conversation
from twofold.core.actor import Actor
from twofold.core.plates import house

VARIABLE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
LABELS: Mapping[str, str] = {
    "customer.name": _("the customer’s name"),
    "customer.first_name": _("the customer’s first name"),
    "agent.name": _("your name"),
    "unit.name": _("the unit’s name"),
    "conversation.subject": _("what it is about"),
    "conversation.number": _("the conversation’s number"),
}


def unknown_variables(text: str) -> list[str]:
    """What stands between double braces and is no variable."""
    return [name for name in VARIABLE.findall(text) if name not in LABELS]


def fill_in(text: str, conversation: Conversation, actor: Actor) -> str:
    """The words with the values in place. A value is never read again: braces in somebody's name stay braces."""
    values: dict[str, Callable[[], str]] = {
        "customer.name": lambda: _customer(conversation),
        "customer.first_name": lambda: _first_name(conversation),
        "agent.name": lambda: _name(actor.person_id),
        "unit.name": lambda: _name(conversation.unit_id),
        "conversation.subject": lambda: conversation.subject,
        "conversation.number": lambda: str(conversation.pk),
    }
    return VARIABLE.sub(lambda found: values[found[1]]() if found[1] in values else found[0], text)


def _customer(conversation: Conversation) -> str:
    if conversation.party_id:
        return conversation.party.name
    said = conversation.messages.system("who wrote").filter(direction="in").order_by("happened_at", "pk")
    return said.values_list("author_name", flat=True).first() or ""


def _first_name(conversation: Conversation) -> str:
    party = conversation.party
    if party and party.given_name:
        return party.given_name
    return _customer(conversation).partition(" ")[0]


def _name(party_id: int | None) -> str:
    return house().party_names([party_id]).get(party_id, "") if party_id else ""
