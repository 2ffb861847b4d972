"""What programs get of surveys."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from twofold.core.api.fields import Given, Listed, Named, Paged, Told
from twofold.surveys.models import Question, Survey, Wave
from twofold.surveys.queries.disclosure.told import Told as ToldAnswer
from twofold.surveys.queries.disclosure.told import ToldGroup

RoundNumber = Annotated[int, Field(ge=1, le=32_767)]


class SurveyFilters(Paged):
    """What narrows the list of surveys."""

    side: Literal["", "internal", "external"] = ""


class RoundFilter(Given):
    """Of which round; without, all that is told live, or the newest released."""

    round: RoundNumber | None = None


class SheetFilters(Paged):
    """Of which round; without, of all."""

    round: RoundNumber | None = None


class ToldQuestion(Told):
    """A question: what it is called in results, how it is put, and its scale."""

    code: str
    wording: str
    instrument: str
    low: int | None
    high: int | None
    options: dict[int, str]

    @classmethod
    def of(cls, question: Question) -> "ToldQuestion":
        return cls(
            code=question.code,
            wording=question.wording,
            instrument=question.instrument,
            low=question.scale_low,
            high=question.scale_high,
            options={option.value: option.label for option in question.options.all()},
        )


class ToldSurvey(Told):
    """A survey. Only of those told live are there single answers."""

    id: int
    name: str
    unit: Named
    side: str
    mode: str
    state: str
    told: Literal["live", "released", "whole"]
    least_group: int
    created_at: datetime

    @classmethod
    def of(cls, survey: Survey, told: str) -> "ToldSurvey":
        return cls(
            id=survey.pk,
            name=survey.name,
            unit=Named(id=survey.unit_id, name=survey.unit.party.name),
            side=survey.side,
            mode=survey.mode,
            state=survey.state,
            told=told,
            least_group=survey.least_group,
            created_at=survey.created_at,
        )


class SurveyList(Listed):
    """A page of surveys."""

    items: list[ToldSurvey]


class ToldSurveyRound(Told):
    """A round: results are told once it is released."""

    number: int
    name: str
    state: str
    opens_at: datetime
    closes_at: datetime | None
    asked: int

    @classmethod
    def of(cls, wave: Wave) -> "ToldSurveyRound":
        return cls(
            number=wave.number,
            name=wave.name,
            state=wave.state,
            opens_at=wave.opens_at,
            closes_at=wave.closes_at,
            asked=wave.invited_count,
        )


class RoundList(Listed):
    """The rounds of a survey."""

    items: list[ToldSurveyRound]


class ToldResult(Told):
    """What is told of a question in a group: counts where they may be told, else a mean, or on which side of a step it lies."""

    n: int
    counts: dict[int, int] | None
    mean: float | None
    at_most: float | None
    at_least: float | None

    @classmethod
    def of(cls, told: ToldAnswer) -> "ToldResult":
        return cls(n=told.n, counts=told.counts, mean=told.mean, at_most=told.at_most, at_least=told.at_least)


class ToldResultGroup(Told):
    """A group, with its results by the code of the question."""

    label: str
    n: int
    is_merged: bool
    results: dict[str, ToldResult]

    @classmethod
    def of(cls, group: ToldGroup, codes: dict[int, str]) -> "ToldResultGroup":
        return cls(
            label=group.label,
            n=group.n,
            is_merged=group.is_merged,
            results={codes[pk]: ToldResult.of(told) for pk, told in group.answers.items() if pk in codes},
        )


class SurveyResults(Told):
    """Everyone first, then every group that the caller may see; empty where too few answered or nothing may be told yet."""

    round: int | None
    questions: list[ToldQuestion]
    groups: list[ToldResultGroup]


class ToldSheet(Told):
    """A named sheet: answers by the code of the question; zero is 0, and what was left blank is missing."""

    id: int
    answered_at: datetime
    unit: Named
    customer: Named | None
    round: int | None
    language: str
    answers: dict[str, int | str]


class SheetList(Listed):
    """A page of named sheets."""

    items: list[ToldSheet]
