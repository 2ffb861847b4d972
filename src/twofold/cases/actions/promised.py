"""What a policy says, and what makes sense in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext as _

from twofold.cases.models import EscalationStep, Target
from twofold.cases.queries.policies import read_conditions
from twofold.core.errors import BadInput
from twofold.core.filters import Rules

MOST_RUNGS = 20
LONGEST = 365 * 24 * 60
"""Minutes: nobody promises beyond a year."""


class Rung(NamedTuple):
    """One rung of a ladder, as it is stated."""

    target: str
    when: str
    amount: int
    act: str
    person_id: int | None = None


@dataclass(frozen=True)
class Promised:
    """What a policy says.

    :param unit_id: the unit for whose cases, and for those below it; None: for all
    :param resolution_minutes: None: as their kind says
    :param conditions: rules on the case, see core/filters; {} fits all
    :param calendar_unit_id: whose working hours count; None: those of the case's unit
    """

    name: str
    unit_id: int | None = None
    conditions: Rules | None = None
    first_answer_minutes: int | None = None
    next_answer_minutes: int | None = None
    resolution_minutes: int | None = None
    calendar_unit_id: int | None = None
    is_active: bool = True
    rungs: Sequence[Rung] = ()


def require_sensible(promised: Promised, now: datetime) -> None:
    """Refuse what promises nothing, or what could never be kept.

    :raises BadInput: naming the field
    """
    if not promised.name.strip():
        raise BadInput(_("Give it a name."), field="name")
    minutes = {target: getattr(promised, f"{target}_minutes") for target in Target.values}
    if not any(minutes.values()):
        raise BadInput(_("Promise at least one of the three."), field="resolution_minutes")
    for target, one in minutes.items():
        if one is not None and not 0 < one <= LONGEST:
            raise BadInput(_("Promise something between a minute and a year."), field=f"{target}_minutes")
    for problem in read_conditions(promised.conditions or {}, now).problems:
        raise BadInput(problem.sentence, field="conditions")
    if len(promised.rungs) > MOST_RUNGS:
        raise BadInput(_("A ladder has at most %(most)s rungs.") % {"most": MOST_RUNGS}, field="rungs")
    for rung in promised.rungs:
        _require_rung(rung, minutes)


def _require_rung(rung: Rung, minutes: dict[str, int | None]) -> None:
    if minutes[rung.target] is None and rung.target != Target.RESOLUTION:
        sentence = _("A rung waits for “%(target)s”, which is not promised. Promise it, or remove the rung.")
        raise BadInput(sentence % {"target": Target(rung.target).label}, field="rungs")
    if rung.when == EscalationStep.When.SHARE and not 0 < rung.amount <= 1000:
        raise BadInput(_("The share of the time lies between 1 and 1000 percent."), field="rungs")
    if rung.amount > LONGEST:
        raise BadInput(_("A rung lies within a year."), field="rungs")
    if rung.act == EscalationStep.Act.TELL_PERSON and rung.person_id is None:
        raise BadInput(_("Say who is to be told."), field="rungs")
