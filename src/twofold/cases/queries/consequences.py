"""What depends on a case, and on what it depends: as far as one may see, and counted where one may not."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.models import Case, CaseBlock
from twofold.cases.queries.waiting_on import held_up_by
from twofold.core.actor import Actor
from twofold.core.setwise import among
from twofold.ui.formats import in_words

REASON = "how many wait is said to whoever may see what they wait for; who they are is not"


@dataclass(frozen=True)
class Waiting:
    """One side of a block.

    :param case: None where the asker may not see it
    """

    block: CaseBlock
    case: Case | None


def blocks_of(case: Case, actor: Actor) -> tuple[list[Waiting], list[Waiting]]:
    """What it waits for, and what waits for it."""
    standing = CaseBlock.objects.filter(Q(case=case) | Q(blocked_by=case), cleared_at=None)
    blocks = list(standing.order_by("since", "pk"))
    others = {*(one.case_id for one in blocks), *(one.blocked_by_id for one in blocks)} - {case.pk}
    seen = Case.objects.visible_to(actor).in_bulk(list(others))
    return (
        [Waiting(one, seen.get(one.blocked_by_id)) for one in blocks if one.case_id == case.pk],
        [Waiting(one, seen.get(one.case_id)) for one in blocks if one.blocked_by_id == case.pk],
    )


def consequences_in_words(case: Case, actor: Actor, now: datetime) -> str:
    """How many customers wait for this case, near and far, and which promise breaks first; "" where nobody does."""
    waiting = held_up_by(case.pk)
    if not waiting:
        return ""
    held_up = Case.objects.system(REASON).filter(pk__in=among(waiting))
    customers = set(held_up.values_list("relationship__customer_id", flat=True))
    sentence = ngettext("%(n)s customer waits on this", "%(n)s customers wait on this", len(customers))
    sentence %= {"n": len(customers)}
    due = list(
        Case.objects.visible_to(actor)
        .filter(pk__in=among(waiting), promised_at__isnull=False)
        .order_by("promised_at")
        .values_list("promised_at", flat=True)[:1]
    )
    if not due:
        return _("%(who)s.") % {"who": sentence}
    said = (
        _("%(who)s, and the earliest promise breaks on %(moment)s.")
        if due[0] > now
        else _("%(who)s, and the earliest promise broke on %(moment)s.")
    )
    return said % {"who": sentence, "moment": in_words(due[0])}
