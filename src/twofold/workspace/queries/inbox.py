"""Notices as their reader sees them: words made now, through the reader's own gate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.core.some import count_up_to
from twofold.timeline.models import Event
from twofold.timeline.queries.events import verb_in_words
from twofold.workspace.models import BulkRun, ImportRun, Notification
from twofold.workspace.queries.notices import told_events

MOST_COUNTED = 100


@dataclass(frozen=True)
class Told:
    """One notice in words."""

    pk: int
    at: datetime
    sentence: str
    who: str
    reason: str
    is_new: bool


@dataclass(frozen=True)
class Bundle:
    """What happened to one record, newest first.

    :param title: the record's name, or "" for what has no record
    :param url: its page, or ""
    """

    title: str
    url: str
    icon: str
    notices: tuple[Told, ...]

    @property
    def is_new(self) -> bool:
        """Whether any of it is unread."""
        return any(notice.is_new for notice in self.notices)

    @property
    def first(self) -> Told:
        """The newest."""
        return self.notices[0]


def unread_count(user: User) -> int:
    """How many notices someone has not read, up to a hundred."""
    rows = Notification.objects.system("one's own").filter(user=user, seen_at=None, in_bell=True)
    return count_up_to(rows.values("pk"), MOST_COUNTED)


def in_bell(actor: Actor) -> models.QuerySet[Notification]:
    """One's notices."""
    return Notification.objects.visible_to(actor).filter(in_bell=True)


def bundles(rows: Sequence[Notification], actor: Actor) -> list[Bundle]:
    """Notices by the record they are about, in the order of each one's newest; those one may no longer be told of are gone."""
    events = Event.objects.system("each passes the reader's gate").in_bulk([row.event_id for row in rows])
    told = told_events(actor, [(events[row.event_id], row.reason) for row in rows if row.event_id in events])
    names = house().party_names([events[pk].person_id for pk in told], seen_by=actor)
    found: dict[tuple[str, int], list[Notification]] = {}
    for row in rows:
        if row.event_id in told:
            event = events[row.event_id]
            found.setdefault((event.subject_kind, event.subject_id), []).append(row)
    return [_bundle(rows, events, told[rows[0].event_id], names) for rows in found.values()]


def _bundle(rows: list[Notification], events: dict, subject: models.Model | None, names) -> Bundle:
    url, icon = place_of(subject) if subject is not None else ("", "user-circle")
    return Bundle(
        title=title_of(subject) if subject is not None else "",
        url=url,
        icon=icon,
        notices=tuple(
            Told(
                pk=row.pk,
                at=row.created_at,
                sentence=verb_in_words(row.verb),
                who=names.get(events[row.event_id].person_id, ""),
                reason=reason_in_words(row.reason),
                is_new=row.seen_at is None,
            )
            for row in rows
        ),
    )


def reason_in_words(reason: str) -> str:
    """Why one is told, as it stands behind the notice."""
    words = {
        "assigned": _("you look after it"),
        "mentioned": _("you are mentioned"),
        "watching": _("you watch it"),
        "owner": _("it is yours"),
        "lead": _("you lead the unit"),
        "member": _("you work in the unit"),
        "you": _("it concerns you"),
    }
    return words.get(reason, "")


def title_of(subject: models.Model) -> str:
    """What a record is called."""
    if isinstance(subject, BulkRun):
        kind = house().one("lists", lambda one: one.name == subject.list_name)
        words = {
            "list": str(kind.label) if kind else _("Records"),
            "done": subject.done,
            "total": subject.total,
        }
        return _("%(list)s: %(done)s of %(total)s") % words
    return subject.file_name if isinstance(subject, ImportRun) else str(subject)


def place_of(subject: models.Model) -> tuple[str, str]:
    """The page of a record, and its sign; "" where it has none."""
    model = type(subject)
    if isinstance(subject, ImportRun):
        return reverse("workspace:import-detail", args=[subject.pk]), "file-import"
    if isinstance(subject, BulkRun):
        is_edit = subject.act == BulkRun.Act.EDIT
        return reverse("workspace:bulk-detail", args=[subject.pk]) if is_edit else "", "list-check"
    kind = house().one("search_kinds", lambda kind: kind.model is model)
    if kind:
        return reverse(kind.url_name, args=[subject.pk]), kind.icon
    listed = house().one("lists", lambda one: one.model is model)
    if listed:
        try:
            return reverse(listed.record_url, args=[subject.pk]), listed.icon
        except NoReverseMatch:
            return "", listed.icon
    return "", "point"
