"""The deeper figures: computed once of those who are protected, gated, and told in words where there is nothing to draw."""

from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW, make_person, make_question, make_relationship, make_survey, make_unit
from twofold.core.actor import Level
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.surveys.actions.figures.compute import compute_figures
from twofold.surveys.actions.figures.due import figures_overnight
from twofold.surveys.actions.figures.planning import ask_for_figures, plan_figures
from twofold.surveys.models import Answer, FigureRun, Invitation, Response, StoredFigure, Wave

Kind = StoredFigure.Kind
LATER = NOW + timedelta(days=1)


@pytest.fixture
def survey(sales):
    """`survey(n, …)`: so many who answered; the score follows speed, not color."""

    def survey(n=120, wave=None, **fields):
        asked = make_survey(sales, **fields)
        score = make_question(asked, "nps", wording="Would you recommend us?")
        speed = make_question(asked, "scale", wording="Speed", scale_low=1, scale_high=5)
        color = make_question(asked, "scale", wording="Color", scale_low=1, scale_high=5)
        random = Random(7)
        for _one in range(n):
            fast = random.randint(1, 5)
            sheet(
                asked,
                {score: min(10, 2 * fast + random.randint(0, 2)), speed: fast, color: random.randint(1, 5)},
            )
        return asked

    return survey


def sheet(survey, numbers, **fields):
    given = Response.objects.create(survey=survey, answered_at=NOW, **{"unit": survey.unit} | fields)
    Answer.objects.bulk_create(
        Answer(response=given, question=asked, number=n) for asked, n in numbers.items()
    )
    return given


def figure(survey, kind, key=""):
    found = StoredFigure.objects.filter(survey=survey, kind=kind, key=key).first()
    return found and found.figures


def test_drivers_are_told_with_their_share_and_computed_again_are_the_same(survey):
    asked = survey()
    compute_figures(asked, now=NOW)
    told = figure(asked, Kind.DRIVERS)

    assert [row["label"] for row in told["rows"]] == ["Speed", "Color"]
    assert told["rows"][0]["share"] > 0.9
    assert told["n"] == 120
    compute_figures(asked, now=LATER)
    assert figure(asked, Kind.DRIVERS) == told
    run = FigureRun.objects.get(survey=asked)
    assert (run.done, run.finished_at) == (run.of, LATER)


def test_a_page_says_in_words_why_there_are_no_drivers(survey, amina, client_of):
    asked = survey(40)
    compute_figures(asked, now=NOW)
    page = client_of(amina).get(f"/surveys/{asked.pk}/drivers/")

    assert "Not enough answers: 40 sheets are complete, and drivers are told from 100 on." in page.text
    assert '<svg class="measure' not in page.text


def test_nothing_is_computed_of_a_protected_round_before_it_is_released(survey, amina, actor_of, client_of):
    asked = survey(mode="confidential")
    wave = Wave.objects.create(survey=asked, number=1, opens_at=NOW, state=Wave.State.OPEN)
    compute_figures(asked, now=NOW)

    assert not StoredFigure.objects.exists()
    with pytest.raises(Conflict, match="when their round has closed"):
        ask_for_figures(asked, actor=actor_of(amina), now=NOW)
    assert "made once" in client_of(amina).get(f"/surveys/{asked.pk}/drivers/").text
    wave.state = Wave.State.RELEASED
    wave.save()
    assert figures_overnight(now=LATER) == 1


def test_one_more_protected_sheet_changes_no_figure(survey, amina, actor_of):
    """Two figures, a sheet apart, would tell that sheet; so they are made once."""
    asked = survey(mode="confidential", import_run_id=1)
    compute_figures(asked, now=NOW)
    told = figure(asked, Kind.DRIVERS)
    assert told["rows"][0]["share"] == round(told["rows"][0]["share"], 2)

    score, speed, color = asked.questions.order_by("pk")
    sheet(asked, {score: 0, speed: 5, color: 1})
    with pytest.raises(Conflict, match="stand as they were computed"):
        ask_for_figures(asked, actor=actor_of(amina), now=LATER)
    with pytest.raises(Conflict, match="is settled"):
        plan_figures(asked, outcome_id=speed.pk, dimensions=[], actor=actor_of(amina), now=LATER)
    compute_figures(asked, now=LATER)
    assert figure(asked, Kind.DRIVERS) == told


