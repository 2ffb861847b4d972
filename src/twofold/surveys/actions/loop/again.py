"""Asking again after a bad answer, once its case has been resolved for a while: whether it has helped."""

from datetime import datetime, timedelta

from django.db import transaction

from twofold.cases.models import Case
from twofold.surveys.actions.asking.invite import Asked, Subject, invite, open_wave_of
from twofold.surveys.models import FollowUp, FollowUpRule, Survey

KIND = "surveys.response"
"""What an invitation is about that asks again: the answer that was bad."""

AT_ONCE = 500


def ask_again(*, now: datetime) -> int:
    """Invite those whose case was resolved so many days ago as the rule says, and stayed so.

    :returns: how many were newly invited
    """
    rules = FollowUpRule.objects.filter(
        is_on=True, ask_again_days__isnull=False, survey__state=Survey.State.LIVE
    )
    rules = rules.filter(survey__mode=Survey.Mode.NAMED).select_related("survey").order_by("pk")
    return sum(_ask(rule, now) for rule in rules)


@transaction.atomic
def _ask(rule: FollowUpRule, now: datetime) -> int:
    due = FollowUp.objects.select_for_update(of=("self",)).filter(
        rule=rule,
        asked_again_at=None,
        case__state=Case.State.RESOLVED,
        case__resolved_at__lte=now - timedelta(days=rule.ask_again_days),
    )
    waiting = due.select_related("response__relationship", "response__invitation", "case").order_by("pk")
    waiting = list(waiting[:AT_ONCE])
    if not waiting or rule.survey.is_protected:
        return 0
    new = invite(open_wave_of(rule.survey, now), [_asked(one) for one in waiting], due_at=now, now=now)
    FollowUp.objects.filter(pk__in=[one.pk for one in waiting]).update(asked_again_at=now)
    return new


def _asked(one: FollowUp) -> Asked:
    response = one.response
    invited = response.invitation
    return Asked(
        party_id=invited.party_id if invited else response.relationship.customer_id,
        unit_id=response.unit_id,
        relationship_id=response.relationship_id,
        subject=Subject(KIND, response.pk, one.case.resolved_at),
        language=response.language,
    )
