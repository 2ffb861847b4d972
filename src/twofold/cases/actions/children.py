"""A case waits for what it asked other units for: it is not done before they are, unless someone says why."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.actions.recording import settle
from twofold.cases.models import Case, CaseStep
from twofold.cases.queries.waiting_on import awaited_children
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import Conflict

REASON = "it counts whoever looks"
NAMED = 5


class OpenChildren(Conflict):
    """Other units still work on what this case asked of them."""


def require_no_open_children(case: Case, despite: str, actor: Actor) -> None:
    """Refuse to resolve a case that still waits for others, naming those that the actor may see. Some types do not wait.

    :raises OpenChildren: unless a reason is given
    """
    if despite.strip():
        return
    waiting = awaited_children(case)
    total = waiting.count()
    if not total:
        return
    seen = visible_list(Case, actor).filter(pk__in=waiting.values("pk")).order_by("pk")
    named = ", ".join(f"#{child.pk} {child.title}" for child in seen[:NAMED])
    raise OpenChildren(
        ngettext(
            "It still waits for %(count)d other case (%(named)s). Wait for it, or say why this one is done anyway.",
            "It still waits for %(count)d other cases (%(named)s). Wait for them, or say why this one is done anyway.",
            total,
        )
        % {"count": total, "named": named or _("none that you may see")},
        field="despite",
    )


def tell_parent(case: Case, despite: str, *, actor: Actor, now: datetime) -> None:
    """Note why it is done although others are not; and tell the case that has waited for this one."""
    if despite.strip():
        settle(case, CaseStep.Kind.OTHER, label=_("Done anyway"), body=despite.strip(), actor=actor, now=now)
    held = Case.objects.system(REASON).select_related("relationship").select_for_update(of=("self",))
    parent = held.filter(pk=case.parent_id, state=Case.State.OPEN).first()
    if parent is not None:
        details = {"other": case.pk}
        settle(parent, CaseStep.Kind.UNBLOCKED, label=f"#{case.pk}", details=details, actor=actor, now=now)
