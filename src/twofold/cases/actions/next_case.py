"""“Next”: the queue of a unit hands out one case, and says why this one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.cases import assign_case
from twofold.cases.actions.past_queue import hand_out
from twofold.cases.actions.queue_state import held_queue, keep_pick
from twofold.cases.models import Case, HandOut
from twofold.cases.queries.queue_heads import Head, heads_of, place_by_age, waiting_in
from twofold.cases.queries.waiting_on import held_up_by
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed
from twofold.relationships.models import Side
from twofold.science.queueing import Pick, Waiting, next_stream

REASON = "the queue decides, not who asks it"


@transaction.atomic
def next_case(unit_id: int, *, actor: Actor, now: datetime) -> HandOut | None:
    """Give the actor the case that is next in the unit's queue; None if nothing waits that they have not handed back.

    The queue is held until the end of the transaction: two people who ask at once get two cases.

    :raises NotAllowed: if the actor does not work in the unit
    """
    if actor.person_id is None or (actor.level_in(unit_id) or 0) < Level.WORK:
        raise NotAllowed(_("Only those who work in the unit take what is next in its queue."))
    queue = held_queue(unit_id)
    while picked := _pick(queue, actor, now):
        pick, head = picked
        case = (
            Case.objects.system(REASON)
            .filter(pk=head.case_id, is_in_queue=True, unit_id=unit_id)
            .select_for_update(of=("self",), skip_locked=False)
            .first()
        )
        if case is None:  # taken past the queue while we looked
            continue
        why = _why(case, pick, queue.weights)
        keep_pick(queue, pick)
        assign_case(case, person_id=actor.person_id, is_next=True, actor=actor, now=now)
        return hand_out(case, person_id=actor.person_id, why=why, now=now)
    return None


def _pick(queue, actor: Actor, now: datetime) -> tuple[Pick, Head] | None:
    heads = heads_of(queue.unit_id, now=now, person_id=actor.person_id)
    waiting = {
        stream: Waiting(
            head.at.timestamp(), heads.aged[stream].at.timestamp() if stream in heads.aged else None
        )
        for stream, head in heads.urgent.items()
    }
    pick = next_stream(waiting, queue.state, queue.weights)
    return pick and (pick, (heads.aged if pick.by_age else heads.urgent)[pick.stream])


def _why(case: Case, pick: Pick, weights: dict[str, float]) -> dict:
    """What decided it, in figures: moments in seconds, cases by their number, no names."""
    waiting_for = (
        Case.objects.system(REASON).filter(pk__in=held_up_by(case.pk)).select_related("relationship")
    )
    sides = [one.relationship.side for one in waiting_for]
    due = case.queue_due_at
    return {
        "by_age": pick.by_age,
        "due_at": due.isoformat() if due.year < 9000 else None,
        "is_own_promise": due == (case.next_due_at or case.promised_at),
        "place_by_age": place_by_age(case),
        "waiting": waiting_in([(case.unit_id, pick.stream)])[0],
        "weight": weights.get(pick.stream, 1.0),
        "holds_up": {side: sides.count(side) for side in Side.values if side in sides},
    }
