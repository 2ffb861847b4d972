"""What a unit does with an idea: shows it or not, and says what becomes of it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import changed, row_values
from twofold.directory.access import require_work_in
from twofold.feedback.actions.ideas.propose import require_unmerged
from twofold.feedback.actions.ideas.search_entries import refresh_ideas
from twofold.feedback.models import Idea
from twofold.timeline.actions.record import record

LONGEST_ANSWER = 2_000
LONGEST_PLAN = 60
NEEDS_ANSWER = (Idea.State.DECLINED, Idea.State.DONE)


@transaction.atomic
def show_idea(idea: Idea, *, is_shown: bool, actor: Actor, now: datetime) -> Idea:
    """Let others see it and vote, or let them no longer.

    :raises NotAllowed: if the actor does not work in the unit that decides
    :raises Conflict: if it has become part of another idea
    """
    require_work_in(actor, idea.unit_id)
    require_unmerged(idea)
    if idea.is_shown != is_shown:
        verb = "feedback.idea_shown" if is_shown else "feedback.idea_hidden"
        _change(idea, verb, {"is_shown": is_shown}, actor, now)
    return idea


@transaction.atomic
def answer_idea(
    idea: Idea, *, state: str, answer: str = "", planned_for: str = "", actor: Actor, now: datetime
) -> Idea:
    """Say what becomes of it. Everyone who proposed it or is for it is told.

    :param answer: what they are told; left out, what they were told before still holds
    :param planned_for: as the roadmap says it, e.g. "Spring 2027"
    :raises NotAllowed: if the actor does not work in the unit that decides
    :raises Conflict: if it has become part of another idea
    :raises BadInput: naming the field
    """
    require_work_in(actor, idea.unit_id)
    require_unmerged(idea)
    answer, planned_for = answer.replace("\0", "").strip(), " ".join(planned_for.replace("\0", "").split())
    if state not in Idea.State.values:
        raise BadInput(_("Choose what becomes of it."), field="state")
    if state in NEEDS_ANSWER and not (answer or idea.answer):
        raise BadInput(_("Say why, or what came of it: those who are for it are told."), field="answer")
    if len(answer) > LONGEST_ANSWER:
        raise BadInput(_("That is too long to be read. Say what matters most."), field="answer")
    if len(planned_for) > LONGEST_PLAN:
        raise BadInput(_("Say in a few words when, such as “Spring”."), field="planned_for")
    new = {"state": state, "planned_for": planned_for, "answer": answer or idea.answer, "answered_at": now}
    return _change(idea, "feedback.idea_answered", new, actor, now)


def _change(idea: Idea, verb: str, new: dict[str, Any], actor: Actor, now: datetime) -> Idea:
    before = row_values(idea)
    for name, value in new.items():
        setattr(idea, name, value)
    idea.save(update_fields=list(new))
    row = changed(idea, before)
    refresh_ideas([idea.pk])
    told = {name: (row.old[name], row.new[name]) for name in row.new if name != "answered_at"}
    record(
        verb,
        subject=idea,
        actor=actor,
        now=now,
        unit_id=idea.unit_id,
        parties=[idea.author_id],
        changes=told,
        rows=[row],
    )
    return idea
