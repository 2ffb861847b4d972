"""Climbing ladders: what a policy wants done as a promise runs out, once for each rung, and only while people work."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from twofold.accounts.queries.actors import HOUSE
from twofold.cases.actions.cases import assign_case
from twofold.cases.actions.clocks import refresh_case_clocks
from twofold.cases.actions.recording import settle
from twofold.cases.models import Case, CaseClock, CaseRuling, CaseStep, Escalation, EscalationStep, Target
from twofold.cases.queries.clock_facts import facts_of
from twofold.cases.queries.ladders import ladders_of, ruled_since
from twofold.cases.queries.owners import leads_there, may_be_given
from twofold.conversations.models import Message
from twofold.core.clocks import Clock, clocks_of

REASON = "a ladder is climbed whoever looks"
AT_ONCE = 5000
"""Clocks looked at in one round; whatever is due besides is looked at in the next."""


def climb_ladders(*, now: datetime) -> int:
    """Do what is due on every ladder. Each case is a transaction of its own, in which its clocks are looked at anew.

    :returns: how many rungs were climbed
    """
    due = CaseClock.objects.system(REASON).filter(state=CaseClock.State.RUNNING, next_step_at__lte=now)
    cases = due.order_by("next_step_at", "pk").values_list("case_id", flat=True)[:AT_ONCE]
    return sum(_climb_case(case, now) for case in dict.fromkeys(cases))


@transaction.atomic
def _climb_case(case_id: int, now: datetime) -> int:
    case = Case.objects.system(REASON).select_for_update(of=("self",)).get(pk=case_id)
    rulings = list(CaseRuling.objects.filter(case=case).order_by("ruled_at", "pk"))
    facts = facts_of([case], rulings).get(case.pk, ())
    rows = {row.target: row for row in CaseClock.objects.system(REASON).filter(case=case)}
    clocks = clocks_of(facts, now)
    climbed = 0
    for target in Target.values:
        if (
            target in rows and not climbed
        ):  # what is done may change what is promised: the others wait a round
            clock, since = getattr(clocks, target), ruled_since(rulings, target)
            climbed = _climb(case, rows[target], clock, since, now)
    refresh_case_clocks(case, now=now)
    return climbed


def _climb(case: Case, row: CaseClock, clock: Clock, since: datetime, now: datetime) -> int:
    """Climb the rungs that one clock has reached; by night none, and the clock is looked at again in the morning."""
    reached = [rung for at, rung in ladders_of([row]).ahead(row, clock, since) if at <= now]
    if not reached or not clock.calendar.is_working_at(now) or _was_answered(case, row):
        return 0
    Escalation.objects.bulk_create(
        [Escalation(clock=row, step=rung, run_started_at=row.started_at, reached_at=now) for rung in reached]
    )
    for rung in reached:
        _act(case, rung, now)
    return len(reached)


def _was_answered(case: Case, row: CaseClock) -> bool:
    """Whether an answer has gone out that the case has not heard of yet."""
    if row.target == Target.RESOLUTION:
        return False
    said = Message.objects.system(REASON).filter(
        conversation__case_link__case=case,
        direction=Message.Direction.OUT,
        is_automatic=False,
        withdrawn_at=None,
        happened_at__gte=row.started_at,
    )
    return said.exists()


def _act(case: Case, rung: EscalationStep, now: datetime) -> None:
    told, reason = [], "assigned"
    match rung.act:
        case EscalationStep.Act.RAISE:
            severities = Case.objects.system(REASON).filter(pk=case.pk, severity__lt=Case.Severity.CRITICAL)
            severities.update(severity=F("severity") + 1)
            case.refresh_from_db(fields=["severity"])
        case EscalationStep.Act.REASSIGN:
            told = _give_away(case, rung, now)
        case EscalationStep.Act.TELL_OWNER:
            told = [one for one in (case.assignee_id, case.internal_owner_id) if one]
        case EscalationStep.Act.TELL_PERSON if rung.person_id:
            told, reason = [rung.person_id], "you"
    if not told and rung.act != EscalationStep.Act.RAISE:
        told, reason = leads_there(case.unit_id), "lead"
    settle(
        case,
        CaseStep.Kind.ESCALATED,
        label=rung.target,
        details={"rung": rung.pk, "target": rung.target, "act": rung.act, "told": told, "reason": reason},
        about_id=told[0] if len(told) == 1 else None,
        rule=rung.act == EscalationStep.Act.RAISE,
        actor=HOUSE,
        now=now,
    )


def _give_away(case: Case, rung: EscalationStep, now: datetime) -> list[int]:
    """Give it to whom the rung names, else to a lead who is there; nobody may be able to take it."""
    wanted = [rung.person_id] if rung.person_id else leads_there(case.unit_id, on=now.date())
    able = (person for person in wanted if may_be_given(case, person, on=now.date()))
    person = next(able, None)
    if person is None or person == case.assignee_id:
        return []
    assign_case(case, person_id=person, actor=HOUSE, now=now)
    case.refresh_from_db(fields=["assignee"])
    return [person]
