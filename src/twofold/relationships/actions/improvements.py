"""Improvement actions: begun from what was heard, carried on, ended, and told to whoever raised it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import require_work_in
from twofold.directory.models import Party
from twofold.relationships.models import Improvement, ImprovementEvidence, Side
from twofold.relationships.queries.improvements import measured_now, measures_of, raised_by
from twofold.timeline.actions.record import record

REASON = "those who raised an improvement are told what came of it"
FIELDS = ("title", "heard", "plan", "owner_id", "due_on", "measure")


@transaction.atomic
def begin_improvement(
    *,
    unit_id: int,
    side: str,
    title: str,
    due_on: date | None,
    owner: Party | None = None,
    heard: str = "",
    plan: str = "",
    measure: str = "",
    heard_in: Iterable[models.Model] = (),
    actor: Actor,
    now: datetime,
) -> Improvement:
    """Take on to do something better. How it stands now is kept, to see the effect by.

    :param owner: who sees to it; left out, the actor
    :param measure: key of a figure, or "" for none
    :param heard_in: records that the actor may see
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: naming the field
    """
    require_work_in(actor, unit_id)
    if side not in Side.values:
        raise BadInput(_("Say whose experience it is about: customers outside, or colleagues."), field="side")
    improvement = Improvement(unit_id=unit_id, side=side, created_at=now)
    given = {"title": title, "heard": heard, "plan": plan, "due_on": due_on, "measure": measure}
    _take(improvement, given | {"owner_id": owner.pk if owner else actor.person_id}, now)
    _require_future(due_on, now)
    improvement.before = measured_now(improvement, now)
    improvement.save()
    borne_out = ImprovementEvidence.objects.bulk_create(
        ImprovementEvidence(
            improvement=improvement, subject_kind=one._meta.label_lower, subject_id=one.pk, added_at=now
        )
        for one in heard_in
    )
    rows = [created(row) for row in (improvement, *borne_out)]
    _record("relationships.improvement_begun", improvement, actor, now, rows)
    return improvement


@transaction.atomic
def change_improvement(
    improvement: Improvement,
    *,
    title: str,
    due_on: date | None,
    owner: Party | None,
    heard: str,
    plan: str,
    is_underway: bool,
    actor: Actor,
    now: datetime,
) -> Improvement:
    """Carry it on: what is planned, who sees to it, until when.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it has ended
    :raises BadInput: naming the field
    """
    with change_visible(Improvement, actor, improvement.pk) as locked:
        _require_running(locked)
        old = row_values(locked)
        given = {"title": title, "heard": heard, "plan": plan, "due_on": due_on, "measure": locked.measure}
        if due_on != locked.due_on:
            _require_future(due_on, now)
        _take(locked, given | {"owner_id": owner.pk if owner else None}, now)
        locked.state = Improvement.State.UNDERWAY if is_underway else Improvement.State.PLANNED
        locked.save()
        _record("relationships.improvement_changed", locked, actor, now, [changed(locked, old)])
    return locked


@transaction.atomic
def end_improvement(
    improvement: Improvement, *, is_done: bool, outcome: str, actor: Actor, now: datetime
) -> Improvement:
    """Say what was done, or why it was given up. From then on its effect is measured.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it has ended
    :raises BadInput: if nothing is said
    """
    outcome = outcome.strip()
    if not outcome:
        raise BadInput(
            _("Say what was done, or why it was given up: whoever raised it will read it."), field="outcome"
        )
    with change_visible(Improvement, actor, improvement.pk) as locked:
        _require_running(locked)
        old = row_values(locked)
        locked.state = Improvement.State.DONE if is_done else Improvement.State.DROPPED
        locked.outcome, locked.ended_at, locked.changed_at = outcome, now, now
        locked.after = measured_now(locked, now) if is_done else {}
        locked.save()
        _record("relationships.improvement_ended", locked, actor, now, [changed(locked, old)])
    return locked


@transaction.atomic
def tell_improvement(improvement: Improvement, *, actor: Actor, now: datetime) -> int:
    """Have everyone who raised it told what came of it, by mail and once.

    :returns: how many people raised it
    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it has not ended, was told already, or nobody is known to have raised it
    """
    with change_visible(Improvement, actor, improvement.pk) as locked:
        if not locked.is_ended:
            raise Conflict(_("Say first what was done. Then those who raised it can be told."))
        if locked.told_at:
            raise Conflict(_("Those who raised it were told already."))
        people = raised_by(locked)
        if not people:
            raise Conflict(_("Nobody is known to have raised this, so there is nobody to tell."))
        locked.told_at = now
        locked.save(update_fields=["told_at"])
        _record("relationships.improvement_told", locked, actor, now)
    return len(people)


def note_mailed(improvement: Improvement, *, now: datetime) -> bool:
    """Claim the writing of the mails about it, in the transaction that writes them.

    :returns: False if they were written before
    """
    unwritten = Improvement.objects.system(REASON).filter(pk=improvement.pk, mailed_at=None)
    return bool(unwritten.update(mailed_at=now))


def _take(improvement: Improvement, given: dict, now: datetime) -> None:
    given["title"] = " ".join(given["title"].split())[:200]
    if not given["title"]:
        raise BadInput(_("Say in a sentence what will be better."), field="title")
    if given["due_on"] is None:
        raise BadInput(_("Say until when. What has no date is not done."), field="due_on")
    if given["measure"] and given["measure"] not in measures_of(improvement.side):
        raise BadInput(_("There is no such figure for this side."), field="measure")
    for name in FIELDS:
        value = given[name]
        setattr(improvement, name, value.strip() if isinstance(value, str) else value)
    improvement.changed_at = now


def _require_future(due_on: date | None, now: datetime) -> None:
    if due_on and due_on < now.date():
        raise BadInput(_("That day has passed. Choose one to come."), field="due_on")


def _require_running(improvement: Improvement) -> None:
    if improvement.is_ended:
        raise Conflict(_("This has ended. Begin another, if there is more to do."))


def _record(
    verb: str, improvement: Improvement, actor: Actor, now: datetime, rows: Sequence[RowChange] = ()
) -> None:
    record(verb, subject=improvement, actor=actor, now=now, unit_id=improvement.unit_id, rows=rows)
