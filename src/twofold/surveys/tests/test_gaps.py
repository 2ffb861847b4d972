"""Three who answered both pairs: expected 6 and 5, perceived 5, 4 and 3."""

import pytest

from tests.factories import make_answer, make_question, make_response, make_survey
from twofold.surveys.queries.disclosure.gaps import gaps


@pytest.fixture
def survey(sales):
    return make_survey(sales)


def ask(survey, codes):
    return {
        code: make_question(survey, "scale", code=code, wording=code, scale_low=1, scale_high=7)
        for code in codes
    }


def sheet(survey, questions, *numbers):
    response = make_response(survey)
    for question, number in zip(questions.values(), numbers, strict=True):
        if number is not None:
            make_answer(response, question, number)


def test_gaps_are_per_respondent_and_then_over_respondents(survey):
    """Item 1: −1, −2, −3; item 2: 0, 0, −3. Overall per respondent −0.5, −1, −3, so −1.5."""
    questions = ask(survey, ("E01", "P01", "E02", "P02"))
    sheet(survey, questions, 6, 5, 5, 5)
    sheet(survey, questions, 6, 4, 5, 5)
    sheet(survey, questions, 6, 3, 6, 3)
    sheet(survey, questions, 7, 7, 7, None)
    found = gaps(survey, per_dimension=2)
    assert found.n == 3
    assert [gap.gap.point for gap in found.by_item] == [-2.0, -1.0]
    [dimension] = found.by_dimension
    assert (dimension.label, dimension.gap.point) == ("1–2", -1.5)
    assert (found.overall.gap.point, found.overall.expected) == (-1.5, pytest.approx(17 / 3))
    assert round(found.by_item[0].gap.interval.low, 3) == -4.484, "t(2) 4.303 times 1/√3"


def test_dimensions_must_come_out_even(survey):
    questions = ask(survey, ("E1", "P1", "E2", "P2", "E3", "P3"))
    sheet(survey, questions, 6, 5, 6, 5, 6, 5)
    assert gaps(survey, per_dimension=2).by_dimension == ()


def test_without_pairs_there_are_no_gaps(survey):
    sheet(survey, ask(survey, ("E01", "E02")), 6, 5)
    assert gaps(survey) is None
