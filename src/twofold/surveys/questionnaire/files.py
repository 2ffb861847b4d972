"""A survey as a file: its questionnaire and what it promises, without a single answer. docs/surveys.md describes the format."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.core.errors import BadInput
from twofold.surveys.questionnaire.documents import document_of
from twofold.surveys.questionnaire.form import Form
from twofold.surveys.questionnaire.languages import missing
from twofold.surveys.questionnaire.reading import read_form
from twofold.surveys.questionnaire.reading_parts import mapping_of

FORMAT, VERSION = "twofold.survey", 1
LARGEST = 500_000
"""Characters; a questionnaire of 300 questions in four languages has about 200,000."""


@dataclass(frozen=True)
class SurveyFile:
    """What a file holds.

    :param notes: sentences about what will not come as it was
    """

    name: str
    side: str
    mode: str
    least_group: int
    lenses: Mapping[str, Any]
    form: Form
    notes: tuple[str, ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The questionnaire, to be begun with."""
        return document_of(self.form)


def written_file(kept: SurveyFile) -> str:
    """The file as text."""
    said = {
        "format": FORMAT,
        "format_version": VERSION,
        "name": kept.name,
        "side": kept.side,
        "mode": kept.mode,
        "least_group": kept.least_group,
        "lenses": dict(kept.lenses),
        "questionnaire": kept.document,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def read_file(text: str) -> SurveyFile:
    """What a file holds.

    :raises BadInput: in words, if it is no such file, a newer one, or its questionnaire cannot be read
    """
    if len(text) > LARGEST:
        raise BadInput(
            _("This file is longer than %(most)s characters, which no questionnaire is.") % {"most": LARGEST}
        )
    try:
        said = json.loads(text)
        _require_words(said)
    except (ValueError, RecursionError):
        raise BadInput(_("This is not a survey’s file: it cannot be read as JSON.")) from None
    said = mapping_of(said, _("The file"))
    if said.get("format") != FORMAT:
        raise BadInput(
            _("This is not a survey’s file: it does not say that its format is “%(format)s”.")
            % {"format": FORMAT}
        )
    if said.get("format_version") != VERSION:
        raise BadInput(
            _("This file is of format version %(theirs)s, and version %(ours)s is what can be read here.")
            % {"theirs": str(said.get("format_version"))[:20], "ours": VERSION}
        )
    document = mapping_of(said.get("questionnaire"), _("The questionnaire"))
    try:
        left_out = _without_units(document)
    except (AttributeError, TypeError):
        raise BadInput(
            _("The questionnaire cannot be read: its pages are not of the form they should have.")
        ) from None
    form = read_form(document)
    least = said.get("least_group")
    return SurveyFile(
        name=str(said.get("name") or "")[:200],
        side=str(said.get("side") or ""),
        mode=str(said.get("mode") or ""),
        least_group=least if isinstance(least, int) and not isinstance(least, bool) else 5,
        lenses=said["lenses"] if isinstance(said.get("lenses"), dict) else {},
        form=form,
        notes=tuple(_notes(form, left_out)),
    )


def _require_words(said: Any) -> None:
    """Refuse what no database keeps as text, NUL and halves of characters, wherever it stands.

    :raises ValueError: if it does
    """
    if isinstance(said, str) and b"\x00" in said.encode():  # which fails for half a character
        raise ValueError("NUL")
    for part in [*said, *said.values()] if isinstance(said, dict) else said if isinstance(said, list) else ():
        _require_words(part)


def _without_units(document: Mapping[str, Any]) -> int:
    """Leave out for which units something is: they are numbered otherwise elsewhere.

    :returns: how many conditions that were
    """
    left_out = 0
    for page in document.get("pages") or ():
        for holder in (page, *(page.get("blocks") or ())):
            for conditions in (holder.get("show_if") or {}).values():
                kept = [one for one in conditions if one.get("about") != "unit"]
                left_out += len(conditions) - len(kept)
                conditions[:] = kept
            if not any((holder.get("show_if") or {}).values()):
                holder.pop("show_if", None)
    return left_out


def _notes(form: Form, left_out: int) -> list[str]:
    notes = []
    if left_out:
        notes.append(
            ngettext(
                "%(n)s page or question was for some units only. Units are other ones here: say anew for whom it is.",
                "%(n)s pages or questions were for some units only. Units are other ones here: say anew for whom they are.",
                left_out,
            )
            % {"n": left_out}
        )
    for language in form.languages[1:]:
        if n := missing(document_of(form), language):
            notes.append(_("%(n)s texts are not in “%(language)s” yet.") % {"n": n, "language": language})
    return notes
