"""The ledger of expectations: what customers expect, and how often it is not met."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.relationships.models import Expectation

LONGEST_LEDGER = 200


@dataclass(frozen=True)
class ExpectationFilters:
    """What the ledger is narrowed to; empty filters do nothing.

    :param due_by: only those to be looked at again by this day
    """

    side: str = ""
    unit_id: int | None = None
    state: str = ""
    statement: str = ""
    due_by: date | None = None


def expectations(actor: Actor, filters: ExpectationFilters) -> QuerySet[Expectation]:
    """Expectations that hold, as far as the actor may see them."""
    found = visible_list(Expectation, actor)
    exact = {
        "relationship__side": filters.side,
        "relationship__provider": filters.unit_id,
        "state": filters.state,
        "statement": filters.statement,
        "review_on__lte": filters.due_by,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return found if filters.state else found.exclude(state=Expectation.State.WITHDRAWN)


def ledger(actor: Actor, filters: ExpectationFilters) -> QuerySet:
    """One row for each statement with how many customers make it and how it stands; most often unmet first."""
    rows = expectations(actor, filters).order_by().values("statement")
    return rows.annotate(
        customers=Count("relationship__customer", distinct=True),
        unmet=Count("pk", filter=Q(state=Expectation.State.UNMET)),
        at_risk=Count("pk", filter=Q(state=Expectation.State.AT_RISK)),
        met=Count("pk", filter=Q(state=Expectation.State.MET)),
        importance=Max("importance"),
        inside=Count("pk", filter=Q(relationship__side="internal")),
        outside=Count("pk", filter=Q(relationship__side="external")),
        review_on=Min("review_on"),
    ).order_by("-unmet", "-at_risk", "-importance", "statement")[:LONGEST_LEDGER]
