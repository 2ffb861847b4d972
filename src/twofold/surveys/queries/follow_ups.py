"""What came of bad answers: the rules of a survey with their cases, and what was answered before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from twofold.cases.models import Case
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.surveys.actions.loop.again import KIND
from twofold.surveys.models import FollowUp, FollowUpRule, Question, Response, Survey
from twofold.surveys.queries.disclosure.one_sheet import all_numbers_given

SHOWN = 20
REASON = "which answers ask again about each other; what they say is read through the gate"


@dataclass(frozen=True)
class Shown:
    """A rule, how many cases came of it, and how many of them are open still.

    :param asked_again: how many were asked again
    """

    rule: FollowUpRule
    opened: int
    still_open: int
    asked_again: int


@dataclass(frozen=True)
class Change:
    """An answer that was bad, and the one that was given after its case was resolved.

    :param before: what was answered to the rule's question
    :param after: None until they answer again
    """

    response: Response
    case: Case
    question: Question
    before: int | None
    after: int | None
    after_id: int | None = None
    answered_at: datetime | None = None


def rules_of(survey: Survey) -> list[Shown]:
    """The rules of a survey."""
    rules = survey.follow_up_rules.select_related("question", "case_type", "unit__party", "owner")
    counted = rules.annotate(
        opened=Count("follow_ups"),
        still_open=Count("follow_ups", filter=Q(follow_ups__case__state=Case.State.OPEN)),
        asked=Count("follow_ups", filter=Q(follow_ups__asked_again_at__isnull=False)),
    )
    return [Shown(rule, rule.opened, rule.still_open, rule.asked) for rule in counted.order_by("pk")]


def changes_of(actor: Actor, survey: Survey) -> list[Change]:
    """The latest answers that were followed up, as far as the actor may see both the answer and the case."""
    done = FollowUp.objects.filter(
        rule__survey=survey,
        response__in=visible_list(Response, actor).filter(survey=survey),
        case__in=visible_list(Case, actor),
    )
    latest = list(
        done.select_related("rule__question", "case", "response__relationship__customer").order_by(
            "-made_at", "-pk"
        )[:SHOWN]
    )
    later = later_sheets(actor, [one.response_id for one in latest])
    ids = [one.response_id for one in latest] + [one.pk for one in later.values()]
    given = all_numbers_given(ids, {one.rule.question_id for one in latest})
    return [_change(one, later.get(one.response_id), given) for one in latest]


def later_sheets(actor: Actor, response_ids: Sequence[int]) -> Mapping[int, Response]:
    """Bad answer → the answer given when asked again, as far as the actor may see it."""
    sheets = visible_list(Response, actor).filter(
        invitation__subject_kind=KIND, invitation__subject_id__in=response_ids
    )
    found = sheets.select_related("invitation").order_by("answered_at", "pk")
    return {one.invitation.subject_id: one for one in found}


def earlier_sheet(actor: Actor, response: Response) -> Response | None:
    """The bad answer about which this one was asked again, as far as the actor may see it."""
    asked = response.invitation
    if asked is None or asked.subject_kind != KIND:
        return None
    return visible_list(Response, actor).filter(pk=asked.subject_id).first()


def _change(one: FollowUp, later: Response | None, given: Mapping[tuple[int, int], int]) -> Change:
    question = one.rule.question_id
    return Change(
        response=one.response,
        case=one.case,
        question=one.rule.question,
        before=given.get((one.response_id, question)),
        after=given.get((later.pk, question)) if later else None,
        after_id=later and later.pk,
        answered_at=later and later.answered_at,
    )
