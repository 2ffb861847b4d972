"""Channels: the ways by which people reach a unit, and those by which other systems bring messages."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status

from twofold.conversations.api.schemas import ChannelList, NewChannel, ToldChannel
from twofold.conversations.channels.api.channels import add_api_channel
from twofold.conversations.models import Channel
from twofold.core.access import visible_list
from twofold.core.api.fields import Paged
from twofold.core.api.router import Router, referred
from twofold.core.paging import keyset_page
from twofold.directory.models import Unit

router = Router("conversations", tag="channels")


@router.get("/channels", response=ChannelList)
def list_channels(request: HttpRequest, filters: Query[Paged]) -> ChannelList:
    """How one's units are reached."""
    rows = visible_list(Channel, request.actor).select_related("unit__party")
    page = keyset_page(rows, order=("pk",), token=filters.after, size=filters.limit)
    return ChannelList(items=[ToldChannel.of(row) for row in page.rows], after=page.after or None)


@router.post("/channels", response={201: ToldChannel})
def create_channel(request: HttpRequest, given: NewChannel) -> Status:
    """Let another system bring messages to a unit that one leads.

    Its program posts what is said there to `/conversations` and fetches the answers from `/messages`.
    """
    referred(Unit, request.actor, given.unit, "unit")
    channel = add_api_channel(unit_id=given.unit, name=given.name, actor=request.actor, now=timezone.now())
    return Status(201, ToldChannel.of(channel))
