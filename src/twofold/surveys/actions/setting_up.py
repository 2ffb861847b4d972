"""Setting a survey up before anyone is asked; copying one, and throwing away a draft that nobody saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.relationships.models import Side
from twofold.science.disclosure import LEAST_K
from twofold.science.lenses import MOST_ATTRIBUTES
from twofold.surveys.actions.drafting import written
from twofold.surveys.actions.surveys import LARGEST_GROUP, begin_survey
from twofold.surveys.models import Survey
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.timeline.actions.record import record

NAMES = ("name", "side", "mode", "least_group", "lenses")


@dataclass(frozen=True)
class SetUp:
    """What is settled before launch.

    :param attributes: names of what results are cut by besides the units
    :param crossing: the one of them that is cut within units too, or nothing
    """

    name: str
    side: str
    mode: str
    least_group: int = LEAST_K
    attributes: Sequence[str] = ()
    crossing: str = ""

    @property
    def lenses(self) -> dict[str, Any]:
        """As the survey keeps them."""
        return {"attributes": list(self.attributes), "crossing": self.crossing}


@transaction.atomic
def set_up_survey(survey: Survey, set_up: SetUp, *, actor: Actor, now: datetime) -> Survey:
    """Settle what a survey is called, whom it asks and what it promises, while it is a draft.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it went out, when promises are only tightened
    :raises BadInput: naming the field
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.state != Survey.State.DRAFT:
            raise Conflict(
                _("This survey went out. What it promised can be tightened, and nothing else changed.")
            )
        require_set_up(set_up)
        name = " ".join(set_up.name.split())[:200]
        taken = Survey.objects.system("is the name taken?").filter(unit_id=survey.unit_id, name=name)
        if taken.exclude(pk=survey.pk).exists():
            raise BadInput(_("This unit has a survey of that name. Give it another."), field="name")
        before = {field: getattr(survey, field) for field in NAMES}
        survey.name, survey.side, survey.mode = name, set_up.side, set_up.mode
        survey.least_group, survey.lenses = set_up.least_group, set_up.lenses
        survey.save(update_fields=list(NAMES))
        changes = {
            field: (str(before[field]), str(getattr(survey, field)))
            for field in NAMES
            if before[field] != getattr(survey, field)
        }
    if changes:
        record(
            "surveys.survey_set_up",
            subject=survey,
            actor=actor,
            now=now,
            unit_id=survey.unit_id,
            changes=changes,
        )
    return survey


def require_set_up(set_up: SetUp) -> None:
    """Refuse what no survey can promise.

    :raises BadInput: naming the field
    """
    if not set_up.name.strip():
        raise BadInput(_("Say what the survey is called."), field="name")
    if set_up.side not in Side.values:
        raise BadInput(_("Say who is asked: customers outside, or colleagues."), field="side")
    if set_up.mode not in Survey.Mode.values:
        raise BadInput(_("Say what respondents are promised: one of the three modes."), field="mode")
    if not LEAST_K <= set_up.least_group <= LARGEST_GROUP:
        raise BadInput(
            _("Groups of %(least)s to %(most)s can be promised.") % {"least": LEAST_K, "most": LARGEST_GROUP},
            field="least_group",
        )
    chosen = set(set_up.attributes)
    if not chosen <= LENS_ATTRIBUTES.keys() or len(set_up.attributes) != len(chosen):
        raise BadInput(_("Choose attributes from the list, each once."), field="attributes")
    if len(chosen) > MOST_ATTRIBUTES:
        raise BadInput(
            _("Results are cut by at most %(most)s attributes: every further cut makes groups smaller.")
            % {"most": MOST_ATTRIBUTES},
            field="attributes",
        )
    if set_up.crossing and set_up.crossing not in chosen:
        raise BadInput(
            _("Only an attribute that results are cut by can be crossed with the units."), field="crossing"
        )


@transaction.atomic
def copy_survey(survey: Survey, *, name: str, unit_id: int, actor: Actor, now: datetime) -> Survey:
    """Begin a draft with the questionnaire and the settings of a survey, and none of its answers.

    :param survey: one that the actor may see
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: naming the field
    """
    document = written(survey)
    document.pop("removed", None)
    copied = begin_survey(
        unit_id=unit_id,
        name=name,
        side=survey.side,
        mode=survey.mode,
        form=document,
        template=survey.template,
        actor=actor,
        now=now,
    )
    return with_settings(copied, least_group=survey.least_group, lenses=survey.lenses)


def with_settings(survey: Survey, *, least_group: int, lenses: Mapping[str, Any]) -> Survey:
    """A survey just begun, with what it promises of its totals."""
    survey.least_group, survey.lenses = least_group, dict(lenses)
    survey.save(update_fields=["least_group", "lenses"])
    return survey


@transaction.atomic
def delete_draft(survey: Survey, *, actor: Actor, now: datetime) -> None:
    """Throw away a survey that never went out.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it went out
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if survey.state != Survey.State.DRAFT:
            raise Conflict(_("This survey went out. It can be closed, and its answers stay."))
        record(
            "surveys.survey_discarded",
            subject=survey,
            actor=actor,
            now=now,
            unit_id=survey.unit_id,
            details={"name": survey.name},
        )
        kept = survey.pk
    Survey.objects.system("thrown away by whoever may change it").filter(pk=kept).delete()
