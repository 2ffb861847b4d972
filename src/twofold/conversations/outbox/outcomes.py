"""What became of mails, written down in groups. Only the sender that holds a mail has a say."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, DateTimeField, F, PositiveSmallIntegerField, Q, QuerySet

from twofold.conversations.models import HouseMail, OutgoingMail
from twofold.conversations.outbox.claiming import all_mails, of_channels
from twofold.conversations.outbox.patience import GIVE_UP_AFTER
from twofold.conversations.outbox.undelivered import note_undelivered
from twofold.core.each import each
from twofold.core.some import some_of

State = OutgoingMail.State
LONGEST_ANSWER = 500
AT_ONCE = 500
ANSWER, NUMBER = CharField(max_length=LONGEST_ANSWER), PositiveSmallIntegerField()
ENDS = (State.SENT, State.FAILED, State.UNCONFIRMED)


@dataclass(frozen=True)
class Outcome:
    """What became of one mail.

    :param state: sent, failed, unconfirmed, or waiting again
    :param answer: what the server said last
    :param again_at: when to try again, if it waits
    :param was_tried: whether it counts as a try
    """

    mail_id: int
    state: str
    answer: str = ""
    again_at: datetime | None = None
    was_tried: bool = True


@dataclass(frozen=True)
class Peace:
    """A server, or a domain behind it, that is left alone for a while.

    :param channels: those that send by the server
    :param domain: "" for all
    """

    channels: tuple[int | None, ...]
    domain: str
    until: datetime
    answer: str


@transaction.atomic
def write_outcomes(
    sender: str, outcomes: Iterable[Outcome], peaces: Iterable[Peace] = (), *, now: datetime
) -> int:
    """Write a group of outcomes at once.

    :returns: how many mails were still this sender's
    """
    by_id = {outcome.mail_id: outcome for outcome in outcomes}
    written = 0
    for state in sorted({outcome.state for outcome in by_id.values()}):
        some = {mail: outcome for mail, outcome in by_id.items() if outcome.state == state}
        mine = all_mails().filter(pk__in=some, state=State.CLAIMED, claimed_by=sender)
        failed = _answers(mine, some) if state == State.FAILED else {}
        written += mine.update(
            state=state,
            answer=each({mail: outcome.answer[:LONGEST_ANSWER] for mail, outcome in some.items()}, ANSWER),
            attempts=F("attempts") + each({mail: int(one.was_tried) for mail, one in some.items()}, NUMBER),
            claimed_by="",
            lease_until=None,
            **_moments(state, some, now),
        )
        note_undelivered(failed, now=now)
    forget_words(by_id)
    for peace in peaces:
        leave_in_peace(peace, now=now)
    return written


def _answers(mine: QuerySet[OutgoingMail], outcomes: Mapping[int, Outcome]) -> dict[int, str]:
    return {mail: outcomes[mail].answer for mail in mine.values_list("pk", flat=True)}


def _moments(state: str, outcomes: Mapping[int, Outcome], now: datetime) -> dict:
    if state in ENDS:
        return {"finished_at": now}
    again = {mail: outcome.again_at or now for mail, outcome in outcomes.items()}
    return {"send_after": each(again, DateTimeField())}


def forget_words(mails: Collection[int]) -> None:
    """Erase what the house wrote, once it was sent or given up; what is urgent also when it failed."""
    ended = Q(mail__state__in=(State.SENT, State.WITHDRAWN))
    too_late = Q(mail__state=State.FAILED, mail__rank=OutgoingMail.Rank.URGENT)
    HouseMail.objects.filter(ended | too_late, pk__in=mails).update(content="")


def leave_in_peace(peace: Peace, *, now: datetime) -> None:
    """Let what waits for a server, or for a domain behind it, wait on; what has waited for five days has failed."""
    waiting = all_mails().filter(
        of_channels(peace.channels), state=State.WAITING, send_after__lte=peace.until
    )
    waiting = waiting.filter(domain=peace.domain) if peace.domain else waiting
    answer = peace.answer[:LONGEST_ANSWER]
    too_long = waiting.filter(created_at__lte=now - GIVE_UP_AFTER).values_list("pk", flat=True)
    given_up = list(some_of(too_long, AT_ONCE))
    all_mails().filter(pk__in=given_up).update(state=State.FAILED, answer=answer, finished_at=now)
    note_undelivered(dict.fromkeys(given_up, answer), now=now)
    waiting.update(send_after=peace.until, answer=answer)
