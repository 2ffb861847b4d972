"""A bad answer becomes a case, with the answer attached, its owner and its day: once, however often this is tried."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.actors import HOUSE
from twofold.accounts.queries.workers import works_in
from twofold.cases.actions.cases import assign_case, open_case
from twofold.cases.actions.clocks import refresh_case_clocks
from twofold.cases.actions.rulings import promise_by_hand
from twofold.cases.models import Case
from twofold.core.access import get_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import Conflict
from twofold.core.spelled import Given, Spelled
from twofold.directory.models import Party
from twofold.surveys.actions.loop.rules import require_named
from twofold.surveys.models import FollowUp, FollowUpRule, Response
from twofold.surveys.queries.disclosure.one_sheet import number_given, said_on
from twofold.timeline.actions.record import record
from twofold.timeline.models import Event

REASON = "the rule of a named survey follows an answer up"
RULE_OF = Spelled(FollowUpRule.objects.filter(survey=Given(0), is_on=True).values_list("pk"))


def is_followed(event: Event, parties: object = ()) -> bool:
    """Whether the survey of an answer has a rule at all; asked before a job is written for it."""
    return RULE_OF.first(event.details.get("survey")) is not None


@transaction.atomic
def follow_up(response_id: int, *, now: datetime) -> Case | None:
    """Open the case that a bad answer asks for; None where none does, or the answer is told to nobody."""
    response = _held(response_id)
    if response is None or response.survey.is_protected:
        return None
    if (before := _before(response)) is not None:
        return before
    rule = _broken(response)
    customer = customer_of(response)
    if rule is None or customer is None:
        return None
    case = _open(response, customer, rule.unit_id or response.unit_id, HOUSE, now, rule)
    if rule.owner_id and works_in(rule.owner_id, case.unit_id):
        assign_case(case, person_id=rule.owner_id, actor=HOUSE, now=now)
    promise_by_hand({case.pk: now + timedelta(days=rule.due_days)}, now=now)
    refresh_case_clocks(case, now=now)
    return case


@transaction.atomic
def open_case_from_answer(response: Response, *, actor: Actor, now: datetime) -> Case:
    """Open a case from an answer by hand. Of an answer that has one, that one is given back.

    :raises NotVisible: if the actor may not see the answer
    :raises NotAllowed: if the actor does not work in the unit that it speaks of
    :raises Conflict: if nobody is known who could be answered
    """
    response = get_visible(Response, actor, response.pk)
    require_level(
        actor, Level.WORK, response.unit_id, _("You do not work in the unit that this answer speaks of.")
    )
    response = _held(response.pk)
    require_named(response.survey)
    if (before := _before(response)) is not None:
        return before
    customer = customer_of(response)
    if customer is None:
        raise Conflict(_("Nobody is known who gave this answer, so there is no customer to owe anything."))
    return _open(response, customer, response.unit_id, actor, now)


def customer_of(response: Response) -> Party | None:
    """Whose answer it is: the customer of its relationship, else whoever was invited."""
    if response.relationship_id:
        return response.relationship.customer
    return response.invitation.party if response.invitation_id else None


def _held(response_id: int) -> Response | None:
    """The sheet, held until the end of the transaction: of two who follow it up, the second finds what the first did."""
    sheets = Response.objects.system(REASON).select_for_update(of=("self",))
    return (
        sheets.select_related("survey", "relationship__customer", "invitation__party")
        .filter(pk=response_id)
        .first()
    )


def _before(response: Response) -> Case | None:
    done = FollowUp.objects.select_related("case").filter(response=response).first()
    return done and done.case


def _broken(response: Response) -> FollowUpRule | None:
    """The rule that the answer falls under; of several, the one that is due first."""
    rules = response.survey.follow_up_rules.filter(is_on=True).select_related("question")
    for rule in rules.order_by("due_days", "pk"):
        given = number_given(response, rule.question_id)
        if given is not None and given <= rule.at_most:
            return rule
    return None


def _open(
    response: Response,
    customer: Party,
    unit_id: int,
    actor: Actor,
    now: datetime,
    rule: FollowUpRule | None = None,
) -> Case:
    survey, case_type = response.survey, rule and rule.case_type
    case = open_case(
        party=customer,
        requester=response.invitation.party if response.invitation_id else None,
        unit_id=unit_id,
        side=survey.side,
        kind=case_type.kind if case_type else Case.Kind.REQUEST,
        case_type=case_type,
        title=_title(response, rule),
        description="\n".join(map(str, said_on(response))),
        actor=actor,
        now=now,
    )
    FollowUp.objects.create(response=response, case=case, rule=rule, made_at=now)
    record(
        "surveys.followed_up",
        subject=response,
        actor=actor,
        now=now,
        unit_id=case.unit_id,
        details={"case": case.pk, "rule": rule and rule.pk},
    )
    return case


def _title(response: Response, rule: FollowUpRule | None) -> str:
    if rule is None:
        return _("Answer to “%(survey)s”") % {"survey": response.survey.name}
    return _("“%(survey)s”: %(answer)s of %(high)s") % {
        "survey": response.survey.name,
        "answer": number_given(response, rule.question_id),
        "high": rule.question.scale_high,
    }
