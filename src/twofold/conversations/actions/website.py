"""Setting up what stands on a unit's website: forms and chats."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.conversations.models import Channel
from twofold.core.access import change_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.directory.models import Unit
from twofold.timeline.actions import record

KINDS = ("form", "chat")


@transaction.atomic
def add_channel(
    *, kind: str, unit: Unit, name: str, settings: Mapping[str, Any], actor: Actor, now: datetime
) -> Channel:
    """Let a unit be reached on a website.

    :param kind: ``form`` or ``chat``
    :param settings: the plan of the form or the chat, as `stated()` says it
    :raises NotAllowed: if the actor does not lead the unit
    :raises BadInput: if there is no name
    :raises Conflict: if the unit has one of this name
    """
    require_level(
        actor, Level.LEAD, unit.pk, _("Only those who lead a unit set up what stands on its website.")
    )
    channel = Channel(kind=kind, unit=unit, settings=dict(settings), created_at=now)
    _name(channel, name)
    _record("channel_added", channel, actor, now)
    return channel


def change_channel(
    channel: Channel, *, name: str, settings: Mapping[str, Any], actor: Actor, now: datetime
) -> Channel:
    """Change what a form asks or a chat says. Its address stays: pages elsewhere name it.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises BadInput: if there is no name
    :raises Conflict: if the unit has one of this name
    """
    with change_visible(Channel, actor, channel.pk, "lead") as current:
        current.settings = dict(settings)
        _name(current, name)
        _record("channel_changed", current, actor, now)
    return current


def retire_channel(channel: Channel, *, actor: Actor, now: datetime) -> Channel:
    """Take nothing in by it any more. Its conversations stay, and it can be opened again.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises Conflict: if it is retired already
    """
    return _turn(channel, False, "channel_closed", actor, now)


def reopen_channel(channel: Channel, *, actor: Actor, now: datetime) -> Channel:
    """Take in what comes by it again.

    :raises NotVisible, NotAllowed: if the actor does not lead its unit
    :raises Conflict: if it is open
    """
    return _turn(channel, True, "channel_opened", actor, now)


def _turn(channel: Channel, is_open: bool, verb: str, actor: Actor, now: datetime) -> Channel:
    with change_visible(Channel, actor, channel.pk, "lead") as current:
        if current.is_open is is_open:
            raise Conflict(_("It is so already."))
        current.is_open = is_open
        current.save(update_fields=["is_open"])
        _record(verb, current, actor, now)
    return current


def _name(channel: Channel, name: str) -> None:
    channel.name = " ".join(name.replace("\x00", "").split())[:120]
    if not channel.name:
        raise BadInput(_("Give it a name, by which colleagues know it."), field="name")
    try:
        with transaction.atomic():
            channel.save()
    except IntegrityError:
        raise Conflict(_("This unit has a channel of this name already."), field="name") from None


def _record(verb: str, channel: Channel, actor: Actor, now: datetime) -> None:
    record(f"conversations.{verb}", subject=channel, actor=actor, now=now, unit_id=channel.unit_id)