def test_what_waits_for_a_choice_is_computed_when_it_was_made(sales, amina, actor_of):
    """The gap was told and stands; the drivers wait for their main question."""
    asked = make_survey(sales, mode="confidential")
    codes = ("E1", "P1", "E2", "P2", "overall")
    questions = [make_question(asked, "scale", code=code, scale_low=1, scale_high=5) for code in codes]
    for place in range(130):
        sheet(asked, {one: 1 + (place * (at + 2)) % 5 for at, one in enumerate(questions)})
    compute_figures(asked, now=NOW)
    gap = figure(asked, Kind.QUALITY)
    assert figure(asked, Kind.DRIVERS)["refusal"] == "no_outcome"

    sheet(asked, dict.fromkeys(questions, 1))
    plan_figures(asked, outcome_id=questions[-1].pk, dimensions=[], actor=actor_of(amina), now=LATER)
    compute_figures(asked, now=LATER)
    assert "n" in figure(asked, Kind.DRIVERS)
    assert figure(asked, Kind.QUALITY) == gap


def test_of_a_protected_round_each_person_counts_once(sales, survey):
    """A hundred and twenty sheets of ten people are ten people."""
    asked = survey(0, mode="confidential")
    wave = Wave.objects.create(survey=asked, number=1, opens_at=NOW, state=Wave.State.RELEASED)
    score, speed, color = asked.questions.order_by("pk")
    people = [make_person() for _one in range(10)]
    for turn in range(12):
        for place, person in enumerate(people):
            link = Invitation.objects.create(
                wave=wave, party=person, unit=sales, token_hash=f"{turn}-{place}", due_at=NOW, subject_id=turn,
                subject_kind="cases.case", subject_at=NOW,
            )  # fmt: skip
            sheet(asked, {score: place, speed: 1 + place % 5, color: 3}, wave=wave, invitation=link)
    compute_figures(asked, now=NOW)

    assert figure(asked, Kind.DRIVERS)["refusal"] == "too_few"
    assert figure(asked, Kind.DRIVERS)["n"] == 10


@pytest.mark.parametrize(("mode", "refusal"), [("named", None), ("confidential", "a_few_left_out")])
def test_gaps_are_told_unless_they_would_tell_a_few_apart(sales, mode, refusal):
    """Of 40 one said only what they expected: of named ones that is no secret."""
    asked = make_survey(sales, mode=mode, import_run_id=1)
    expected, perceived = (
        make_question(asked, "scale", code=code, scale_low=1, scale_high=7) for code in ("E01", "P01")
    )
    for place in range(40):
        sheet(asked, {expected: 6} | ({perceived: 3 + place % 3} if place else {}))
    compute_figures(asked, now=NOW)
    told = figure(asked, Kind.QUALITY)

    assert told.get("refusal") == refusal
    if refusal is None:
        assert told["overall"]["point"] == -2.0
        assert (told["n"], told["left_out"]) == (39, 1)


def test_dimensions_are_named_in_the_order_of_items(sales, amina, actor_of):
    asked = make_survey(sales)
    for code in ("E1", "P1", "E2", "P2"):
        make_question(asked, "scale", code=code, scale_low=1, scale_high=7)
    overall = make_question(asked, "csat", code="overall", scale_low=1, scale_high=5)
    actor = actor_of(amina)

    with pytest.raises(BadInput, match="2 items cannot be shared out evenly among 3"):
        plan_figures(asked, outcome_id=None, dimensions=["a", "b", "c"], actor=actor, now=NOW)
    item = asked.questions.get(code="P1")
    with pytest.raises(BadInput, match="belongs to no battery"):
        plan_figures(asked, outcome_id=item.pk, dimensions=[], actor=actor, now=NOW)
    plan = plan_figures(asked, outcome_id=overall.pk, dimensions=["care ", "speed"], actor=actor, now=NOW)
    assert (plan.outcome, plan.dimensions) == (overall, ["care", "speed"])


