"""The results of a survey, as far as it lets them be told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.access import get_visible
from twofold.surveys.models import Question, Survey
from twofold.surveys.queries.disclosure import Telling
from twofold.surveys.queries.figures.shown import gaps_are_stored
from twofold.surveys.queries.results.page import Results, results_of
from twofold.surveys.web.surveys.drawing import figure_card, gap_chart, guess_line, rate_card
from twofold.surveys.web.surveys.drawing_courses import drawn_course
from twofold.surveys.web.surveys.drawing_groups import drawn_table
from twofold.surveys.web.surveys.drawing_questions import drawn_questions
from twofold.surveys.web.surveys.tabs import survey_head


@require_GET
def survey_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Score, course, groups and words of one survey, of the round and by the cut that are asked for."""
    survey = get_visible(Survey, request.actor, pk, joined=("unit__party",))
    has_gaps = gaps_are_stored(survey)
    results = results_of(
        request.actor,
        survey,
        round_number=request.GET.get("round", ""),
        cut=request.GET.get("by", ""),
        with_gaps=not has_gaps,
    )
    questions = drawn_questions(results)
    context = survey_head(request, survey, "results") | {
        "results": results,
        "told": results.told,
        "has_gaps": has_gaps,
        "figures": _figures(results),
        "questions": questions,
        "unanswered": [one for one in questions if not one.reading.figure.n],
        "courses": [drawn_course(course) for course in results.courses.values()],
        "table": drawn_table(results),
        "remarks": [(q, results.remarks[q.pk]) for q in results.questions if q.pk in results.remarks],
        "merged": [group for group in results.told.groups if group.is_merged],
        "gap_chart": gap_chart(results.gaps) if results.gaps else None,
        "asks_for_words": any(
            question.instrument == Question.Instrument.TEXT for question in results.questions
        ),
        "guessed": guess_line(results.guessed) if results.guessed else "",
        "rounds": _rounds(results),
        "round": str(results.told.wave.number) if results.told.wave else "",
    }
    return render(request, "surveys/web/surveys/survey_detail.html", context)


def _figures(results: Results) -> list:
    """How many took part, then the questions of a typed instrument."""
    rate = rate_card(results.participated)
    scores = results.scores if results.told.everyone else []
    cards = [figure_card(question, reading, results.survey.side) for question, reading in scores]
    return [rate, *cards] if rate else cards


def _rounds(results: Results) -> list[tuple[str, str]]:
    """What one can choose between: nothing where there is one round only."""
    rounds = [
        (
            str(wave.number),
            str(wave) if wave.state == wave.State.RELEASED else f"{wave} · {wave.get_state_display()}",
        )
        for wave in results.waves
        if wave.state != wave.State.PLANNED
    ]
    if results.telling is Telling.LIVE and rounds:
        return [("", _("All rounds")), *rounds]
    return rounds if len(rounds) > 1 else []
