"""What people decide about the deeper figures: what they compare, and that they be computed now."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.jobs.actions.enqueue import enqueue_unique
from twofold.surveys.models import FigurePlan, FigureRun, Survey
from twofold.surveys.queries.figures.batteries import battery_of, possible_outcomes, questions_of
from twofold.surveys.queries.figures.scopes import scopes_of, to_compute
from twofold.timeline.actions.record import record

TASK = "twofold.surveys.tasks.compute_figures_of"
LONGEST_NAME, MOST_NAMES = 60, 24


@transaction.atomic
def plan_figures(
    survey: Survey, *, outcome_id: int | None, dimensions: Sequence[str], actor: Actor, now: datetime
) -> FigurePlan:
    """Choose the question whose drivers are looked for, and name the dimensions among which items are shared out.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if figures of protected answers stand, which another choice would tell apart
    :raises BadInput: if the question cannot be that, or the items cannot be shared out evenly
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.is_protected and not survey.waves.exists() and scopes_of(survey) and not to_compute(survey):
            raise Conflict(
                _(
                    "What is compared is settled: figures of these answers were told, and others beside them could tell "
                    "single people apart."
                )
            )
        questions = questions_of(survey)
        if outcome_id is not None and outcome_id not in {one.pk for one in possible_outcomes(questions)}:
            raise BadInput(_("Choose a question on a scale that belongs to no battery."), field="outcome")
        names = [" ".join(name.split())[:LONGEST_NAME] for name in dimensions if name.strip()]
        _require_even(names, len(battery_of(questions, None).items))
        plan, _made = FigurePlan.objects.update_or_create(
            survey=survey, defaults={"outcome_id": outcome_id, "dimensions": names, "changed_at": now}
        )
    record("surveys.figures_planned", subject=survey, actor=actor, now=now, unit_id=survey.unit_id)
    return plan


@transaction.atomic
def ask_for_figures(survey: Survey, *, actor: Actor, now: datetime) -> None:
    """Have the figures computed, in the background. Asked again while that is under way, nothing more happens.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if there is nothing to compute yet, or what was told stands for good
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if not scopes_of(survey):
            raise Conflict(
                _("These answers are computed when their round has closed and its totals are told.")
            )
        if not to_compute(survey):
            raise Conflict(
                _(
                    "These figures stand as they were computed when the round had closed. Computed again after a change, they "
                    "could tell single people apart."
                )
            )
        enqueue_figures(survey, now=now)


def enqueue_figures(survey: Survey, *, now: datetime) -> None:
    """Write the job, and that it waits."""
    FigureRun.objects.update_or_create(
        survey=survey, defaults={"asked_at": now, "done": 0, "of": 0, "finished_at": None}
    )
    enqueue_unique(import_string(TASK), f"survey:{survey.pk}", survey.pk)


def _require_even(names: Sequence[str], items: int) -> None:
    if len(names) > MOST_NAMES or len(set(names)) < len(names):
        raise BadInput(
            _("Name each dimension once, and at most %(most)s of them.") % {"most": MOST_NAMES},
            field="dimensions",
        )
    if names and (not items or items % len(names)):
        raise BadInput(
            _("%(items)s items cannot be shared out evenly among %(names)s dimensions.")
            % {"items": items, "names": len(names)},
            field="dimensions",
        )
