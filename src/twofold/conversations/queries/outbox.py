"""The outbox as the asker may see it; of what they may not see, only how much there is."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.claiming import of_channels
from twofold.conversations.outbox.outlets import outlets
from twofold.core.access import visible_list
from twofold.core.actor import Actor

State = OutgoingMail.State
ON_THE_WAY = (State.WAITING, State.CLAIMED)
NOT_ARRIVED = (State.FAILED, State.SUPPRESSED)
SHOWN = 50


@dataclass(frozen=True)
class Outbox:
    """The page.

    :param counts: state → how many mails that are neither sent nor taken back, as far as the asker may see them
    :param hidden: how many of them belong to units that an administrator does not see; 0 for others, who are not told
    :param lacks_server: whether something waits for a channel that has no mail server
    """

    counts: Mapping[str, int]
    hidden: int
    unconfirmed: list[OutgoingMail]
    not_arrived: list[OutgoingMail]
    on_the_way: list[OutgoingMail]
    lacks_server: bool

    @property
    def not_arrived_count(self) -> int:
        return sum(self.counts.get(state, 0) for state in NOT_ARRIVED)

    @property
    def on_the_way_count(self) -> int:
        return sum(self.counts.get(state, 0) for state in ON_THE_WAY)


def outbox(actor: Actor) -> Outbox:
    """What is on its way, and what needs a decision."""
    counts = _counts(visible_list(OutgoingMail, actor))
    hidden = 0
    if actor.may("administer"):
        everything = _counts(OutgoingMail.objects.system("the page says how many there are"))
        hidden = sum(everything.values()) - sum(counts.values())
    waiting = visible_list(OutgoingMail, actor).filter(state=State.WAITING)
    return Outbox(
        counts=counts,
        hidden=hidden,
        unconfirmed=_rows(actor, (State.UNCONFIRMED,), "-pk"),
        not_arrived=_rows(actor, NOT_ARRIVED, "-pk"),
        on_the_way=_rows(actor, ON_THE_WAY, "send_after", "pk"),
        lacks_server=waiting.exclude(of_channels(outlets())).exists(),
    )


def _counts(mails: QuerySet[OutgoingMail]) -> dict[str, int]:
    open_ones = mails.filter(state__in=(*ON_THE_WAY, *NOT_ARRIVED, State.UNCONFIRMED))
    return dict(open_ones.values_list("state").annotate(Count("pk")).order_by("state"))


def _rows(actor: Actor, states: tuple[str, ...], *order: str) -> list[OutgoingMail]:
    mails = visible_list(OutgoingMail, actor).filter(state__in=states)
    related = mails.select_related("message__conversation", "channel", "house")
    return list(related.order_by(*order)[:SHOWN])
