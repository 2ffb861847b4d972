"""Named answers as rows of a party's timeline."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.plates import TimelineRow
from twofold.surveys.models import Question
from twofold.surveys.queries.disclosure.sheets import sheets_of_party

if TYPE_CHECKING:
    from twofold.surveys.models import Answer

SHOWN = 3


def sheet_rows(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """What a party answered, through the gate: confidential sheets and those of colleagues are on no timeline."""
    sheets = sheets_of_party(actor, party_ids)
    if before:
        sheets = sheets.filter(answered_at__lt=before)
    return [
        TimelineRow(
            at=sheet.answered_at,
            key=f"response-{sheet.pk:020d}",
            icon="clipboard-check",
            title=_("Answered “%(survey)s”") % {"survey": sheet.survey.name},
            body="; ".join(in_words(answer) for answer in list(sheet.answers.all())[:SHOWN]),
            url=reverse("surveys:survey-detail", args=(sheet.survey_id,)),
            unit_id=sheet.unit_id,
            side=sheet.survey.side,
        )
        for sheet in sheets[:limit]
    ]


def in_words(answer: "Answer") -> str:
    """An answer with its question."""
    question = answer.question
    if question.instrument == Question.Instrument.TEXT:
        return f"{_asked(question.wording)} {answer.text}"
    return _("%(question)s %(answer)s of %(high)s") % {
        "question": _asked(question.wording),
        "answer": answer.number,
        "high": question.scale_high,
    }


def _asked(wording: str) -> str:
    """A question before its answer: with a colon, unless it ends with a mark of its own."""
    return wording if wording.endswith(("?", "!", ":")) else f"{wording.removesuffix('.')}:"
