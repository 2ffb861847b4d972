"""How a mailbox is doing: said once when it changes, and shown until it changes again."""

from datetime import datetime

from twofold.accounts.queries.actors import HOUSE
from twofold.conversations.models import Mailbox
from twofold.timeline.actions import record

State = Mailbox.State


def note_working(mailbox: Mailbox, *, now: datetime) -> None:
    """The mailbox was read."""
    _note(mailbox, State.WORKING, "", now)


def note_trouble(mailbox: Mailbox, sentence: str, *, now: datetime) -> None:
    """The mailbox could not be read; the sentence says why and what to do."""
    _note(mailbox, State.FAILING, sentence, now)


def _note(mailbox: Mailbox, state: str, problem: str, now: datetime) -> None:
    """Write it down unless it is known, and unless somebody has paused the mailbox meanwhile."""
    rows = Mailbox.objects.system("how it is doing").filter(pk=mailbox.pk).exclude(state=State.PAUSED)
    if not rows.exclude(state=state, problem=problem[:300]).exists():
        return
    is_news = rows.exclude(state=state).update(state=state, state_since=now)
    rows.update(problem=problem[:300])
    if is_news:
        verb = "conversations.mailbox_failed" if state == State.FAILING else "conversations.mailbox_works"
        record(verb, subject=mailbox.channel, actor=HOUSE, now=now, unit_id=mailbox.channel.unit_id)
