"""Saying that a case cannot go on before another is done, and that it can."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.recording import case_to_work_on, settle
from twofold.cases.actions.refusals import require_open
from twofold.cases.models import Case, CaseBlock, CaseStep
from twofold.cases.queries.waiting_on import held_up_by
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.rows import changed, created, row_values

REASON = "the actor may work on a case that waits for it"


@transaction.atomic
def block_case(case: Case, *, blocked_by: Case, actor: Actor, now: datetime) -> CaseBlock:
    """Let a case wait until another is done, which inherits its urgency.

    :raises NotVisible: if the actor may not see one of the two
    :raises NotAllowed: if the actor may not work on the first
    :raises AlreadyResolved: if one of them is done
    :raises BadInput: if it waits for that one already, or the other waits for it, near or far
    """
    case = case_to_work_on(case, actor)
    blocked_by = get_visible(Case, actor, blocked_by.pk)
    require_open(case)
    require_open(blocked_by)
    if blocked_by.pk == case.pk:
        raise BadInput(_("A case cannot wait for itself."), field="blocked_by")
    if blocked_by.pk in held_up_by(case.pk):
        raise BadInput(
            _("Case #%(number)s waits for this one itself. Neither would ever be done.")
            % {"number": blocked_by.pk},
            field="blocked_by",
        )
    before = row_values(case)
    block, is_new = CaseBlock.objects.get_or_create(
        case=case, blocked_by=blocked_by, cleared_at=None, defaults={"since": now}
    )
    if not is_new:
        raise BadInput(_("It waits for that one already."), field="blocked_by")
    _settle(case, blocked_by, CaseStep.Kind.BLOCKED, actor, now, before=before, rows=[created(block)])
    return block


@transaction.atomic
def clear_block(block: CaseBlock, *, actor: Actor, now: datetime) -> CaseBlock:
    """Say that a case can go on after all.

    :raises NotVisible, NotAllowed: see :func:`block_case`
    """
    case = case_to_work_on(block.case, actor)
    block = CaseBlock.objects.select_for_update().get(pk=block.pk)
    if block.cleared_at is None:
        before, was = row_values(case), row_values(block)
        block.cleared_at = now
        block.save(update_fields=["cleared_at"])
        rows = [changed(block, was)]
        _settle(case, block.blocked_by, CaseStep.Kind.UNBLOCKED, actor, now, before=before, rows=rows)
    return block


def clear_blocks_by(case: Case, *, actor: Actor, now: datetime) -> None:
    """Let go on what has waited for a case that is done now, in the caller's transaction."""
    for block in (
        CaseBlock.objects.select_for_update().filter(blocked_by=case, cleared_at=None).order_by("pk")
    ):
        held = Case.objects.system(REASON).select_related("relationship").select_for_update(of=("self",))
        waiting = held.get(pk=block.case_id)
        block.cleared_at = now
        block.save(update_fields=["cleared_at"])
        if waiting.is_open:
            _settle(waiting, case, CaseStep.Kind.UNBLOCKED, actor, now)


def _settle(case: Case, other: Case, step: str, actor: Actor, now: datetime, **undone_by: Any) -> None:
    settle(case, step, label=f"#{other.pk}", details={"other": other.pk}, actor=actor, now=now, **undone_by)
