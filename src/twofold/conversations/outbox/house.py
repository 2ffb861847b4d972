"""What all lanes of one sender share, and what they report."""

from collections.abc import Callable
from dataclasses import dataclass

from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.letters import Letter


@dataclass(frozen=True)
class Sent:
    """What came of one letter.

    :param state: sent, failed, unconfirmed, or waiting
    :param is_trouble: the server itself is in trouble, whatever the letter
    """

    letter: Letter
    state: str
    answer: str
    is_trouble: bool = False


@dataclass(frozen=True)
class House:
    """What a lane needs of its sender.

    :param report: called from the lanes' threads with what came of each letter
    :param may_send: asked just before the final dot: whether the sender still holds its mails
    """

    journal: Journal
    own_name: str
    report: Callable[[Sent], None]
    may_send: Callable[[], bool]
