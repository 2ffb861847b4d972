"""What a chat says and asks, as it is kept in the settings of its channel."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from twofold.conversations.models import Channel


@dataclass(frozen=True)
class ChatPlan:
    """A chat.

    :param greeting: shown before anybody has written
    :param away: shown outside the unit's working hours, behind the sentence that says when it is back
    :param language: of the house's own words in it
    :param origins: the websites on which it may be embedded
    :param asks_name: whether a name is asked for with the first message
    :param mailbox: id of the channel of mail that answers whoever has left; None: the unit's first
    """

    title: str = ""
    greeting: str = ""
    away: str = ""
    privacy: str = ""
    language: str = "en-gb"
    origins: tuple[str, ...] = ()
    asks_name: bool = False
    mailbox: int | None = None

    def stated(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)


def plan_of(channel: Channel) -> ChatPlan:
    """What the chat of a channel says."""
    return read_plan(channel.settings)


def read_plan(kept: Mapping[str, Any]) -> ChatPlan:
    """From what is kept; what an older chat does not say is as usual."""
    known = {name: kept[name] for name in ChatPlan.__dataclass_fields__ if name in kept}
    return ChatPlan(**known | {"origins": tuple(known.get("origins", ()))})
