"""Who takes turns in a unit, and how they stand."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from twofold.accounts.queries.workers import workers_of
from twofold.cases.models import Case, CaseType, RotationMember
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Absence

REASON = "for those who lead the unit"


@dataclass(frozen=True)
class MemberTurn:
    """One who takes turns.

    :param away_until: the last day of the absence that holds today
    :param works_here: False once they have left the unit, or cannot sign in any more: they get nothing then
    :param open_cases: how many cases of the unit they look after now
    """

    member: RotationMember
    away_until: date | None
    works_here: bool
    open_cases: int


def member_turns(unit_id: int, actor: Actor, now: datetime) -> list[MemberTurn]:
    """All who take turns, by name."""
    members = visible_list(RotationMember, actor).filter(unit_id=unit_id).select_related("person")
    today = timezone.localdate(now)
    away = Absence.objects.system(REASON).filter(starts_on__lte=today, ends_on__gte=today).order_by("ends_on")
    until = dict(away.values_list("person_id", "ends_on"))
    here = {person for person, _name in workers_of(unit_id)}
    held = Case.objects.system(REASON).filter(unit_id=unit_id, state=Case.State.OPEN, assignee__isnull=False)
    counts = dict(held.order_by().values("assignee").annotate(n=Count("pk")).values_list("assignee", "n"))
    return [
        MemberTurn(one, until.get(one.person_id), one.person_id in here, counts.get(one.person_id, 0))
        for one in members.order_by("person__sort_name", "pk")
    ]


def waiting_for_turn(unit_id: int) -> int:
    """How many cases of the unit wait because nobody whose turn it could be is there."""
    left = Case.objects.system(REASON).filter(unit_id=unit_id, state=Case.State.OPEN, assignee=None)
    return left.filter(type__way=CaseType.Way.ROTATED).count()
