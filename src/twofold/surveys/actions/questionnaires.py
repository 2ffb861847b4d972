"""Writing a questionnaire, and putting it out. Answers given stay answers to the question as it was put."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.spelled import Given, Spelled
from twofold.surveys.actions.reach import require_fit
from twofold.surveys.models import Option, Question, Survey, SurveyVersion
from twofold.surveys.queries.promises import promises
from twofold.surveys.questionnaire import Block, Form, Kind, read_form
from twofold.timeline.actions.record import record

MOST_FILES = 5
PUBLISHED = Spelled(
    SurveyVersion.objects.filter(survey=Given(0), published_at__isnull=False).order_by("-number")[:1]
)


@transaction.atomic
def save_draft(
    survey: Survey, form: Mapping[str, Any], *, seen: datetime | None, actor: Actor, now: datetime
) -> SurveyVersion:
    """Keep the questionnaire as it is being written. Of a survey that asks already, this begins its next version.

    :param seen: when the draft was saved that the writer had before them, or None for none
    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: if it cannot be read, naming the question
    :raises Conflict: if someone else saved it meanwhile
    """
    read_form(form)
    with change_visible(Survey, actor, survey.pk) as survey:
        draft = draft_of(survey, now=now)
        if seen is not None and draft.saved_at != seen:
            raise Conflict(
                _("Someone else has changed this questionnaire meanwhile. Load it again, then go on.")
            )
        draft.form, draft.saved_at = form, now
        draft.save()
        survey.languages = list(form["languages"])
        survey.save(update_fields=["languages"])
    return draft


@transaction.atomic
def publish_changes(survey: Survey, *, actor: Actor, now: datetime) -> SurveyVersion:
    """Ask by the changed questionnaire from now on.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if nothing was changed, or the survey has not gone out
    :raises BadInput: if it is not fit to go out, naming the question
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.state != Survey.State.LIVE:
            raise Conflict(_("This survey is not asking anyone."))
        version = publish_draft(survey, now=now)
        require_fit(survey, read_form(version.form))
        survey.promise = promises(survey) | survey.promise
        survey.save(update_fields=["promise"])
    record(
        "surveys.questionnaire_changed",
        subject=survey,
        actor=actor,
        now=now,
        unit_id=survey.unit_id,
        details={"version": version.number},
    )
    return version


def draft_of(survey: Survey, *, now: datetime) -> SurveyVersion:
    """The version being written; begun from the one that is out where there is none."""
    draft = survey.versions.filter(published_at=None).first()
    if draft is None:
        out = current_version(survey)
        draft = SurveyVersion(
            survey=survey, number=out.number + 1 if out else 1, form=out.form if out else {}, saved_at=now
        )
        draft.save()
    return draft


def current_version(survey: Survey) -> SurveyVersion | None:
    """The version that respondents are shown."""
    return PUBLISHED.first(survey.pk)


def publish_draft(survey: Survey, *, now: datetime) -> SurveyVersion:
    """Put the draft out, and keep the rows of questions and options that its answers will name.

    :raises Conflict: if there is no draft
    :raises BadInput: if it cannot be read, or asks an answered question on another scale
    """
    draft = survey.versions.filter(published_at=None).first()
    if draft is None:
        raise Conflict(_("Nothing has been changed since it went out."))
    form = read_form(draft.form)
    _require_answerable(survey, form)
    _keep_questions(survey, form)
    draft.form.pop("removed", None)
    draft.published_at = now
    draft.save()
    survey.languages = list(form.languages)
    survey.save(update_fields=["languages"])
    return draft


def _require_answerable(survey: Survey, form: Form) -> None:
    """Refuse what nobody could answer, or what would tell who did."""
    files = [block.code for block in form.file_blocks]
    if files and survey.mode == Survey.Mode.ANONYMOUS:
        raise BadInput(
            _(
                "“%(code)s” asks for a file, and a file can tell whose it is. An anonymous survey asks for none."
            )
            % {"code": files[0]},
            field=files[0],
        )
    if form.guess and survey.mode == Survey.Mode.ANONYMOUS:
        raise BadInput(
            _(
                "A ballot keeps no guess. Take the guess out of what comes after sending, or promise otherwise."
            )
        )
    if len(files) > MOST_FILES:
        raise BadInput(
            _("At most %(most)s files can be asked for. Take “%(code)s” out.")
            % {"most": MOST_FILES, "code": files[-1]},
            field=files[-1],
        )


def _keep_questions(survey: Survey, form: Form) -> None:
    known = {question.code: question for question in survey.questions.all()}
    position = 0
    for block in form.blocks:
        position += 1
        question = _keep(survey, known, form, block, block.code, form.text(block.wording, ""), position)
        if block.kind is Kind.MATRIX:
            for row in block.rows:
                position += 1
                wording = form.text(row.wording, "")
                _keep(survey, known, form, block, row.code, wording, position, matrix=question)
    _move_behind(survey, form, known, position)


def _keep(
    survey: Survey,
    known: dict[str, Question],
    form: Form,
    block: Block,
    code: str,
    wording: str,
    position: int,
    matrix: Question | None = None,
) -> Question:
    """The row of a question, as it is put now. A row of a matrix is a scale of its own."""
    instrument = Question.Instrument.SCALE if matrix else Question.Instrument(block.kind.value)
    question = known.get(code) or Question(
        survey=survey, code=code, instrument=instrument, scale_low=block.low, scale_high=block.high
    )
    _require_same(question, instrument, block)
    question.matrix, question.wording, question.position = matrix, wording[:300], position
    question.part, question.item, question.dimension = block.part, block.item, block.dimension
    question.save()
    labels = {option.value: form.text(option.label, "")[:200] for option in block.options}
    Option.objects.bulk_create(
        [
            Option(question=question, value=value, label=label, position=place)
            for place, (value, label) in enumerate(labels.items())
        ],
        update_conflicts=True,
        unique_fields=["question", "value"],
        update_fields=["label", "position"],
    )
    known[code] = question
    return question


def _require_same(question: Question, instrument: str, block: Block) -> None:
    """Refuse another measure under a code that has been asked: its answers would be mixed with those given before."""
    asked = question.instrument, question.scale_low, question.scale_high
    if asked != (instrument, block.low, block.high):
        raise BadInput(
            _(
                "“%(code)s” has been asked as “%(instrument)s”. Asked otherwise it is another question: give it another code."
            )
            % {"code": question.code, "instrument": question.instrument_in_words},
            field=question.code,
        )


def _move_behind(survey: Survey, form: Form, known: dict[str, Question], position: int) -> None:
    """Questions no longer asked keep their answers, behind those that are."""
    asked = {block.code for block in form.blocks} | form.block_of.keys()
    gone = [question for code, question in known.items() if code not in asked]
    highest = survey.questions.aggregate(most=Max("position"))["most"] or position
    for place, question in enumerate(sorted(gone, key=lambda one: one.position), highest + 1):
        question.position = place
    Question.objects.bulk_update(gone, ["position"])
