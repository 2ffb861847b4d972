"""How units rated each other, as it was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from twofold.directory.queries.units import unit_tree
from twofold.surveys.models import Question, Survey, Wave


@dataclass(frozen=True)
class Told:
    """One mean weighted by use.

    :param effective_n: how many unweighted answers would say as much
    :param shade: from 1 at the low end of the scale to 5 at the high one
    """

    mean: float
    n: int
    effective_n: int
    low: float
    high: float
    shade: int


@dataclass(frozen=True)
class Unit:
    """A rated unit.

    :param whole: by all others who use it
    :param own: by itself
    :param gap: its own mean less the others'
    :param raters: rating unit → its mean
    """

    name: str
    whole: Told | None
    own: Told | None
    gap: float | None
    raters: Mapping[int, Told] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """Who rates whom, by one question.

    :param raters: id and name of the units of whom anything may be told
    :param rows: a rated unit, with its cells in the order of the raters
    """

    question: Question
    units: Sequence[Unit]
    raters: Sequence[tuple[int, str]]
    rows: Sequence[tuple[Unit, Sequence[Told | None]]]


def told_rounds(survey: Survey) -> list[Wave]:
    """The rounds of which something was told, latest first."""
    return list(
        survey.waves.filter(unit_ratings__isnull=False).select_related("unit_ratings").order_by("-number")
    )


def asked_questions(wave: Wave) -> list[Question]:
    """The questions by which units were rated in a round."""
    ids = [one["question"] for one in wave.unit_ratings.figures["questions"]]
    return list(Question.objects.filter(pk__in=ids).order_by("position", "pk"))


def matrix_of(wave: Wave, question: Question) -> Matrix:
    """What was told of a round by one question."""
    names = unit_tree().names
    kept = next(one for one in wave.unit_ratings.figures["questions"] if one["question"] == question.pk)
    units = sorted(
        (_unit(one, question, names) for one in kept["units"]), key=lambda one: one.name.casefold()
    )
    raters = {rater for one in units for rater in one.raters}
    named = sorted(((pk, names.get(pk, "–")) for pk in raters), key=lambda one: one[1].casefold())
    rows = [(one, [one.raters.get(pk) for pk, _name in named]) for one in units if one.raters]
    return Matrix(question, units, named, rows)


def _unit(kept: Mapping[str, Any], question: Question, names: Mapping[int, str]) -> Unit:
    whole, own = _told(kept["whole"], question), _told(kept["own"], question)
    return Unit(
        name=names.get(kept["unit"], "–"),
        whole=whole,
        own=own,
        gap=round(own.mean - whole.mean, 1) if own and whole else None,
        raters={one["unit"]: _told(one, question) for one in kept["raters"]},
    )


def _told(kept: Mapping[str, Any], question: Question) -> Told | None:
    if not kept:
        return None
    low, high = question.scale_low, question.scale_high
    values = {name: kept[name] for name in ("mean", "n", "effective_n", "low", "high")}
    return Told(**values, shade=1 + min(int(5 * (kept["mean"] - low) / (high - low)), 4))
