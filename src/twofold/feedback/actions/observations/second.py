"""Coding an observation a second time, without seeing the first codes, so that it can be told how far two coders agree."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import Conflict, NotAllowed
from twofold.directory.access import require_work_in
from twofold.feedback.actions.observations.note import require_codes
from twofold.feedback.models import Observation, SecondCoding
from twofold.timeline.actions.record import record


@transaction.atomic
def code_again(
    observation: Observation, *, codes: Iterable[int], actor: Actor, now: datetime
) -> SecondCoding:
    """Code it as a second person.

    :raises NotAllowed: if the actor does not work in its unit, or noted it themselves
    :raises Conflict: if it has been coded twice already
    :raises BadInput: if a code is not in the unit's code book
    """
    require_work_in(actor, observation.unit_id)
    if observation.observer_id == actor.person_id:
        raise NotAllowed(_("You noted this yourself. Let a colleague code it without seeing your codes."))
    chosen = require_codes(observation.unit_id, codes)
    coding, is_new = SecondCoding.objects.get_or_create(
        observation=observation, defaults={"coder_id": actor.person_id, "coded_at": now}
    )
    if not is_new:
        raise Conflict(_("Two people have coded this already."))
    given = SecondCoding.codes.through
    given.objects.bulk_create(
        [given(secondcoding=coding, observationcode_id=code) for code in sorted(chosen)]
    )
    record(
        "feedback.observation_coded_again",
        subject=observation,
        actor=actor,
        now=now,
        unit_id=observation.unit_id,
    )
    return coding
