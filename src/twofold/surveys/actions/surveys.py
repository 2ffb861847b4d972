"""A survey's life: begun, sent out, tightened, closed. What it promised when it went out never loosens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict
from twofold.relationships.models import Side
from twofold.science.disclosure import LEAST_K
from twofold.surveys.actions.questionnaires import publish_draft
from twofold.surveys.models import Survey, SurveyVersion
from twofold.surveys.queries.promises import promises
from twofold.timeline.actions.record import record

STRICTER = {Survey.Mode.NAMED: 0, Survey.Mode.CONFIDENTIAL: 1}
"""Modes that can follow each other, upwards only. Anonymous answers are kept in another way from the first one on."""

LARGEST_GROUP = 50


@transaction.atomic
def begin_survey(
    *,
    unit_id: int,
    name: str,
    side: str,
    mode: str,
    form: Mapping[str, Any],
    template: str = "",
    actor: Actor,
    now: datetime,
) -> Survey:
    """Begin a survey as a draft that nobody is asked yet.

    :param form: what it begins with; may still be without a question
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: naming the field
    """
    require_level(actor, Level.WORK, unit_id, _("You do not work in this unit. Choose one of yours."))
    name = " ".join(name.split())[:200]
    if not name:
        raise BadInput(_("Say what the survey is called."), field="name")
    if side not in Side.values:
        raise BadInput(_("Say who is asked: customers outside, or colleagues."), field="side")
    if mode not in Survey.Mode.values:
        raise BadInput(_("Say what respondents are promised: one of the three modes."), field="mode")
    if Survey.objects.system("is the name taken?").filter(unit_id=unit_id, name=name).exists():
        raise BadInput(_("This unit has a survey of that name. Give it another."), field="name")
    survey = Survey.objects.create(
        unit_id=unit_id,
        name=name,
        side=side,
        mode=mode,
        state=Survey.State.DRAFT,
        template=template,
        languages=list(form.get("languages") or ["en"]),
        created_at=now,
        created_by_id=actor.person_id,
    )
    SurveyVersion.objects.create(survey=survey, number=1, form=form, saved_at=now)
    record("surveys.survey_begun", subject=survey, actor=actor, now=now, unit_id=unit_id)
    return survey


@transaction.atomic
def launch_survey(survey: Survey, *, actor: Actor, now: datetime) -> Survey:
    """Let it ask: the questionnaire goes out, and the promise is frozen in every language.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it went out before
    :raises BadInput: if the questionnaire is not fit to go out, in words
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.state != Survey.State.DRAFT:
            raise Conflict(_("This survey went out before."))
        publish_draft(survey, now=now)
        survey.state, survey.launched_at = Survey.State.LIVE, now
        survey.promise = promises(survey)
        survey.save()
    record("surveys.survey_launched", subject=survey, actor=actor, now=now, unit_id=survey.unit_id)
    return survey


@transaction.atomic
def tighten_survey(survey: Survey, *, mode: str, least_group: int, actor: Actor, now: datetime) -> Survey:
    """Promise more than before; less is refused once it went out.

    :param least_group: totals are told of groups of at least so many
    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: if this would loosen what respondents were promised
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        before = survey.mode, survey.least_group
        _require_tighter(survey, mode, least_group)
        survey.mode, survey.least_group = mode, least_group
        if survey.promise:
            survey.promise = promises(survey)
        survey.save(update_fields=["mode", "least_group", "promise"])
    record(
        "surveys.survey_tightened",
        subject=survey,
        actor=actor,
        now=now,
        unit_id=survey.unit_id,
        changes={"mode": (before[0], mode), "least_group": (before[1], least_group)},
    )
    return survey


@transaction.atomic
def close_survey(survey: Survey, *, actor: Actor, now: datetime) -> Survey:
    """Ask nobody any more.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: unless it is asking
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.state != Survey.State.LIVE:
            raise Conflict(_("This survey is not asking anyone."))
        survey.state, survey.closed_at = Survey.State.CLOSED, now
        survey.save(update_fields=["state", "closed_at"])
    record("surveys.survey_closed", subject=survey, actor=actor, now=now, unit_id=survey.unit_id)
    return survey


def _require_tighter(survey: Survey, mode: str, least_group: int) -> None:
    if not LEAST_K <= least_group <= LARGEST_GROUP:
        raise BadInput(
            _("Groups of %(least)s to %(most)s can be promised.") % {"least": LEAST_K, "most": LARGEST_GROUP},
            field="least_group",
        )
    if survey.state == Survey.State.DRAFT:
        if mode not in Survey.Mode.values:
            raise BadInput(_("Say what respondents are promised: one of the three modes."), field="mode")
        return
    if least_group < survey.least_group:
        raise BadInput(
            _("Respondents were promised groups of at least %(least)s. It can be raised, not lowered.")
            % {"least": survey.least_group},
            field="least_group",
        )
    if mode != survey.mode and not STRICTER.get(mode, -1) > STRICTER.get(survey.mode, 9):
        raise BadInput(
            _("Respondents were promised that it is %(mode)s. A promise can be made stricter, never looser.")
            % {"mode": survey.get_mode_display().lower()},
            field="mode",
        )
