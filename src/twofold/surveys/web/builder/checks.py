"""What is looked at before a survey goes out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.core.errors import DomainError
from twofold.surveys.actions.drafting import written
from twofold.surveys.actions.reach import require_tellable
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire import Form, read_form
from twofold.surveys.questionnaire.form import Belonging
from twofold.surveys.questionnaire.languages import missing, name_of
from twofold.surveys.questionnaire.piping import PLACE
from twofold.surveys.questionnaire.rotation import rounds_until_all
from twofold.surveys.web.builder.drawing import NAMES

ICONS = {"good": "circle-check", "warn": "alert-triangle", "bad": "circle-x", "info": "info-circle"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    :param tone: ``good``, ``warn``, ``bad`` or ``info``; with a bad one it does not go out
    """

    tone: str
    sentence: str

    @property
    def icon(self) -> str:
        """How its tone is drawn."""
        return ICONS[self.tone]


def checks(survey: Survey) -> Iterator[Check]:
    """What was looked at, the grave first."""
    document = written(survey)
    try:
        form = read_form(document)
        if survey.mode == Survey.Mode.ANONYMOUS:
            require_tellable(form)
    except DomainError as refusal:
        yield Check("bad", str(refusal))
        return
    n = len(list(form.blocks))
    yield Check(
        "good",
        ngettext(
            "%(n)s question, and all of it can be read.", "%(n)s questions, and all of them can be read.", n
        )
        % {"n": n},
    )
    for language in form.languages[1:]:
        yield _translated(missing(document, language), name_of(language))
    yield from _about_logic(form)
    yield from _about_places(survey, form)
    if survey.mode == Survey.Mode.NAMED:  # others have no kiosks
        yield from _about_files(form)
    if not any(block.is_required for block in form.blocks):
        yield Check("info", _("No question needs an answer: an empty sheet can be sent."))
    for page in form.pages:
        if page.turns:
            yield Check(
                "info",
                _(
                    "%(turns)s of %(all)s questions take turns each round: all are asked within %(rounds)s rounds."
                )
                % {"turns": page.turns, "all": len(page.blocks), "rounds": rounds_until_all(page)},
            )


def _translated(untranslated: int, language: str) -> Check:
    if not untranslated:
        return Check("good", _("%(language)s is complete.") % {"language": language})
    return Check(
        "warn",
        ngettext(
            "%(n)s text is not in %(language)s yet: it is shown in the first language.",
            "%(n)s texts are not in %(language)s yet: they are shown in the first language.",
            untranslated,
        )
        % {"n": untranslated, "language": language},
    )


def _about_logic(form: Form) -> Iterator[Check]:
    rules = [
        rule for page in form.pages for rule in (page.show_if, *(block.show_if for block in page.blocks))
    ]
    if any(rule.conditions for rule in rules):
        yield Check("good", _("Every condition looks back to a question that can be answered so."))
    if any(isinstance(one, Belonging) for rule in rules for one in rule.conditions):
        yield Check(
            "info",
            _(
                "Some of it is for some people only. When the round begins, it is refused if fewer than the least group reach it."
            ),
        )


def _about_files(form: Form) -> Iterator[Check]:
    """What a kiosk cannot ask."""
    n = len(form.file_blocks)
    if form.needs_file:
        yield Check("warn", _("It needs a file, and kiosks take none: it cannot be asked on one."))
    elif n:
        yield Check(
            "warn",
            ngettext(
                "%(n)s question asks for a file, and is not shown on kiosks.",
                "%(n)s questions ask for files, and are not shown on kiosks.",
                n,
            )
            % {"n": n},
        )


def _about_places(survey: Survey, form: Form) -> Iterator[Check]:
    """Places in words for which nothing will stand."""
    known = set(form.block_of) | (set() if survey.mode == Survey.Mode.ANONYMOUS else set(NAMES))
    said = (words for block in form.blocks for words in (block.wording, block.help))
    for place in sorted(
        {found for words in said for text in words.values() for found in PLACE.findall(text)}
    ):
        if place not in known:
            yield Check(
                "warn",
                _("“{%(place)s}” in the words of a question stands for nothing here: respondents see a gap.")
                % {"place": place},
            )
