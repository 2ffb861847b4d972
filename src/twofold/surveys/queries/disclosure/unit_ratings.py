"""Answers by which units rate each other, read once a round has closed, to be told by `science.between_units` alone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from twofold.science.between_units import Rating
from twofold.surveys.models import Answer, Wave


@dataclass
class Given:
    """What was answered to one question about one unit.

    :param by_rater: unit → the answers of those who work there, each with how much they use the rated unit
    :param own: the answers of those who work in the rated unit itself
    """

    by_rater: dict[int, list[Rating]] = field(default_factory=lambda: defaultdict(list))
    own: list[Rating] = field(default_factory=list)


def ratings_given(wave: Wave) -> Mapping[tuple[int, int], Given]:
    """Question and rated unit → what was answered."""
    answers = Answer.objects.filter(
        response__wave=wave,
        response__rater_unit__isnull=False,
        number__isnull=False,
        question__scale_low__isnull=False,
    )
    rows = answers.order_by("pk").values_list(
        "question_id", "response__unit_id", "response__rater_unit_id", "number", "response__weight"
    )
    given: dict[tuple[int, int], Given] = defaultdict(Given)
    for question, unit, rater, number, weight in rows.iterator(2_000):
        about = given[question, unit]
        (about.own if rater == unit else about.by_rater[rater]).append((number, float(weight)))
    return given