def test_answers_are_weighted_to_all_who_were_asked(sales, survey):
    """Of 200 half are businesses, of the 120 who answered a quarter; businesses are less content."""
    asked = survey(0)
    wave = Wave.objects.create(survey=asked, number=1, opens_at=NOW)
    score, speed, color = asked.questions.order_by("pk")
    for place in range(200):
        is_business = place < 100
        served = make_relationship(sales, make_person(), kind="business" if is_business else "consumer")
        has_answered = place < 30 or 100 <= place < 190
        link = Invitation.objects.create(
            wave=wave, party=served.customer, relationship=served, unit=sales, token_hash=str(place), due_at=NOW,
            state="answered" if has_answered else "sent",
        )  # fmt: skip
        if has_answered:
            happy = 0 if is_business else 10
            sheet(asked, {score: happy, speed: 3, color: 3}, wave=wave, invitation=link, relationship=served)
    compute_figures(asked, now=NOW)
    told = figure(asked, Kind.WEIGHTING)

    row = next(one for one in told["rows"] if one["is_score"])
    assert (row["plain"]["point"], row["weighted"]["point"]) == (50, pytest.approx(0, abs=1e-6))
    assert told["effective_n"] == pytest.approx(200**2 / (30 * (100 / 30) ** 2 + 90 * (100 / 90) ** 2))
    rates = figure(asked, Kind.RESPONSE)["rates"]
    assert (rates["rr1"]["point"], rates["rr5"]["point"]) == (0.6, 1.0)


def test_totals_over_units_one_may_not_see_are_not_told(survey, amina, client_of):
    asked = survey()
    sheet(asked, {}, unit=make_unit("Elsewhere"))
    compute_figures(asked, now=NOW)
    page = client_of(amina).get(f"/surveys/{asked.pk}/drivers/")

    assert "Not yours to see" in page.text
    assert 'id="drivers"' not in page.text


def test_who_works_in_the_unit_has_them_computed(survey, amina, client_of):
    asked = survey()
    client = client_of(amina)
    page = client.get(f"/surveys/{asked.pk}/drivers/")
    assert "Compute" in page.text
    plan = {"outcome": asked.questions.get(wording="Would you recommend us?").pk}
    assert client.post(f"/surveys/{asked.pk}/drivers/plan/", plan).status_code == 302
    assert "Computing figures" in client.get(f"/surveys/{asked.pk}/drivers/").text
    compute_figures(asked, now=NOW)
    with CaptureQueriesContext(connection) as asked_for:
        page = client.get(f"/surveys/{asked.pk}/drivers/")
    assert "What goes along with “Would you recommend us?”, over 120 complete sheets" in page.text
    assert len(asked_for) <= 20
    answer = client.post(f"/surveys/{asked.pk}/drivers/plan/", {"outcome": "999999"})
    assert answer.status_code == 422


def test_who_only_looks_computes_nothing(survey, amina, actor_of):
    asked = survey()
    amina.memberships.update(level=Level.VIEW)
    with pytest.raises(NotAllowed):
        ask_for_figures(asked, actor=actor_of(amina), now=NOW)
    assert not FigureRun.objects.exists()


def test_themes_are_of_ten_remarks_and_of_five_people(sales):
    asked = make_survey(sales)
    why = make_question(asked, "text", code="why", wording="Why?", scale_low=None, scale_high=None)
    for place in range(12):
        words = f"Delivery came late on day {place}" if place < 6 else f"All was fine for me {place}"
        Answer.objects.create(response=sheet(asked, {}), question=why, text=words)
    compute_figures(asked, now=NOW)
    [language] = figure(asked, Kind.THEMES, "why")["languages"]

    assert {row["words"]: row["people"] for row in language["rows"]}["delivery came"] == 6
