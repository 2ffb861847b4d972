"""Results as tables to take away, through the gate: told totals of any survey, and sheets of named ones of outside customers."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _

from twofold.core.access import get_visible
from twofold.core.errors import NotVisible
from twofold.core.plates import Asked, Extract, ExtractTable
from twofold.core.plates.exports import Cell
from twofold.surveys.models import Option, Question, Survey, Wave
from twofold.surveys.queries.disclosure import Telling, telling_of
from twofold.surveys.queries.disclosure.sheets import sheet_cells, sheets_to_take_away
from twofold.surveys.queries.disclosure.tables import told_tables
from twofold.surveys.queries.disclosure.told import Told, ToldGroup


def told_totals(asked: Asked, pk: int, said: Mapping[str, str]) -> ExtractTable:
    """One line for each group, question and answer, of all groups that the asker may see.

    :param said: ``round``: which one; without, all of what is told live, or the newest released
    :raises NotVisible: if the actor may not see the survey
    """
    survey = get_visible(Survey, asked.actor, pk)
    questions = list(Question.objects.filter(survey=survey).order_by("position", "pk"))
    wave = _wave(survey, said)
    groups = told_tables(asked.actor, survey, wave, questions=questions)
    rows = list(_total_rows(questions, groups))
    return ExtractTable(_stem(survey, wave), survey.unit_id, _total_heads(), len(rows), lambda: iter(rows))


def named_answers(asked: Asked, pk: int, said: Mapping[str, str]) -> ExtractTable:
    """One line for each sheet that the asker may see, one column for each question: zero is 0, and a blank is blank.

    :raises NotVisible: if the actor may not see the survey, or nobody may see single sheets of it
    """
    survey = get_visible(Survey, asked.actor, pk)
    if telling_of(survey) is not Telling.LIVE:
        raise NotVisible
    wave = _wave(survey, said)
    questions = list(Question.objects.filter(survey=survey).order_by("position", "pk"))
    sheets = sheets_to_take_away(asked.actor, survey, wave)
    heads = map(str, (_("Sheet"), _("Answered at"), _("Unit"), _("Customer"), _("Round"), _("Language")))
    codes = [question.code for question in questions]
    ids = [question.pk for question in questions]
    return ExtractTable(
        f"{_stem(survey, wave)}-answers",
        survey.unit_id,
        [*heads, *codes],
        sheets.count(),
        lambda: (sheet_cells(sheet, ids) for sheet in sheets.iterator(1_000)),
    )


def _total_heads() -> list[str]:
    group = (_("Group"), _("Sheets"), _("Question"), _("Wording"))
    return list(map(str, (*group, _("Answered"), _("Mean"), _("Answer"), _("Label"), _("Times"))))


def _total_rows(questions: Sequence[Question], groups: Sequence[ToldGroup]) -> Iterator[Sequence[Cell]]:
    labels: dict[int, dict[int, str]] = {}
    for option in Option.objects.filter(question__in=questions).order_by("pk"):
        labels.setdefault(option.question_id, {})[option.value] = option.label
    for group in groups:
        for question in questions:
            told = group.answers.get(question.pk)
            if told is not None:
                begin = (group.label, group.n, question.code, question.in_general, told.n, mean_cell(told))
                for value, n in (told.counts or {None: None}).items():
                    yield (*begin, value, labels.get(question.pk, {}).get(value), n)


def mean_cell(told: Told) -> str | None:
    """A mean as it is told: a number, or the side of a step on which it lies."""
    if told.at_most is not None:
        return f"≤ {told.at_most:g}"
    if told.at_least is not None:
        return f"≥ {told.at_least:g}"
    return None if told.mean is None else f"{told.mean:g}"


def _wave(survey: Survey, said: Mapping[str, str]) -> Wave | None:
    number = said.get("round", "")
    asked = survey.waves.filter(number=number).first() if number.isdecimal() and len(number) < 6 else None
    if asked or telling_of(survey) is not Telling.RELEASED:
        return asked
    return survey.waves.filter(state=Wave.State.RELEASED).order_by("-number").first()


def _stem(survey: Survey, wave: Wave | None) -> str:
    name = slugify(survey.name)[:80] or str(survey.pk)
    return f"{name}-{wave.number}" if wave else name


EXTRACTS = (Extract("survey-totals", told_totals), Extract("survey-answers", named_answers))
