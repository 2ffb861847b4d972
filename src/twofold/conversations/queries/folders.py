"""The folders of the inbox: which conversations lie in each, and how many, at any size."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models import Conversation
from twofold.core.actor import Actor
from twofold.core.some import count_up_to

State = Conversation.State
MOST_COUNTED = 99
"""Beyond this many a badge says so: counting on would cost more than anybody gains."""


@dataclass(frozen=True)
class Folder:
    """A part of the inbox.

    :param condition: who asks → what lies in it
    :param runs_up: True where what has waited longest stands first
    :param is_counted: whether a badge says how many there are
    :param along: by which indexes they are counted: those of one's units, and what one looks after oneself elsewhere
    """

    label: str
    icon: str
    condition: Callable[[Actor], Q]
    runs_up: bool = False
    is_counted: bool = False
    along: tuple[str, ...] = ("unit", "assignee")


FOLDERS: Mapping[str, Folder] = {
    "waiting": Folder(
        _("Needs an answer"), "hourglass", lambda actor: Q(state=State.OPEN, needs_answer=True), True, True
    ),
    "mine": Folder(
        _("Mine"),
        "user-check",
        lambda actor: Q(state=State.OPEN, assignee_id=actor.person_id or 0),
        is_counted=True,
        along=("assignee",),
    ),
    "unassigned": Folder(
        _("Unassigned"),
        "user-question",
        lambda actor: Q(state=State.OPEN, assignee__isnull=True),
        is_counted=True,
        along=("unit",),
    ),
    "open": Folder(_("All open"), "inbox", lambda actor: Q(state=State.OPEN)),
    "snoozed": Folder(_("Snoozed"), "clock-pause", lambda actor: Q(state=State.SNOOZED)),
    "closed": Folder(_("Closed"), "archive", lambda actor: Q(state=State.CLOSED)),
    "spam": Folder(_("Spam"), "ban", lambda actor: Q(state=State.SPAM)),
}
USUAL = "open"


@dataclass(frozen=True)
class Narrowed:
    """What narrows a folder.

    :param side: ``internal``, ``external`` or ``both``
    """

    unit_id: int | None = None
    channel_id: int | None = None
    side: str = "both"

    def condition(self) -> Q:
        """As a condition on conversations."""
        narrowed = Q(merged_into__isnull=True)
        if self.unit_id:
            narrowed &= Q(unit_id=self.unit_id)
        if self.channel_id:
            narrowed &= Q(channel_id=self.channel_id)
        if self.side != "both":
            narrowed &= Q(relationship__side=self.side) | Q(relationship__isnull=True)
        return narrowed


def in_folder(actor: Actor, name: str, narrowed: Narrowed) -> QuerySet[Conversation]:
    """The conversations of a folder that the actor may see."""
    seen = Conversation.objects.visible_to(actor)
    return seen.filter(FOLDERS[name].condition(actor) & narrowed.condition())


def counts(actor: Actor, narrowed: Narrowed) -> dict[str, int]:
    """Name of a folder → how many lie there, counted up to one more than a badge can say."""
    return {name: _count(actor, name, narrowed) for name, folder in FOLDERS.items() if folder.is_counted}


def _count(actor: Actor, name: str, narrowed: Narrowed) -> int:
    rows, along, units = in_folder(actor, name, narrowed).order_by(), FOLDERS[name].along, actor.units()
    own = rows.filter(assignee_id=actor.person_id or 0)
    parts = {"unit": rows.filter(unit_id__in=units), "assignee": own.exclude(unit_id__in=units)}
    counted = [own] if along == ("assignee",) else [parts[way] for way in along]
    return sum(count_up_to(part, MOST_COUNTED + 1) for part in counted)
