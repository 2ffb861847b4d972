"""What else may be kept of a conversation that somebody logs by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from twofold.core.actor import Actor


class KeptChoice(NamedTuple):
    """One of the words under which it may be kept.

    :param unit_id: the unit that uses it
    """

    key: str
    label: str
    unit_id: int
    help: str = ""


@dataclass(frozen=True)
class KeptAlso:
    """Something that a room above conversations keeps of them, offered where they are logged.

    :param name: the form's field
    :param label: e.g. "Count it as an observation"
    :param choices: who logs → the words that they may choose from, of all their units
    :param keep: (the conversation, keys that were chosen, who logs, now), in the transaction that logs it; none may be chosen.
        It may refuse in a sentence, and then nothing is logged
    """

    name: str
    label: str
    icon: str
    choices: Callable[[Actor], Sequence[KeptChoice]]
    keep: Callable[[Any, Sequence[str], Actor, datetime], None]
