"""Hand-computed: 5 promoters, 2 passives and 3 detractors are an NPS of +20, between −30.33 and 61.10."""

from datetime import timedelta

from tests.factories import make_answer, make_question, make_response, make_survey
from twofold.surveys.models import Question
from twofold.surveys.queries.counts import Tally
from twofold.surveys.queries.disclosure.told import Told
from twofold.surveys.queries.measures import enps_figure, nps_figure
from twofold.surveys.queries.scores import promoter_figure, reading_of, told_reading

TEN = [10, 9, 9, 8, 7, 6, 5, 10, 3, 9]


def tally(numbers, low=0, high=10):
    return Tally.of(low, high, {step: numbers.count(step) for step in numbers})


def answered(survey, instrument, numbers, **fields):
    question = make_question(survey, instrument)
    for number in numbers:
        make_answer(make_response(survey, **fields), question, number)


def test_the_worked_example_of_the_canon():
    reading = reading_of("nps", tally(TEN))
    assert (reading.figure.value, reading.figure.n) == (20.0, 10)
    assert (round(reading.figure.low, 2), round(reading.figure.high, 2)) == (-30.33, 61.10)
    assert reading.counts == (0, 0, 0, 1, 0, 1, 1, 1, 1, 3, 2)


def test_below_ten_there_is_no_number():
    reading = reading_of("nps", tally(TEN[:9]))
    assert (reading.figure.value, reading.figure.n, reading.figure.said_instead) == (
        None,
        9,
        "not enough answers",
    )


def test_satisfaction_effort_and_scales_read_their_own_way():
    """Of ten on 1 to 5, six chose 4 or 5. Of seven times 5 and three times 1, the mean is 3.8."""
    csat = reading_of("csat", tally([5] * 4 + [4] * 2 + [1] * 4, 1, 5))
    ces = reading_of("ces", tally([5] * 7 + [1] * 3, 1, 7))
    scale = reading_of("scale", tally([5] * 7 + [1] * 3, 1, 7))
    assert (csat.figure.value, csat.how) == (0.6, "percent")
    assert (ces.figure.value, ces.detail) == (3.8, {"easy": 0.7})
    assert (scale.figure.value, scale.how) == (3.8, "number")


def test_colleagues_scores_are_told_in_bands_and_their_distribution_from_ten():
    """Ten of eleven promoters would be +82: "50 or more"."""
    banded = promoter_figure("enps", tally([9] * 5 + [10] * 4 + [8] * 2), is_protected=True)
    assert (banded.value, banded.said_instead) == (None, "+50 or more")
    question = Question(instrument="enps", scale_low=0, scale_high=10)
    few = told_reading(question, Told(9, mean=7.1))
    assert (few.figure.value, few.figure.said_instead, few.counts) == (None, "mean 7.1", ())
    assert told_reading(question, None).is_few
    held_back = told_reading(question, None, is_audited=True)
    assert (held_back.figure.said_instead, held_back.is_few) == ("held back", False)


def test_nps_is_over_the_last_year_of_one_side(sales, it, now):
    survey = make_survey(sales)
    answered(survey, "nps", TEN)
    answered(survey, "nps", [0] * 5, answered_at=now - timedelta(days=400))
    answered(make_survey(sales, side="internal"), "nps", [0] * 5)
    figure = nps_figure(frozenset({sales.pk}), "external", now)
    assert (figure.value, figure.n) == (20.0, 10)
    assert figure.detail == {"promoters": 5, "passives": 2, "detractors": 3}
    assert nps_figure(frozenset({it.pk}), "external", now).value is None


def test_confidential_answers_are_in_no_figure_that_changes_daily(sales, now):
    answered(make_survey(sales, mode="confidential"), "nps", TEN)
    assert nps_figure(frozenset({sales.pk}), "external", now).n == 0


def test_enps_is_of_the_latest_survey_and_whole_branches_only(enterprise, sales, logistics, it, now):
    old = make_survey(enterprise, side="internal", created_at=now - timedelta(days=300))
    answered(old, "enps", [0] * 12, unit_id=sales.pk)
    survey = make_survey(enterprise, side="internal")
    answered(survey, "enps", TEN, unit_id=sales.pk)
    branch = frozenset({enterprise.pk, sales.pk, logistics.pk, it.pk})
    assert enps_figure(branch, "internal", now).value == 20.0
    assert enps_figure(frozenset({sales.pk}), "internal", now).value == 20.0
    assert enps_figure(frozenset({sales.pk, it.pk}), "internal", now).value is None


def test_no_subtraction_isolates_a_few(enterprise, sales, logistics, it, now):
    """Sales 12, Logistics 11, IT 2: told beside each other, the two of IT would be the rest of the enterprise."""
    survey = make_survey(enterprise, side="internal")
    answered(survey, "enps", [*TEN, 7, 7], unit_id=sales.pk)
    answered(survey, "enps", [*TEN, 7], unit_id=logistics.pk)
    answered(survey, "enps", [0, 0], unit_id=it.pk)
    branch = frozenset({enterprise.pk, sales.pk, logistics.pk, it.pk})
    told = {
        unit: enps_figure(units, "internal", now).n
        for unit, units in (
            ("all", branch),
            ("sales", frozenset({sales.pk})),
            ("logistics", frozenset({logistics.pk})),
            ("it", frozenset({it.pk})),
        )
    }
    assert told == {"all": 25, "sales": 12, "logistics": 0, "it": 0}


def test_a_band_of_a_survey_brought_in_whole_is_not_the_rest_of_what_stands_beside_it(
    enterprise, sales, logistics, now
):
    """All of Sales agree, and the enterprise less Logistics would be Sales."""
    survey = make_survey(enterprise, side="internal")
    answered(survey, "enps", [10] * 10, unit_id=sales.pk)
    answered(survey, "enps", [*TEN, 7], unit_id=logistics.pk)
    branches = [{enterprise.pk, sales.pk, logistics.pk}, {sales.pk}, {logistics.pk}]

    told = [enps_figure(frozenset(units), "internal", now).n for units in branches]

    assert told == [21, 0, 0]


def test_a_larger_least_group_is_kept_where_a_survey_was_brought_in_whole(enterprise, sales, logistics, now):
    survey = make_survey(enterprise, side="internal", least_group=12)
    answered(survey, "enps", TEN, unit_id=sales.pk)
    answered(survey, "enps", [*TEN, 7, 7], unit_id=logistics.pk)
    branch = frozenset({enterprise.pk, sales.pk, logistics.pk})

    assert enps_figure(branch, "internal", now).n == 22
    assert enps_figure(frozenset({sales.pk}), "internal", now).n == 0


def test_a_survey_of_one_department_is_not_about_the_enterprise(enterprise, sales, logistics, hr, now):
    """The enterprise was asked by Human Resources, Sales asked its own people later."""
    everyone = make_survey(hr, side="internal", created_at=now - timedelta(days=90))
    answered(everyone, "enps", TEN, unit_id=sales.pk)
    answered(everyone, "enps", TEN, unit_id=logistics.pk)
    answered(make_survey(sales, side="internal"), "enps", [*TEN, 0, 0], unit_id=sales.pk)
    branch = frozenset({enterprise.pk, sales.pk, logistics.pk})
    assert enps_figure(branch, "internal", now).n == 20
    assert enps_figure(frozenset({sales.pk}), "internal", now).n == 12
    assert enps_figure(frozenset({logistics.pk}), "internal", now).n == 10
