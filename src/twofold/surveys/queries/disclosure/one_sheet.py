"""One named sheet, for whoever may see it or acts for its unit by the survey's own rule. Callers have asked the gate."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twofold.surveys.models import Answer, Option, Pick, Question, Response
from twofold.surveys.questionnaire.piping import PLACE


@dataclass(frozen=True)
class Said:
    """One question and what was answered.

    :param file_of: id of the answer, where it is a file
    """

    wording: str
    answer: str
    file_of: int | None = None

    def __str__(self) -> str:
        mark = "" if self.wording.endswith(("?", "!", ":")) else ":"
        return f"{self.wording.removesuffix('.')}{mark} {self.answer}"


def number_given(response: Response, question_id: int) -> int | None:
    """What was answered on a scale; None where it was left out, for a blank is no zero."""
    given = Answer.objects.filter(response=response, question_id=question_id)
    return given.values_list("number", flat=True).first()


def all_numbers_given(
    response_ids: Collection[int], question_ids: Collection[int]
) -> Mapping[tuple[int, int], int]:
    """Sheet and question → what was answered on its scale, where it was."""
    given = Answer.objects.filter(
        response_id__in=response_ids, question_id__in=question_ids, number__isnull=False
    )
    rows = given.values_list("response_id", "question_id", "number")
    return {(sheet, question): number for sheet, question, number in rows}


def said_on(response: Response) -> Sequence[Said]:
    """Every answer of a sheet in words, in the order of the questionnaire."""
    answers = list(
        Answer.objects.filter(response=response)
        .select_related("question")
        .order_by("question__position", "question_id")
    )
    picks: dict[int, list[int]] = {}
    for answer, value in (
        Pick.objects.filter(answer__in=answers).order_by("place", "value").values_list("answer_id", "value")
    ):
        picks.setdefault(answer, []).append(value)
    labels = _labels(answer.question_id for answer in answers)
    names = _names(response)
    return [
        Said(
            PLACE.sub(lambda place: names.get(place[1], "…"), one.question.wording),
            words,
            one.pk if one.file_id else None,
        )
        for one in answers
        if (words := _words(one, picks, labels))
    ]


def file_on(response: Response, answer_id: int) -> Answer | None:
    """The answer of a sheet that is a file."""
    files = Answer.objects.filter(response=response, pk=answer_id, file__isnull=False)
    return files.select_related("file").first()


def _names(response: Response) -> Mapping[str, str]:
    """What stands in the wording for the unit and the case that the sheet is about."""
    names = {"unit": response.unit.party.name}
    if response.invitation_id and response.invitation.subject_id:
        names["case"] = f"#{response.invitation.subject_id}"
    return names


def _labels(question_ids: Iterable[int]) -> Mapping[tuple[int, int], str]:
    options = Option.objects.filter(question_id__in=list(question_ids))
    return {
        (question, value): label
        for question, value, label in options.values_list("question_id", "value", "label")
    }


def _words(answer: Answer, picks: Mapping[int, Sequence[int]], labels: Mapping[tuple[int, int], str]) -> str:
    question = answer.question
    if answer.pk in picks:
        return ", ".join(labels.get((question.pk, value), str(value)) for value in picks[answer.pk])
    if answer.number is not None:
        return _on_scale(question, answer.number, labels.get((question.pk, answer.number), ""))
    if answer.amount is not None:
        return f"{answer.amount.normalize():f}"
    if answer.day is not None:
        return answer.day.isoformat()
    return answer.text or answer.file_name or (_("a file") if answer.file_id else "")


def _on_scale(question: Question, given: int, label: str) -> str:
    if question.scale_high is None:
        return label or str(given)
    of = _("%(answer)s of %(high)s") % {"answer": given, "high": question.scale_high}
    return f"{of} ({label})" if label else of
