"""Removing again the cases and steps that an import has brought in."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F, Model, Q
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.conversations.models import Note
from twofold.core.plates import Imported
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.search.actions.index import unindex

REASON = "an import is taken back, and has asked for each row whether it may go"
PARTS: tuple[tuple[type[Model], str], ...] = ((CaseStep, "case_id"), (CaseParty, "case_id"))


def remove_cases(ids: Sequence[int], now: datetime) -> None:
    """Remove cases with their steps and participants."""
    Case.objects.system(REASON).filter(parent__in=among(ids)).update(parent=None)
    for model, column in (*PARTS, (Case, "pk")):
        rows = every_row(model, REASON).filter(**{f"{column}__in": among(ids)})
        rows._raw_delete(rows.db)
    unindex("case", ids)


def remove_steps(ids: Sequence[int], now: datetime) -> None:
    """Remove steps of cases that were there before."""
    rows = CaseStep.objects.system(REASON).filter(pk__in=among(ids))
    rows._raw_delete(rows.db)


def with_notes(ids: Sequence[int]) -> Iterable[int]:
    """Cases about which somebody has written a note."""
    notes = Note.objects.system(REASON).filter(subject_kind="cases.case", subject_id__in=among(ids))
    return notes.values_list("subject_id", flat=True)


IMPORTED = (
    Imported(CaseStep, _("Steps of cases"), remove_steps, apart=Q(case__import_run_id=F("import_run_id"))),
    Imported(Case, _("Cases"), remove_cases, parts=PARTS, touched=with_notes),
)
