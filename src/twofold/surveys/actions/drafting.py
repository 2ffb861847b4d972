"""Writing a questionnaire act by act: each is kept at once, in a draft that nobody is asked by yet."""

from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.surveys.actions.questionnaires import current_version, draft_of
from twofold.surveys.models import Option, Question, Survey
from twofold.surveys.questionnaire import read_draft
from twofold.surveys.questionnaire.languages import with_texts_apart
from twofold.surveys.questionnaire.places import Document
from twofold.timeline.actions.record import record


def written(survey: Survey) -> Document:
    """A copy of the questionnaire as it stands for whoever writes it: the draft, else what is out."""
    version = survey.versions.filter(published_at=None).first() or current_version(survey)
    languages = survey.languages or ["en"]
    form = version.form if version else {"languages": languages, "pages": []}
    return with_texts_apart(deepcopy(form), languages[0])


@transaction.atomic
def rewrite(survey: Survey, act: Callable[[Document], Any], *, actor: Actor, now: datetime) -> Any:
    """Do one act to the draft. Of a survey that asks already, the first one begins its next version.

    :param act: changes the document it is handed, or refuses with a sentence
    :returns: what the act returns
    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if the survey is closed
    :raises BadInput: if the questionnaire could not be read afterwards, naming the question
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.state == Survey.State.CLOSED:
            raise Conflict(_("This survey has closed. Copy it, and change the copy."))
        document = written(survey)
        done = act(document)
        read_draft(document)
        draft = draft_of(survey, now=now)
        draft.form, draft.saved_at = document, now
        draft.save(update_fields=["form", "saved_at"])
        if survey.state == Survey.State.DRAFT and survey.languages != document["languages"]:
            survey.languages = document["languages"]
            survey.save(update_fields=["languages"])
    return done


@transaction.atomic
def discard_draft(survey: Survey, *, actor: Actor, now: datetime) -> None:
    """Forget what was changed since the questionnaire went out.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if nothing was, or it never went out
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        draft = survey.versions.filter(published_at=None).first()
        if draft is None or current_version(survey) is None:
            raise Conflict(_("There are no changes to discard."))
        number = draft.number
        draft.delete()
    record(
        "surveys.changes_discarded",
        subject=survey,
        actor=actor,
        now=now,
        unit_id=survey.unit_id,
        details={"version": number},
    )


def asked_codes(survey: Survey) -> set[str]:
    """Codes under which answers may be kept already, so that they come to mean nothing else."""
    return set(survey.questions.values_list("code", flat=True))


def is_other_measure(survey: Survey, block: dict[str, Any]) -> bool:
    """Whether a question of this code was asked with another instrument or on another scale."""
    asked: Question | None = survey.questions.filter(code=block["question"]).first()
    if asked is None:
        return False
    scale = block.get("low"), block.get("high")
    had = asked.scale_low, asked.scale_high
    return asked.instrument != block["kind"] or (scale != (None, None) and scale != had)


def highest_value(survey: Survey, code: str) -> int:
    """The highest number that an option of the question has had, so that no other option is given it."""
    values = Option.objects.filter(question__survey=survey, question__code=code).order_by("-value")
    return values.values_list("value", flat=True).first() or 0
