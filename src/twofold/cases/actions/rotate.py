"""Giving cases in turn: to each who is there and knows how, by their weight, and to nobody who is away."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from twofold.accounts.queries.actors import HOUSE
from twofold.accounts.queries.workers import workers_of
from twofold.cases.actions.recording import settle
from twofold.cases.models import Case, CaseStep, CaseType, RotationMember
from twofold.core.locks import hold
from twofold.core.rows import row_values
from twofold.directory.models import Absence
from twofold.science.rotation import next_turn
from twofold.timeline.actions.record import record

REASON = "turns go round whoever looks"
AT_ONCE = 500


def give_in_turn(case: Case, *, now: datetime, is_first_try: bool = True) -> Case:
    """Give a case of a type that goes round to whoever's turn it is, in the caller's transaction; others stay as they are.

    If nobody is eligible it stays nobody's: the leads are told once, and it is tried again until someone is there.
    """
    if not goes_round(case):
        return case
    hold(f"rotation of {case.unit_id}")
    members = {member.person_id: member for member in eligible(case, now=now)}
    turn = next_turn(
        {person: member.deficit for person, member in members.items()},
        {person: member.weight for person, member in members.items()},
    )
    if turn is None:
        if is_first_try:
            record("cases.case_found_nobody", subject=case, actor=HOUSE, now=now, unit_id=case.unit_id)
        return case
    for person, member in members.items():
        member.deficit = turn.deficits[person]
    RotationMember.objects.system(REASON).bulk_update(members.values(), ["deficit"])
    return _give(case, turn.who, now)


def goes_round(case: Case) -> bool:
    """Whether it waits for someone's turn."""
    is_rotated = case.type_id is not None and case.type.way == CaseType.Way.ROTATED
    return is_rotated and case.is_open and case.assignee_id is None


def eligible(case: Case, *, now: datetime) -> list[RotationMember]:
    """Those among whom the case goes round: they take part, still work in the unit, are there today, and know how."""
    today = timezone.localdate(now)
    away = Absence.objects.system(REASON).filter(starts_on__lte=today, ends_on__gte=today)
    taking_part = RotationMember.objects.system(REASON).filter(unit_id=case.unit_id, is_in=True)
    workers = {person for person, _name in workers_of(case.unit_id)}
    return [
        member
        for member in taking_part.exclude(person_id__in=away.values("person_id")).order_by("pk")
        if member.person_id in workers and knows_how(member, case)
    ]


def knows_how(member: RotationMember, case: Case) -> bool:
    """Whether someone has the skill that the case's type asks for, if it asks for one."""
    asked = case.type.skill.casefold().strip()
    return not asked or asked in {skill.casefold() for skill in member.skills}


def give_those_left(*, now: datetime) -> int:
    """Try again for what found nobody, the oldest first. Each is a transaction of its own.

    :returns: how many found someone
    """
    left = Case.objects.system(REASON).filter(
        state=Case.State.OPEN, assignee=None, type__way=CaseType.Way.ROTATED
    )
    return sum(
        _try_again(pk, now) for pk in left.order_by("opened_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    )


@transaction.atomic
def _try_again(case_id: int, now: datetime) -> bool:
    held = Case.objects.system(REASON).select_related("type", "relationship")
    case = held.select_for_update(of=("self",)).get(pk=case_id)
    return give_in_turn(case, now=now, is_first_try=False).assignee_id is not None


def _give(case: Case, person_id: int, now: datetime) -> Case:
    before = row_values(case)
    case.assignee_id = person_id
    case.save(update_fields=["assignee"])
    settle(
        case,
        CaseStep.Kind.ASSIGNED,
        about_id=person_id,
        details={"from": None, "to": person_id, "in_turn": True},
        before=before,
        actor=HOUSE,
        now=now,
    )
    return case
