"""Surveys and what is told of them. Of protected ones there are totals and nothing else."""

from django.http import HttpRequest
from ninja import Query

from twofold.core.access import get_visible, visible_list
from twofold.core.api.fields import Id, Named
from twofold.core.api.router import Router
from twofold.core.errors import NotVisible
from twofold.core.paging import keyset_page
from twofold.surveys.api.schemas import (
    RoundFilter,
    RoundList,
    SheetFilters,
    SheetList,
    SurveyFilters,
    SurveyList,
    SurveyResults,
    ToldQuestion,
    ToldResultGroup,
    ToldSheet,
    ToldSurvey,
    ToldSurveyRound,
)
from twofold.surveys.models import Question, Survey, Wave
from twofold.surveys.queries.disclosure import Telling, telling_of
from twofold.surveys.queries.disclosure.sheets import plain_answers, sheets_to_take_away
from twofold.surveys.queries.disclosure.tables import told_tables

router = Router("surveys")


@router.get("/surveys", response=SurveyList)
def list_surveys(request: HttpRequest, filters: Query[SurveyFilters]) -> SurveyList:
    """The surveys that one's units ask, and those that told totals about a unit one leads; the newest first."""
    rows = visible_list(Survey, request.actor).select_related("unit__party")
    rows = rows.filter(side=filters.side) if filters.side else rows
    order = ("created_at", "pk")
    page = keyset_page(rows, order=order, token=filters.after, descending=True, size=filters.limit)
    items = [ToldSurvey.of(row, telling_of(row)) for row in page.rows]
    return SurveyList(items=items, after=page.after or None)


@router.get("/surveys/{int:pk}", response=ToldSurvey)
def read_survey(request: HttpRequest, pk: Id) -> ToldSurvey:
    """One survey."""
    survey = get_visible(Survey, request.actor, pk)
    return ToldSurvey.of(survey, telling_of(survey))


@router.get("/surveys/{int:pk}/rounds", response=RoundList)
def list_survey_rounds(request: HttpRequest, pk: Id) -> RoundList:
    """The rounds of a survey, the newest first."""
    survey = get_visible(Survey, request.actor, pk)
    waves = survey.waves.order_by("-number")
    return RoundList(items=[ToldSurveyRound.of(wave) for wave in waves], after=None)


@router.get("/surveys/{int:pk}/results", response=SurveyResults)
def read_survey_results(request: HttpRequest, pk: Id, filters: Query[RoundFilter]) -> SurveyResults:
    """What may be told of a survey, as its page tells it.

    Of protected surveys these are the released totals of groups, the same for everyone, of which each sees those of their units.
    """
    survey = get_visible(Survey, request.actor, pk)
    wave = _wave(survey, filters.round)
    questions = list(
        Question.objects.filter(survey=survey).prefetch_related("options").order_by("position", "pk")
    )
    codes = {question.pk: question.code for question in questions}
    groups = told_tables(request.actor, survey, wave, questions=questions)
    return SurveyResults(
        round=wave.number if wave else None,
        questions=[ToldQuestion.of(question) for question in questions],
        groups=[ToldResultGroup.of(group, codes) for group in groups],
    )


@router.get("/surveys/{int:pk}/answers", response=SheetList)
def list_survey_answers(request: HttpRequest, pk: Id, filters: Query[SheetFilters]) -> SheetList:
    """Named sheets of outside customers about one's units, one by one.

    Of every other survey there are none, and the answer is the same as for a survey that does not exist.
    """
    survey = get_visible(Survey, request.actor, pk)
    if telling_of(survey) is not Telling.LIVE:
        raise NotVisible
    wave = _wave(survey, filters.round)
    sheets = sheets_to_take_away(request.actor, survey, wave)
    page = keyset_page(sheets, order=("pk",), token=filters.after, size=filters.limit)
    return SheetList(items=[_sheet(sheet) for sheet in page.rows], after=page.after or None)


def _sheet(sheet) -> ToldSheet:
    customer = sheet.relationship.customer if sheet.relationship else None
    return ToldSheet(
        id=sheet.pk,
        answered_at=sheet.answered_at,
        unit=Named(id=sheet.unit_id, name=sheet.unit.party.name),
        customer=Named(id=customer.pk, name=customer.name) if customer else None,
        round=sheet.wave.number if sheet.wave else None,
        language=sheet.language,
        answers=plain_answers(sheet),
    )


def _wave(survey: Survey, number: int | None) -> Wave | None:
    """The round that is asked for; without a number, the newest of which totals are told."""
    if number is not None:
        wave = survey.waves.filter(number=number).first()
        if wave is None:
            raise NotVisible
        return wave
    if telling_of(survey) is not Telling.RELEASED:
        return None
    return survey.waves.filter(state=Wave.State.RELEASED).order_by("-number").first()
