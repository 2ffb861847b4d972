"""Steps that came from a file, as rows of a party's timeline. All others are there as events already."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from twofold.cases.models import CaseStep
from twofold.core.actor import Actor
from twofold.core.plates import TimelineRow


def step_rows(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """The newest imported steps of a party's cases, as far as the actor may see; restricted cases are told on no timeline."""
    steps = CaseStep.objects.visible_to(actor).filter(
        case__relationship__customer_id__in=party_ids,
        case__is_restricted=False,
        import_run_id__isnull=False,
    )
    if before:
        steps = steps.filter(happened_at__lt=before)
    newest = steps.select_related("case__relationship").order_by("-happened_at", "-pk")[:limit]
    return [_row(step) for step in newest]


def _row(step: CaseStep) -> TimelineRow:
    case = step.case
    return TimelineRow(
        at=step.happened_at,
        key=f"case-step-{step.pk:020d}",
        icon="lifebuoy",
        title=_("Case #%(number)s: %(step)s")
        % {"number": case.pk, "step": step.label or CaseStep.Kind(step.kind).label},
        body=case.title,
        url=reverse("cases:case-detail", args=(case.pk,)),
        who_id=step.person_id,
        unit_id=case.unit_id,
        side=case.relationship.side,
    )
