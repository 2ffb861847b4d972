"""Taking an act back: one mechanism for an edit, a deletion, a move, a merge, an import or a bulk edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.setwise import insert_many, moment
from twofold.directory.access import is_house
from twofold.directory.actions.merge import parties_to_merge, require_may_unmerge
from twofold.directory.queries.aliases import current_ids
from twofold.timeline.actions.keep_rows import keep_rows
from twofold.timeline.actions.record import record
from twofold.timeline.models import ChangedRow, Event, Mention
from twofold.ui.formats import in_words
from twofold.workspace.actions.put_back import put_back
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.kept_rows import SHOWN, told
from twofold.workspace.queries.undo import OF_IMPORTS, UNDONE, is_of_merge, is_theirs, merged_by, undo_of
from twofold.workspace.queries.undo_parts import UndoPlan
from twofold.workspace.queries.undo_plans import plan_undo

AT_ONCE = 500
"""Rows that are taken back while the person waits; more run as a job."""
State = BulkRun.State


@dataclass(frozen=True)
class Undone:
    """What became of taking an act back.

    :param is_waiting: True when there is so much to give back that a job does it
    """

    run: BulkRun
    is_waiting: bool = False

    @property
    def sentence(self) -> str:
        """In words."""
        if self.is_waiting:
            return _("It is being undone. This page shows how far it is.")
        if not self.run.refused:
            return _("Undone.")
        return ngettext(
            "Undone, except for %(count)d thing that was changed since.",
            "Undone, except for %(count)d things that were changed since.",
            self.run.refused,
        ) % {"count": self.run.refused}


@transaction.atomic
def undo_event(event_id: int, *, actor: Actor, now: datetime) -> Undone:
    """Give every row that an act touched back what it was, unless somebody has changed it since.

    What cannot be given back stays and is listed on the run. The undo is an act of its own and can itself be taken back.

    :raises NotVisible: if the actor may not see the event
    :raises NotAllowed: if it is neither theirs nor of a unit that they lead
    :raises BadInput: if the act kept nothing that could be given back
    :raises Conflict: if it was taken back already, or nothing would be given back
    """
    event = require_may_undo(event_id, actor, lock=True)
    rows = ChangedRow.objects.filter(event_id=event_id)
    total = rows.count()
    if not total:
        raise BadInput(_("This act cannot be undone: it kept nothing that could be given back."))
    run = BulkRun.objects.create(
        act=BulkRun.Act.UNDO,
        user_id=actor.user_id or 0,
        person_id=actor.person_id,
        undone_event_id=event_id,
        total=total,
        created_at=now,
    )
    if total > AT_ONCE:
        return Undone(run, is_waiting=True)
    plan = _take_back(run, event, list(rows.order_by("pk")), actor, now)
    if not run.event_id:
        raise Conflict(nothing_left(plan))
    _close(run, now)
    return Undone(run)


def carry_on(run: BulkRun, *, actor: Actor, now: datetime) -> bool:
    """Take back the next rows of a run that a job carries out, newest first, and remember how far it is.

    :returns: whether there may be more
    """
    with transaction.atomic():
        run = BulkRun.objects.system("carrying out this very run").select_for_update().get(pk=run.pk)
        if run.state == State.DONE:
            return False
        event = Event.objects.system("whoever began the run was asked").get(pk=run.undone_event_id)
        rows = ChangedRow.objects.filter(event_id=event.pk)
        if run.position:
            rows = rows.filter(pk__lt=run.position)
        batch = sorted(rows.order_by("-pk")[:AT_ONCE], key=lambda row: row.pk)
        if not batch:
            more = _mention_more(run, event)
            if not more:
                _close(run, now)
            return more
        run.position, run.state = batch[0].pk, State.RUNNING
        _take_back(run, event, batch, actor, now)
        _mention_more(run, event)
        run.save()
    return True


def require_may_undo(event_id: int, actor: Actor, *, lock: bool = False) -> Event:
    """The event, if this person may take it back now.

    :raises NotVisible, NotAllowed, Conflict: see :func:`undo_event`
    """
    event = _event(event_id, actor)
    if not is_house(actor) and not is_theirs(actor, event.person_id, event.unit_id):
        raise NotAllowed(_("Only whoever did this, or a lead of the unit, may undo it."))
    if event.verb in OF_IMPORTS:
        raise Conflict(_("An import is undone from its own page, with the records that it brought in."))
    if is_of_merge(event):
        _require_may_part_or_join(event, actor, lock=lock)
    if lock:
        Event.objects.system("nobody else takes it back meanwhile").select_for_update().get(pk=event_id)
    earlier = undo_of(event_id)
    if earlier:
        raise Conflict(_("This was undone on %(when)s already.") % {"when": in_words(earlier.created_at)})
    return event


def _require_may_part_or_join(event: Event, actor: Actor, *, lock: bool) -> None:
    """Parties that were merged are parted by whoever may change what came of them; merged again by whoever may merge them."""
    losers = merged_by(event)
    if current_ids(losers).keys() >= set(losers):
        require_may_unmerge(event.subject_id, actor, lock=lock)
    else:
        parties_to_merge([event.subject_id, *losers], actor, lock=lock)


def nothing_left(plan: UndoPlan) -> str:
    """Why nothing would be given back, in words."""
    reasons = sorted({one.why for one in plan.kept})
    return " ".join([_("Nothing of this can be undone any more."), *reasons])


def _event(event_id: int, actor: Actor) -> Event:
    if is_house(actor):
        return Event.objects.system("the house itself asks").get(pk=event_id)
    return get_visible(Event, actor, event_id)


def _take_back(
    run: BulkRun, event: Event, rows: Sequence[ChangedRow], actor: Actor, now: datetime
) -> UndoPlan:
    as_one = is_of_merge(event) or is_house(actor)
    plan = plan_undo(rows, actor, as_one=as_one, lock=True)
    done = put_back(plan, now=now, asker=None if as_one else actor)
    if not run.event_id and done:
        run.event_id = _record(event, actor, now, is_whole=not plan.kept).pk
    if done:
        keep_rows(run.event_id, done)
    run.done += len(rows)
    run.refused += len(plan.kept)
    run.samples = [*run.samples, *told(plan.kept, actor)][:SHOWN]
    return plan if done else UndoPlan(kept=plan.kept)


def _record(event: Event, actor: Actor, now: datetime, *, is_whole: bool) -> Event:
    """The undo's own event; it says the values back only if all of them came back."""
    changes = event.changes.filter(erased_at=None) if is_whole else ()
    subject = apps.get_model(event.subject_kind)(pk=event.subject_id)
    return record(
        UNDONE,
        subject=subject,
        actor=actor,
        now=now,
        unit_id=event.unit_id,
        parties=event.mentions.order_by("party_id").values_list("party_id", flat=True)[:AT_ONCE],
        details={"undone_event_id": event.pk, "verb": event.verb},
        changes={change.field: (change.new, change.old) for change in changes},
    )


def _mention_more(run: BulkRun, event: Event) -> bool:
    """Put the undo onto the timeline of more of the parties that the act concerned, a bounded number at a time.

    :returns: whether there were any
    """
    mentions = Mention.objects.filter(event_id=run.event_id).order_by("-party_id")
    last = mentions.values_list("party_id", "happened_at").first()
    if not last:
        return False
    more = event.mentions.filter(party_id__gt=last[0]).order_by("party_id")
    parties = list(more.values_list("party_id", flat=True)[:AT_ONCE])
    at = moment(last[1])
    insert_many(
        Mention, ("event_id", "party_id", "happened_at"), [(run.event_id, party, at) for party in parties]
    )
    return bool(parties)


def _close(run: BulkRun, now: datetime) -> None:
    run.state, run.finished_at = State.DONE, now
    run.save()
