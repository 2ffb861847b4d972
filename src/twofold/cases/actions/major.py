"""Major issues: many cases of one trouble, told once and resolved together."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.cases.actions.answers import answer_case
from twofold.cases.actions.cases import resolve_case
from twofold.cases.actions.grouping import require_groupable
from twofold.cases.actions.recording import case_to_work_on, settle
from twofold.cases.actions.refusals import require_open, required_words
from twofold.cases.models import Case, CaseStep
from twofold.core.access import visible_list
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import BadInput, DomainError
from twofold.core.plates import RowChange
from twofold.core.rows import changed, row_values
from twofold.timeline.actions import record
from twofold.timeline.models import Event

REASON = "whoever began this may work on each of them"


@transaction.atomic
def mark_major(case: Case, *, is_major: bool, actor: Actor, now: datetime) -> Case:
    """Say that others are part of this one, or that it is an ordinary case after all: then nothing is grouped under it.

    :raises NotVisible: if the actor may not see the case
    :raises NotAllowed: if the actor may not work on it
    :raises AlreadyResolved: if it is done
    :raises BadInput: if it is one of another major issue itself
    """
    case = case_to_work_on(case, actor)
    require_open(case)
    if case.is_major == is_major:
        return case
    if case.major_id:
        raise BadInput(_("It is part of case #%(number)s.") % {"number": case.major_id})
    before = row_values(case)
    case.is_major = is_major
    case.save(update_fields=["is_major"])
    rows = [changed(case, before)]
    if not is_major:
        rows += [_regroup(one, None) for one in _grouped(case)]
    _record("marked_major" if is_major else "unmarked_major", case, actor, now, rows=rows)
    return case


@transaction.atomic
def group_case(case: Case, *, major: Case | None, actor: Actor, now: datetime) -> Case:
    """Make a case part of a major issue; None: of none.

    :raises NotVisible: if the actor may not see one of the two
    :raises NotAllowed: if the actor may not work on the first
    :raises BadInput: if the second is no major issue, or the first is one
    """
    case = case_to_work_on(case, actor)
    if major is not None:
        require_groupable(case, major)
    if case.major_id == (major and major.pk):
        return case
    row = _regroup(case, major)
    _record("grouped", case, actor, now, rows=[row], details={"major": case.major_id})
    return case


@transaction.atomic
def tell_all(major: Case, *, words: str, actor: Actor, now: datetime) -> Event:
    """Tell the customers of all open cases of a major issue the same, each in their own conversation, in a job.

    :raises NotVisible, NotAllowed: see :func:`mark_major`
    :raises BadInput: without words, or if nobody waits
    """
    major = case_to_work_on(major, actor)
    words = required_words(words, "words", _("Write what the customers are told."))
    return _begin("told_all", major, words, actor, now)


@transaction.atomic
def resolve_all(major: Case, *, resolution: str, actor: Actor, now: datetime) -> Event:
    """Resolve a major issue, and in a job every open case of it, with one resolution.

    A complaint about which nothing was decided stays open, and so does what waits for another.

    :raises NotVisible, NotAllowed, AlreadyResolved: see :func:`mark_major`
    :raises BadInput: without a resolution
    """
    resolution = required_words(resolution, "resolution", _("Say in a sentence what was done."))
    event = _begin("resolved_all", major, "", actor, now)
    resolve_case(major, resolution=resolution, actor=actor, now=now)
    return event


def carry_on(event: Event, *, now: datetime) -> int:
    """Do for each case of a major issue what was begun for all, those left out that refuse it.

    :returns: how many were done
    """
    actor = actor_for(User.objects.get(person_id=event.person_id), ActingSide(event.acting_side))
    major = Case.objects.system(REASON).get(pk=event.subject_id)
    act = _acts(event, major)
    return sum(_done(act, pk, actor, now) for pk in event.details["cases"])


def _acts(event: Event, major: Case) -> Callable[[Case, Actor, datetime], object]:
    if event.verb == "cases.major_told_all":
        words = CaseStep.objects.system(REASON).get(pk=event.details["step"]).body
        return lambda case, actor, now: answer_case(case, words=words, actor=actor, now=now)
    return lambda case, actor, now: resolve_case(case, resolution=major.resolution, actor=actor, now=now)


def _done(act: Callable, pk: int, actor: Actor, now: datetime) -> bool:
    """One of them, by itself: what refuses one holds up no other. What was done before is not done again."""
    case = Case.objects.system(REASON).filter(pk=pk, state=Case.State.OPEN).first()
    if case is None:
        return False
    try:
        act(case, actor, now)
    except DomainError:
        return False
    return True


def _begin(verb: str, major: Case, words: str, actor: Actor, now: datetime) -> Event:
    waiting = visible_list(Case, actor, "work").filter(major=major, state=Case.State.OPEN)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    if verb == "told_all" and not ids:
        raise BadInput(_("No open case is part of it yet: there is nobody to tell."), field="words")
    details = {"cases": ids}
    if words:
        step = settle(major, CaseStep.Kind.OTHER, label=_("Told all"), body=words, actor=actor, now=now)
        details["step"] = step.pk
    return record(
        f"cases.major_{verb}", subject=major, actor=actor, now=now, unit_id=major.unit_id, details=details
    )


def _grouped(major: Case) -> Sequence[Case]:
    rows = Case.objects.system(REASON).filter(major=major)
    return list(rows.select_for_update(of=("self",)).order_by("pk"))


def _regroup(case: Case, major: Case | None) -> RowChange:
    before = row_values(case)
    case.major = major
    case.save(update_fields=["major"])
    return changed(case, before)


def _record(verb: str, case: Case, actor: Actor, now: datetime, *, rows, details=None) -> None:
    record(
        f"cases.case_{verb}",
        subject=case,
        actor=actor,
        now=now,
        unit_id=case.unit_id,
        details=details,
        rows=rows,
    )
