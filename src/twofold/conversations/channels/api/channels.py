"""Channels by which other systems bring messages in."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.conversations.channels.api.kind import API
from twofold.conversations.models import Channel
from twofold.core.access import require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.timeline.actions import record


@transaction.atomic
def add_api_channel(*, unit_id: int, name: str, actor: Actor, now: datetime) -> Channel:
    """Let another system bring messages to a unit.

    :param name: what people call it, e.g. the messenger's name
    :raises NotAllowed: if the actor does not lead the unit
    :raises Conflict: if the unit has such a channel already
    """
    require_level(actor, Level.LEAD, unit_id, _("Only those who lead a unit set up its channels."))
    name = " ".join(name.split())
    if not name:
        raise BadInput(_("Say what people call the other system."), field="name")
    try:
        with transaction.atomic():
            channel = Channel.objects.create(kind=API.name, name=name, unit_id=unit_id, created_at=now)
    except IntegrityError:
        raise Conflict(_("This unit has a channel of this name already."), field="name") from None
    record("conversations.channel_added", subject=channel, actor=actor, now=now, unit_id=unit_id)
    return channel
