"""How much may be handed in from where: counted under a keyed hash, forgotten within two hours (`accounts.actions.tries`)."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from twofold.accounts.actions.tries import take_portion
from twofold.core.errors import DomainError

HOUR = 3600


@dataclass(frozen=True)
class Budget:
    """So many in each hour of the clock.

    :param network: from one network (`accounts.queries.devices.network_of`), over all channels of the kind
    :param channel: by one channel
    :param house: by all channels of the kind
    """

    network: int
    channel: int
    house: int = 2_000


class Counted(Protocol):
    """A channel, or what else takes in what strangers send."""

    pk: int


class Exhausted(DomainError):
    """More came within the hour than people write.

    :ivar seconds: until the next hour begins
    """

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("We get more messages just now than we can take. Please keep yours and try again in an hour.")
        )
        self.seconds = seconds


def take_from(budget: Budget, act: str, channel: Counted, network: str, *, now: datetime) -> None:
    """Count one: first where it comes from, so that one who floods uses up nobody else's.

    :param act: what is counted, e.g. ``form``
    :raises Exhausted: when the hour's budget is spent
    """
    hour, within = divmod(now.timestamp(), HOUR)
    for whose, most in (
        (("network", network), budget.network),
        (("channel", channel.pk), budget.channel),
        (("house",), budget.house),
    ):
        if not take_portion((act, *whose, int(hour)), of=most, now=now):
            raise Exhausted(ceil(HOUR - within))
