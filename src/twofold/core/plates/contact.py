"""What keeps the house from writing to someone of its own accord."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Silence:
    """A reason to leave someone in peace for a while: neither ask nor advertise.

    :param name: stable, e.g. ``complaint``
    :param label: how the choice reads in the settings, e.g. "Nobody is asked while a complaint of theirs is open"
    :param held: (ids of parties, moment) → those among them for whom it holds, or has held since that moment; set-wise
    """

    name: str
    label: str
    held: Callable[[Sequence[int], datetime], Collection[int]]
