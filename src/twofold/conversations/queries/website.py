"""Forms and chats, as the settings show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import now

from twofold.conversations.models import Channel, Conversation, Mailbox
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotVisible
from twofold.core.plates import house
from twofold.directory.models import Unit

KINDS = ("form", "chat")
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class ShownChannel:
    """A form or chat in the list.

    :param lately: conversations that began by it within 30 days
    """

    channel: Channel
    lately: int
    may_change: bool

    @property
    def edit_url(self) -> str:
        """Where it is changed."""
        return reverse(f"conversations:{self.channel.kind}-edit", args=[self.channel.pk])


def website_channels(actor: Actor) -> list[ShownChannel]:
    """The forms and chats of the actor's units."""
    rows = visible_list(Channel, actor).filter(kind__in=KINDS).select_related("unit__party")
    rows = rows.order_by("-is_open", "-kind", "name", "pk")
    began = visible_list(Conversation, actor).filter(
        channel__in=rows.values("pk"), started_at__gt=now() - LATELY
    )
    counts = dict(began.order_by().values_list("channel_id").annotate(Count("pk")))
    return [
        ShownChannel(one, counts.get(one.pk, 0), actor.level_in(one.unit_id) == Level.LEAD) for one in rows
    ]


def website_channel(actor: Actor, pk: int, *kinds: str) -> Channel:
    """One that the actor may change.

    :raises NotVisible: if there is none of these kinds, or not for them
    :raises NotAllowed: if they may only look
    """
    if not visible_list(Channel, actor).filter(pk=pk, kind__in=kinds or KINDS).exists():
        raise NotVisible
    return get_visible(Channel, actor, pk, "lead")


def units_of(actor: Actor) -> Sequence[Unit]:
    """The units for which the actor may set one up."""
    rows = visible_list(Unit, actor).filter(pk__in=actor.units(Level.LEAD))
    return rows.select_related("party").order_by("party__name", "pk")


def mailbox_choices(actor: Actor) -> list[tuple[str, str]]:
    """Mailboxes from which answers may leave."""
    rows = visible_list(Mailbox, actor).filter(channel__unit_id__in=actor.units(Level.LEAD))
    return [(str(one.pk), one.address) for one in rows.filter(channel__is_open=True).order_by("address")]


def destination_choices(actor: Actor, unit_ids: Sequence[int]) -> list[tuple[str, str]]:
    """Where a form may lead besides a conversation: ``destination/choice`` and a label."""
    return [
        (f"{one.name}/{key}", label)
        for one in house().every("destinations")
        for key, label in one.choices(actor, unit_ids)
    ]


def snippet(channel: Channel) -> str:
    """What is copied into a page: one script tag."""
    script = settings.PUBLIC_URL + reverse(f"conversations:embed-{channel.kind}-script")
    return f'<script src="{script}" data-{channel.kind}="{channel.key}" async></script>'
