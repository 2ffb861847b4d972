"""After a dealing: whoever was served is asked, once for each order, and never about what was taken back or brought in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.directory.queries.units import unit_tree
from twofold.relationships.models import Dealing
from twofold.surveys.actions.asking.invite import Asked, Subject
from twofold.surveys.actions.triggers.events import events_since
from twofold.surveys.actions.triggers.occasions import LONG_AGO, Found, Occasion, Outcome
from twofold.surveys.actions.triggers.own_work import own_staff
from twofold.surveys.models import Trigger

REASON = "a survey asks by itself after what happened"
VERB, KIND = "relationships.dealing_recorded", "relationships.dealing"


def new_dealings(trigger: Trigger, now: datetime) -> Found:
    """What the survey's branch of units has delivered on its side. A reversal is another event, and asks nobody."""
    events, reached = events_since(trigger, VERB, now)
    dealings = _dealings(trigger, [event.subject_id for event in events])
    staff = own_staff(
        (one.relationship.customer_id for one in dealings.values()),
        (one.unit_id for one in dealings.values()),
        now.date(),
    )
    orders: set[tuple[int, str]] = set()
    occasions = []
    for event in events:
        dealing = dealings.get(event.subject_id)
        if dealing is None:
            continue
        why = _why_not(dealing, event.recorded_at, staff)
        if why is None and dealing.reference:
            order = dealing.relationship_id, dealing.reference
            why = Outcome.DUPLICATE if order in orders else None
            orders.add(order)
        occasions.append(Occasion(why) if why else Occasion(Outcome.ASKED, _asked(dealing)))
    return Found(occasions, reached)


def _dealings(trigger: Trigger, ids: Sequence[int]) -> Mapping[int, Dealing]:
    survey = trigger.survey
    dealings = Dealing.objects.system(REASON).filter(
        pk__in=among(ids),
        unit_id__in=unit_tree().subtree(survey.unit_id),
        relationship__side=survey.side,
        is_reversal=False,
        import_run_id=None,
    )
    return {one.pk: one for one in dealings.select_related("relationship__customer")}


def _why_not(dealing: Dealing, recorded_at: datetime, staff: set[tuple[int, int]]) -> Outcome | None:
    customer = dealing.relationship.customer
    reasons = {
        Outcome.NOT_DONE: dealing.reversed_on is not None or not dealing.is_completed,
        Outcome.NOBODY: customer.kind != Party.Kind.PERSON or customer.erased_at is not None,
        Outcome.OF_ONESELF: (customer.pk, dealing.unit_id) in staff,
        Outcome.LONG_AGO: recorded_at - dealing.happened_at > LONG_AGO,
    }
    return next((why for why, holds in reasons.items() if holds), None)


def _asked(dealing: Dealing) -> Asked:
    return Asked(
        party_id=dealing.relationship.customer_id,
        unit_id=dealing.unit_id,
        relationship_id=dealing.relationship_id,
        subject=Subject(KIND, dealing.pk, dealing.happened_at),
    )
