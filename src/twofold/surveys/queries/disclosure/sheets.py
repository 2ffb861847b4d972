"""Named sheets of outside customers, one by one, behind the gate of whoever asks. No other sheet is ever handed out."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from twofold.core.actor import Actor
from twofold.core.plates.exports import Cell
from twofold.surveys.models import Answer, Pick, Question, Response, Survey, Wave
from twofold.surveys.queries.disclosure.told import ToldRemarks

DIFFERENT_WORDS, SHOWN_WORDS, NEWEST = 12, 20, 200


def sheets_of_party(actor: Actor, party_ids: Sequence[int]) -> QuerySet[Response]:
    """What a party answered by name, as far as the actor may see it, newest first, with the answers."""
    sheets = Response.objects.visible_to(actor).filter(relationship__customer_id__in=party_ids)
    return (
        sheets.select_related("survey", "unit__party")
        .prefetch_related(_answers())
        .order_by("-answered_at", "-pk")
    )


def sheets_to_take_away(actor: Actor, survey: Survey, wave: Wave | None = None) -> QuerySet[Response]:
    """The sheets of a survey that the actor may see one by one, oldest first, with answers and what was chosen."""
    sheets = Response.objects.visible_to(actor).filter(survey=survey)
    if wave is not None:
        sheets = sheets.filter(wave=wave)
    return (
        sheets.select_related("unit__party", "wave", "relationship__customer")
        .prefetch_related(_answers(Prefetch("picks", Pick.objects.order_by("place", "value"))))
        .order_by("pk")
    )


def words_of_sheets(
    actor: Actor, survey: Survey, questions: Sequence[Question], wave: Wave | None = None
) -> dict[int, ToldRemarks]:
    """Question → its newest words; how often each was written, if they are few different ones."""
    if not questions:
        return {}
    seen = Response.objects.visible_to(actor).filter(survey=survey)
    of_it = seen if wave is None else seen.filter(wave=wave)
    newest = list(of_it.order_by("-answered_at", "-pk").values_list("pk", flat=True)[:NEWEST])
    written = Answer.objects.filter(response_id__in=newest, question__in=questions).exclude(text="")
    texts: dict[int, list[str]] = {}
    for question, text in written.order_by("-response__answered_at", "-pk").values_list(
        "question_id", "text"
    ):
        texts.setdefault(question, []).append(text)
    return {question: ToldRemarks(None, [("", _words(found))]) for question, found in texts.items()}


def sheet_cells(sheet: Response, question_ids: Sequence[int]) -> list[Cell]:
    """A sheet that `sheets_to_take_away` handed out, as a line of a table."""
    given = {answer.question_id: answer for answer in sheet.answers.all()}
    customer = sheet.relationship.customer.name if sheet.relationship else None
    return [
        sheet.pk,
        sheet.answered_at.isoformat(timespec="seconds"),
        sheet.unit.party.name,
        customer,
        str(sheet.wave) if sheet.wave else None,
        sheet.language or None,
        *(_cell(given.get(question)) for question in question_ids),
    ]


def plain_answers(sheet: Response) -> dict[str, int | str]:
    """Code of the question → what was given on a sheet that `sheets_to_take_away` handed out; blanks are missing."""
    given = {answer.question.code: _cell(answer) for answer in sheet.answers.all()}
    return {
        code: cell if isinstance(cell, int) else str(cell) for code, cell in given.items() if cell is not None
    }


def _cell(answer: Answer | None) -> Cell:
    """What was given: a number (zero as 0), an amount, a day, words, or what was chosen; None for a blank."""
    if answer is None:
        return None
    plain = (answer.number, answer.amount, answer.day)
    chosen = "; ".join(str(pick.value) for pick in answer.picks.all())
    return next((one for one in plain if one is not None), answer.text or chosen or answer.file_name or None)


def _words(texts: Sequence[str]) -> list[tuple[str, int]]:
    often = Counter(texts)
    if len(often) <= DIFFERENT_WORDS:
        return sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
    return list(Counter(texts[:SHOWN_WORDS]).items())


def _answers(*more: Prefetch) -> Prefetch:
    answers = Answer.objects.select_related("question").order_by("question__position", "question_id")
    return Prefetch("answers", answers.prefetch_related(*more))
