"""Words of a room that can be put into an answer to a customer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twofold.core.actor import Actor


@dataclass(frozen=True)
class Insertable:
    """One of them.

    :param for_whom: whom the words are meant for
    :param path: where whoever gets the answer reads them on our pages
    """

    pk: int
    title: str
    words: str
    path: str
    for_whom: str = ""


@dataclass(frozen=True)
class Insert:
    """A kind of words that a room offers. What is not meant for those outside never goes into an answer that leaves the house.

    :param find: (what is typed, who asks, whether the answer leaves the house) → what fits, best first
    :param take: (id, who asks, whether it leaves the house) → those words; raises NotVisible for any that may not go there
    """

    name: str
    label: str
    icon: str
    find: Callable[[str, Actor, bool], Sequence[Insertable]]
    take: Callable[[int, Actor, bool], Insertable]
