"""The inbox: folders of conversations, the one that is open beside them, kept up to date while somebody looks."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twofold.accounts.queries.workers import workers_of
from twofold.conversations.models import Channel, Conversation
from twofold.conversations.queries.folders import FOLDERS, MOST_COUNTED, USUAL, Narrowed, counts
from twofold.conversations.queries.inbox import InboxLine, inbox_page, lines_of, tick_of
from twofold.conversations.queries.mailboxes import count_held
from twofold.conversations.queries.snoozing import PRESETS
from twofold.conversations.web.inbox.bulk import MOST, act_on_many
from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.ids import read_id
from twofold.core.plates.lists import Asked
from twofold.directory.access import require_staff
from twofold.directory.queries.names import party_names

TEMPLATE = "conversations/web/inbox/inbox.html"
MOST_UNITS = 10


@dataclass
class FolderLink:
    """A folder as the inbox offers it.

    :param count: what its badge says, or ""
    """

    name: str
    label: str
    icon: str
    url: str
    count: str = ""
    is_open: bool = False


@dataclass
class InboxPage:
    """Everything that the list shows."""

    folder: str
    lines: list[InboxLine]
    links: list[FolderLink]
    tick: str
    query: str
    newer_url: str
    older_url: str
    units: list[tuple[int, str]]
    channels: list[tuple[int, str]]
    narrowed: Narrowed
    may_work: bool
    open_id: int | None = None
    held: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether only a part of the folder is shown."""
        return bool(self.narrowed.unit_id or self.narrowed.channel_id)

    @property
    def presets(self) -> list[tuple[str, str]]:
        """Until when what is ticked may sleep: what that means, the unit of each says."""
        return list(PRESETS.items())

    @property
    def label(self) -> str:
        """The name of the folder."""
        return FOLDERS[self.folder].label


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The conversations of one's units."""
    require_staff(request.actor)
    return render(request, TEMPLATE, {"page": _page(request)})


@never_cache
@require_safe
def inbox_changes(request: HttpRequest) -> HttpResponse:
    """The list anew, if any conversation of one's units changed since it was drawn; 204 if none did."""
    require_staff(request.actor)
    if request.GET.get("since") == tick_of(request.actor):
        return HttpResponse(status=204)
    return render(request, TEMPLATE + "#list", {"page": _page(request)})


@never_cache
@require_safe
def inbox_workers(request: HttpRequest) -> HttpResponse:
    """Who could look after all conversations that are ticked: those who work in each of their units."""
    require_staff(request.actor)
    ids = [read_id(text) or 0 for text in request.GET.getlist("ids")][:MOST]
    rows = visible_list(Conversation, request.actor, "work").filter(pk__in=ids)
    units = sorted(set(rows.values_list("unit_id", flat=True)))
    everyone = [dict(workers_of(unit)) for unit in units[:MOST_UNITS]]
    shared = (
        [(pk, name) for pk, name in everyone[0].items() if all(pk in of for of in everyone)] if units else []
    )
    return render(request, "conversations/web/inbox/workers.html", {"workers": shared, "units": units})


@require_POST
def inbox_act(request: HttpRequest) -> HttpResponse:
    """Do the same with all conversations that are ticked."""
    require_staff(request.actor)
    act_on_many(request)
    back = request.POST.get("back", "")
    is_ours = back.startswith(reverse("conversations:inbox")) and url_has_allowed_host_and_scheme(back, None)
    return redirect(back if is_ours else "conversations:inbox")


def _page(request: HttpRequest) -> InboxPage:
    actor, asked = request.actor, Asked(request.actor, timezone.now(), request.shown_side)
    folder = request.GET.get("folder", "")
    folder = folder if folder in FOLDERS else USUAL
    narrowed = _narrowed(request)
    tick = tick_of(actor)  # before the rows: what changes in between is asked for again
    found = inbox_page(actor, folder, narrowed, token=request.GET.get("page", ""))
    units = party_names(actor.units(), None)
    chosen = {"unit": narrowed.unit_id, "channel": narrowed.channel_id}
    return InboxPage(
        folder=folder,
        lines=lines_of(found.rows, asked),
        links=_links(folder, counts(actor, narrowed), chosen),
        tick=tick,
        query=_query({"folder": folder, **chosen, "page": request.GET.get("page", "")}),
        newer_url="?" + _query({"folder": folder, **chosen, "page": found.before}) if found.before else "",
        older_url="?" + _query({"folder": folder, **chosen, "page": found.after}) if found.after else "",
        units=sorted(units.items(), key=lambda unit: unit[1].casefold()),
        channels=_channels(actor),
        narrowed=narrowed,
        may_work=bool(actor.units(Level.WORK)),
        held=_badge(count_held(actor, MOST_COUNTED + 1)),
        open_id=read_id(request.GET.get("open", "")),
    )


def _narrowed(request: HttpRequest) -> Narrowed:
    return Narrowed(
        unit_id=read_id(request.GET.get("unit", "")),
        channel_id=read_id(request.GET.get("channel", "")),
        side=request.shown_side,
    )


def _channels(actor) -> list[tuple[int, str]]:
    rows = Channel.objects.visible_to(actor).order_by("name", "pk")
    return list(rows.values_list("pk", "name")[:200])


def _links(folder: str, counted: dict[str, int], chosen: dict) -> list[FolderLink]:
    return [
        FolderLink(
            name=name,
            label=one.label,
            icon=one.icon,
            url="?" + _query({"folder": name, **chosen}),
            count=_badge(counted.get(name, 0)),
            is_open=name == folder,
        )
        for name, one in FOLDERS.items()
    ]


def _badge(count: int) -> str:
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count or "")


def _query(values: dict) -> str:
    return urlencode({name: value for name, value in values.items() if value})
