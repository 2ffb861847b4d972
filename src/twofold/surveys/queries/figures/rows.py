"""The sheets that deeper figures are computed from. Only workers call this; what comes back is about single people."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from twofold.surveys.models import Answer, Question, Remark, Response
from twofold.surveys.queries.figures.scopes import Scope

REASON = "figures over all who answered, told by the rules of disclosure"

Row = dict[str, int]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its number answers by code of question, and what it speaks of."""

    unit_id: int
    invitation_id: int | None
    numbers: Row


def sheets_of(scope: Scope, questions: Collection[Question]) -> list[Sheet]:
    """The sheets of a scope with their answers to questions on a scale, in two queries; blanks are missing."""
    codes = {question.pk: question.code for question in questions if question.scale_low is not None}
    numbers: dict[int, Row] = defaultdict(dict)
    found = Answer.objects.filter(_within(scope), question_id__in=codes, number__isnull=False).order_by()
    for sheet, question, number in found.values_list("response_id", "question_id", "number").iterator():
        numbers[sheet][codes[question]] = number
    sheets = _responses(scope).order_by("pk")
    fields = ("pk", "invitation__party_id", "unit_id", "invitation_id")
    found = [
        (pk, person, Sheet(unit, invitation, numbers[pk]))
        for pk, person, unit, invitation in sheets.values_list(*fields)
    ]
    return _one_each(found) if scope.is_protected else [sheet for _pk, _person, sheet in found]


def remarks_of(scope: Scope, question: Question) -> list[tuple[str, str]]:
    """Remarks with the language of their sheet; of protected answers only what was released, in the survey's first language."""
    if scope.is_protected:
        language = (scope.survey.languages or ["en"])[0]
        released = Remark.objects.filter(group__wave=scope.wave, question=question)
        return [(text, language) for text in released.order_by("pk").values_list("text", flat=True)]
    written = Answer.objects.filter(_within(scope), question=question).exclude(text="")
    first = (scope.survey.languages or ["en"])[0]
    return [
        (text, language or first)
        for text, language in written.order_by("pk").values_list("text", "response__language")
    ]


def column(sheets: Sequence[Sheet], code: str) -> list[int | None]:
    """One question's answers in the order of the sheets."""
    return [sheet.numbers.get(code) for sheet in sheets]


def _one_each(found: Sequence[tuple[int, int | None, Sheet]]) -> list[Sheet]:
    """The last sheet of each person, so that as many sheets are as many people."""
    return list({person or -pk: sheet for pk, person, sheet in found}.values())


def _responses(scope: Scope) -> QuerySet[Response]:
    """The sheets; of a protected round without those from nobody in particular, and from people added for its sake."""
    sheets = Response.objects.system(REASON).filter(survey=scope.survey)
    if not scope.wave:
        return sheets
    in_it = sheets.filter(wave=scope.wave)
    return in_it.filter(invitation__counts=True) if scope.is_protected else in_it


def _within(scope: Scope) -> Q:
    within = Q(response__survey=scope.survey)
    return within & Q(response__wave=scope.wave) if scope.wave else within
