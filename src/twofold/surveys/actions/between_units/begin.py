"""Beginning a round in which units rate each other: everyone is asked about the units they have used, and about their own."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Side
from twofold.science.disclosure import LEAST_K
from twofold.surveys.actions.asking.invite import Asked, invite, next_number
from twofold.surveys.actions.between_units.use import Use, use_of
from twofold.surveys.actions.triggers.own_work import employees
from twofold.surveys.models import Survey, Wave
from twofold.surveys.queries.plans import frozen_plan
from twofold.timeline.actions.record import record

SMALLEST = Decimal("0.0001")


@transaction.atomic
def begin_between_units(
    survey: Survey,
    *,
    since: datetime,
    until: datetime,
    closes_at: datetime,
    actor: Actor,
    now: datetime,
) -> Wave:
    """Ask colleagues about the units of the survey's branch that they used in a span.

    A unit that too few have used is left out: what they said could never be told.

    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if it is not asking, asks anonymously or outside, or nobody used any of the units enough
    :raises BadInput: naming the field
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        _require_possible(survey, since, until, closes_at, now)
        tree = unit_tree()
        use = use_of(tree.subtree(survey.unit_id), since, until, now.date())
        asked = list(_asked(survey, use, now))
        if not asked:
            raise Conflict(
                _(
                    "No unit here was used by %(least)s colleagues of others in that time. Choose a longer one."
                )
                % {"least": least_of(survey)}
            )
        wave = Wave.objects.create(
            survey=survey,
            number=next_number(survey),
            opens_at=now,
            closes_at=closes_at,
            state=Wave.State.OPEN,
            plan=frozen_plan(survey, {one.unit_id for one in asked}, tree)
            | {"used": [since.isoformat(), until.isoformat()]},
        )
        invite(wave, asked, due_at=now, now=now)
    record(
        "surveys.round_begun",
        subject=survey,
        actor=actor,
        now=now,
        unit_id=survey.unit_id,
        details={"wave": wave.pk},
    )
    return wave


def least_of(survey: Survey) -> int:
    """From how many answers up anything is told."""
    return max(survey.least_group, LEAST_K)


def _asked(survey: Survey, use: Use, now: datetime) -> Iterable[Asked]:
    raters = Counter(unit for _person, unit in use.times)
    rated = {unit for unit, n in raters.items() if n >= least_of(survey)}
    for (person, unit), n in sorted(use.times.items()):
        if unit in rated:
            weight = max(round(n, 4), SMALLEST)
            yield Asked(person, unit, weight=weight, rater_unit_id=use.home[person])
    for unit, people in sorted(employees(rated, now.date()).items()):
        if len(people) >= least_of(survey):
            yield from (Asked(person, unit, rater_unit_id=unit) for person in sorted(people))


def _require_possible(
    survey: Survey, since: datetime, until: datetime, closes_at: datetime, now: datetime
) -> None:
    if survey.side != Side.INTERNAL or survey.mode == Survey.Mode.ANONYMOUS:
        raise Conflict(_("Units rate each other in a named or confidential survey among colleagues."))
    if survey.state != Survey.State.LIVE:
        raise Conflict(_("This survey is not asking anyone. Send it out first."))
    if not survey.questions.filter(scale_low__isnull=False).exists():
        raise Conflict(
            _("No question of this survey is answered on a scale, so there is nothing to rate by.")
        )
    if since >= until:
        raise BadInput(_("The time that is looked at begins before it ends."), field="since")
    if closes_at <= now:
        raise BadInput(_("A round closes after it opens."), field="closes_at")
