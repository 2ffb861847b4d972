"""Taking in a sheet: once, whole, by the version that the respondent was shown."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.spelled import Given, Spelled
from twofold.files.models import StoredFile
from twofold.surveys.models import (
    Answer,
    Door,
    Invitation,
    Pick,
    Question,
    Response,
    Survey,
    SurveyVersion,
    Wave,
)
from twofold.surveys.queries.doors import require_room
from twofold.surveys.queries.plans import belongs_of
from twofold.surveys.questionnaire import NOWHERE, Belongs, Kind, checked, form_in_round
from twofold.timeline.actions.record import record

AS_IT_STANDS = Spelled(Wave.objects.select_related("survey").filter(pk=Given(0)))
CODES = Spelled(Question.objects.filter(survey=Given(0)).values_list("code", "pk"))
OPEN_STATES = (Invitation.State.SENT, Invitation.State.STARTED, Invitation.State.WAITING)


@transaction.atomic
def answer_invitation(
    invitation: Invitation,
    given: Mapping[str, Any],
    *,
    version: SurveyVersion,
    submission: UUID,
    language: str = "",
    guess: Decimal | None = None,
    actor: Actor,
    now: datetime,
) -> Response:
    """Keep the sheet of someone who was invited. Sent twice, also at one moment, it counts once.

    :param given: code → answer, as `read_answers` gives them
    :param guess: what they think the others have answered on average
    :param actor: the holder of the link
    :raises Conflict: if another sheet of theirs was kept before, or the round is over
    :raises BadInput: if a required answer is missing, as a whole
    """
    held = Invitation.objects.system("the holder of the link answers").filter(pk=invitation.pk)
    if not held.exclude(state=Invitation.State.ANSWERED).update(state=Invitation.State.ANSWERED):
        return _same(invitation, submission)  # of two at once the second has waited, and finds it answered
    wave = AS_IT_STANDS.first(invitation.wave_id)
    survey = wave.survey
    require_open(survey, wave, now)
    response = _keep(
        Response(
            survey=survey,
            wave=wave,
            version=version,
            invitation=invitation,
            relationship_id=invitation.relationship_id,
            unit_id=invitation.unit_id,
            rater_unit_id=invitation.rater_unit_id,
            answered_at=now,
            language=language,
            weight=invitation.weight,
            submission=submission,
            guess=guess,
        ),
        given,
        belongs_of(wave, invitation.cells),
    )
    if survey.mode == Survey.Mode.NAMED:
        record(
            "surveys.response_given",
            subject=response,
            actor=actor,
            now=now,
            unit_id=response.unit_id,
            parties=[invitation.party_id],
            details={"survey": survey.pk},
        )
    return response


def _same(invitation: Invitation, submission: UUID) -> Response:
    """The sheet that was kept, if it is this one.

    :raises Conflict: if it is another
    """
    kept = Response.objects.system("was this sheet kept already?").filter(invitation=invitation).first()
    if kept is None or kept.submission != submission:
        raise Conflict(_("You have answered this already. Thank you; nothing more is needed."))
    return kept


@transaction.atomic
def answer_openly(
    wave: Wave,
    given: Mapping[str, Any],
    *,
    version: SurveyVersion,
    submission: UUID,
    door: Door | None = None,
    language: str = "",
    guess: Decimal | None = None,
    answered_at: datetime | None = None,
    now: datetime,
) -> Response:
    """Keep a sheet that came by an open link or a kiosk, from nobody in particular. Sent twice, it counts once.

    :param door: by which way it came
    :param answered_at: when, where it had to wait for a connection
    :raises Conflict: if the round is over, or enough have answered
    :raises BadInput: if a required answer is missing, as a whole
    """
    if door and door.closes_after is not None:
        Door.objects.select_for_update().get(pk=door.pk)  # of two at once, one is the last
    kept = Response.objects.system("was this sheet kept already?").filter(submission=submission).first()
    if kept is not None:
        return kept
    require_open(wave.survey, wave, now)
    if door:
        require_room(door, wave)
    response = Response(
        survey=wave.survey,
        wave=wave,
        version=version,
        unit_id=wave.survey.unit_id,
        answered_at=answered_at or now,
        language=language,
        submission=submission,
        door=door,
        guess=guess,
    )
    try:
        with transaction.atomic():
            return _keep(response, given)
    except IntegrityError:  # the same sheet came at the same moment
        return Response.objects.system("the sheet that was faster").get(submission=submission)


def require_open(survey: Survey, wave: Wave, now: datetime) -> None:
    """Refuse answers before the round opens and after it closed.

    :raises Conflict: in words for the respondent
    """
    if now < wave.opens_at:
        raise Conflict(_("This survey has not begun yet. Come back later; your link stays good."))
    is_over = wave.closes_at is not None and now >= wave.closes_at
    if (
        is_over
        or wave.state not in (Wave.State.PLANNED, Wave.State.OPEN)
        or survey.state != Survey.State.LIVE
    ):
        raise Conflict(
            _("This survey has closed, so answers no longer count. Thank you for wanting to help.")
        )


def _keep(response: Response, given: Mapping[str, Any], belongs: Belongs = NOWHERE) -> Response:
    form = form_in_round(response.version.form, response.wave.number)
    sheet = checked(form, given, belongs=belongs)
    if sheet.problems:
        raise BadInput(_("Some questions still need an answer."), field=next(iter(sheet.problems)))
    response.save(force_insert=True)
    questions = dict(CODES.rows(response.survey_id))
    answers = {
        code: Answer(response=response, question_id=questions[code], **_columns(answer))
        for code, answer in sheet.given.items()
    }
    Answer.objects.bulk_create(answers.values())
    Pick.objects.bulk_create(
        Pick(
            answer=answers[code],
            value=value,
            place=place if form.block_of[code].kind is Kind.RANKING else None,
        )
        for code, answer in sheet.given.items()
        if isinstance(answer, tuple)
        for place, value in enumerate(answer, 1)
    )
    return response


def _columns(answer: Any) -> dict[str, Any]:
    """Where an answer of this kind is kept; several choices and rankings are kept as picks."""
    if isinstance(answer, tuple):
        return {}
    if isinstance(answer, StoredFile):
        return {"file": answer, "file_name": getattr(answer, "given_name", "")}
    kept_in = {int: "number", str: "text", Decimal: "amount", date: "day"}
    return {kept_in[type(answer)]: answer}
