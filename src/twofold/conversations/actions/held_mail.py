"""Deciding on mail that was held back or set aside."""

from datetime import datetime

from django.utils.translation import gettext as _

from twofold.conversations.models import RawMessage
from twofold.conversations.tasks import take_in_mail
from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.jobs.actions.enqueue import enqueue_unique
from twofold.timeline.actions import record

State = RawMessage.State
UNDECIDED = (State.HELD, State.SET_ASIDE)


def release_mail(raw: RawMessage, *, actor: Actor, now: datetime) -> None:
    """Let a mail in, or try it again.

    :raises NotVisible: if the actor does not work in the unit that it was sent to
    :raises Conflict: if somebody was faster
    """
    with change_visible(RawMessage, actor, raw.pk) as current:
        _require_undecided(current)
        current.state, current.is_released, current.attempts, current.problem = State.WAITING, True, 0, ""
        current.save(update_fields=["state", "is_released", "attempts", "problem"])
        enqueue_unique(take_in_mail, f"channel:{current.channel_id}", current.channel_id)
        _tell("conversations.mail_released", current, actor, now)


def discard_mail(raw: RawMessage, *, actor: Actor, now: datetime) -> None:
    """Make nothing of a mail. It is kept as it came, and can still be let in.

    :raises NotVisible: if the actor does not work in the unit that it was sent to
    :raises Conflict: if somebody was faster
    """
    with change_visible(RawMessage, actor, raw.pk) as current:
        _require_undecided(current)
        current.state = State.DISCARDED
        current.save(update_fields=["state"])
        _tell("conversations.mail_discarded", current, actor, now)


def _require_undecided(raw: RawMessage) -> None:
    if raw.state not in (*UNDECIDED, State.DISCARDED):
        raise Conflict(_("Somebody has decided on this mail already."))


def _tell(verb: str, raw: RawMessage, actor: Actor, now: datetime) -> None:
    channel = raw.channel
    record(verb, subject=channel, actor=actor, now=now, unit_id=channel.unit_id, details={"raw": raw.pk})
