"""What a unit's queue remembers from one pick to the next, and the shares of its streams."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.models import Stream, StreamShare, UnitQueue
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, NotAllowed
from twofold.science.queueing import Pick, QueueState
from twofold.timeline.actions.record import record

HEAVIEST = 1000.0


@dataclass(frozen=True)
class HeldQueue:
    """A queue that nobody else picks from until the transaction ends."""

    row: UnitQueue
    shares: Mapping[str, StreamShare]

    @property
    def unit_id(self) -> int:
        """Whose it is."""
        return self.row.pk

    @property
    def weights(self) -> dict[str, float]:
        """Stream → weight, where one was set."""
        return {stream: share.weight for stream, share in self.shares.items()}

    @property
    def state(self) -> QueueState:
        """What it remembers."""
        tags = {stream: share.finish_tag for stream, share in self.shares.items() if share.finish_tag}
        return QueueState(self.row.virtual_time, tags, self.row.was_aged)


def held_queue(unit_id: int) -> HeldQueue:
    """The queue of a unit, held until the transaction ends."""
    UnitQueue.objects.get_or_create(unit_id=unit_id)
    row = UnitQueue.objects.select_for_update().get(pk=unit_id)
    return HeldQueue(row, {share.stream: share for share in StreamShare.objects.filter(unit_id=unit_id)})


def keep_pick(queue: HeldQueue, pick: Pick) -> None:
    """Remember who was next."""
    queue.row.virtual_time, queue.row.was_aged = pick.state.virtual_time, pick.state.was_aged
    queue.row.save(update_fields=["virtual_time", "was_aged"])
    share = queue.shares.get(pick.stream) or StreamShare(unit_id=queue.unit_id, stream=pick.stream)
    share.finish_tag = pick.state.finish_tags[pick.stream]
    share.save()


@transaction.atomic
def set_queue(
    unit_id: int, *, weights: Mapping[str, float], takes_plain: bool, actor: Actor, now: datetime
) -> UnitQueue:
    """Say how the unit's attention is divided, and whether cases without a type wait in its queue, too.

    What was served so far counts as before; plain cases enter or leave the queue in a job.

    :param weights: stream → weight; its share is the weight among those of the streams in which something waits
    :raises NotAllowed: if the actor does not lead the unit
    :raises BadInput: if a weight is not above zero, or too large
    """
    if (actor.level_in(unit_id) or 0) < Level.LEAD:
        raise NotAllowed(_("Only those who lead a unit say how its attention is divided."))
    for stream, weight in weights.items():
        if stream not in Stream.values or not (isfinite(weight) and 0 < weight <= HEAVIEST):
            sentence = _(
                "A weight lies above 0 and not above %(most)d. To leave a stream out is to let it starve."
            )
            raise BadInput(sentence % {"most": HEAVIEST}, field=stream)
    queue = held_queue(unit_id)
    switched, queue.row.takes_plain = queue.row.takes_plain != takes_plain, takes_plain
    queue.row.save(update_fields=["takes_plain"])
    for stream, weight in weights.items():
        share = queue.shares.get(stream) or StreamShare(unit_id=unit_id, stream=stream)
        share.weight = weight
        share.save()
    record(
        "cases.queue_set",
        subject=queue.row,
        actor=actor,
        now=now,
        unit_id=unit_id,
        details={"switched": switched},
    )
    return queue.row


def is_switched(event: Any, parties: Sequence[int]) -> bool:
    """Whether an event says that plain cases wait from now on, or no longer."""
    return bool(event.details.get("switched"))
