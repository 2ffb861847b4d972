"""Groups beside each other: the score of each, and which differ from the rest when one has looked at all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from twofold.science.against_the_rest import UnitAgainstRest, against_the_rest_of_each
from twofold.surveys.models import Question
from twofold.surveys.queries.disclosure import ToldGroup
from twofold.surveys.queries.scores import Reading, told_reading, unit_score

MOST_QUESTIONS = 12


@dataclass(frozen=True)
class GroupCell:
    """One group's reading of one question, and how it differs from the other groups."""

    reading: Reading
    against: UnitAgainstRest | None


@dataclass(frozen=True)
class GroupTable:
    """Groups by questions; all comparisons in it are judged together."""

    questions: Sequence[Question]
    rows: Sequence[tuple[ToldGroup, Sequence[GroupCell]]]
    compared: int


def group_table(
    questions: Sequence[Question], groups: Sequence[ToldGroup], *, is_audited: bool
) -> GroupTable | None:
    """The table of the groups of a cut, or None where there are none.

    :param is_audited: see `told_reading`
    """
    asked = [question for question in questions if question.scale_low is not None][:MOST_QUESTIONS]
    if not groups or not asked:
        return None
    against = _against(asked, groups)
    rows = [
        (
            group,
            [
                GroupCell(
                    told_reading(question, group.answers.get(question.pk), is_audited=is_audited),
                    against.get((question.pk, group.key)),
                )
                for question in asked
            ],
        )
        for group in groups
    ]
    return GroupTable(asked, rows, len(against))


def _against(
    questions: Sequence[Question], groups: Sequence[ToldGroup]
) -> Mapping[tuple[int, str], UnitAgainstRest]:
    lists = {
        question.pk: {
            group.key: score
            for group in groups
            if (score := unit_score(question, group.answers.get(question.pk))) is not None
        }
        for question in questions
    }
    return {
        (question, one.unit): one
        for question, found in against_the_rest_of_each(lists).items()
        for one in found
    }
