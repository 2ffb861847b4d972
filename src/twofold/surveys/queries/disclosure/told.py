"""What the gate hands out: counts of groups, and nothing from which one could get to a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from twofold.core.actor import Actor
from twofold.relationships.models import Side
from twofold.science.lenses import EVERYONE
from twofold.surveys.models import Survey, Wave


class Telling(StrEnum):
    """When a survey is told of, and from what."""

    LIVE = "live"
    RELEASED = "released"
    WHOLE = "whole"


@dataclass(frozen=True)
class Told:
    """What may be told of a question in a group.

    :param n: how many answered it
    :param counts: value → how often; None where that may not be told
    :param mean: in its place, or else the step beyond which the mean lies
    """

    n: int
    counts: Mapping[int, int] | None = None
    mean: float | None = None
    at_most: float | None = None
    at_least: float | None = None


@dataclass(frozen=True)
class ToldGroup:
    """A group of people, or a unit that answers are about.

    :param key: names it within its round
    :param units: ids of the units in it
    :param n: how many sheets
    :param answers: question → what may be told
    """

    key: str
    label: str
    n: int
    units: tuple[int, ...] = ()
    is_merged: bool = False
    answers: Mapping[int, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class ToldCut:
    """One way in which everyone, or a unit, is cut into groups that do not overlap.

    :param lens: units, an attribute, or both
    :param within: id of the unit that is cut, "" for everyone
    """

    lens: str
    within: str
    label: str

    @property
    def key(self) -> str:
        """Names it in an address."""
        return f"{self.lens}|{self.within}"


@dataclass(frozen=True)
class ToldRound:
    """What may be told of a round, or of all of a survey.

    :param everyone: None where not enough answered
    :param cut: which of `cuts` the groups are of
    :param is_part: whether answers are left out that are about units the asker may not see
    """

    telling: Telling
    wave: Wave | None
    everyone: ToldGroup | None
    cuts: Sequence[ToldCut] = ()
    cut: ToldCut | None = None
    groups: Sequence[ToldGroup] = ()
    is_part: bool = False


@dataclass(frozen=True)
class ToldPeriod:
    """A month or a round, over everyone.

    :param at: when, in months or by number of the round
    """

    label: str
    at: int
    answers: Mapping[int, Told]


@dataclass(frozen=True)
class ToldRemarks:
    """Words to a question.

    :param n: how many wrote some, None where that is not told
    :param lists: the group they stand for, and texts with how often each was written
    """

    n: int | None
    lists: Sequence[tuple[str, Sequence[tuple[str, int]]]] = ()


def telling_of(survey: Survey) -> Telling:
    """Named answers of outside customers are told as they come; others once a round is over, or whole, if brought in whole."""
    if survey.mode == Survey.Mode.NAMED and survey.side == Side.EXTERNAL:
        return Telling.LIVE
    if survey.mode == Survey.Mode.ANONYMOUS or survey.waves.exists():
        return Telling.RELEASED
    return Telling.WHOLE


def scope_of(actor: Actor) -> frozenset[int] | None:
    """The units whose own rows of a table the actor may see; None: of all."""
    return None if actor.may("see_totals") else actor.units()


def is_everyone(lens: str) -> bool:
    """Whether a group of this lens is everyone."""
    return lens == EVERYONE
