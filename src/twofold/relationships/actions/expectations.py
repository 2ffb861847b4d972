"""Expectations: saying what a customer needs, and looking again whether it is met."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import require_work_in
from twofold.relationships.models import Expectation, Relationship
from twofold.timeline.actions.record import record

STATES_OF_REVIEW = (Expectation.State.MET, Expectation.State.AT_RISK, Expectation.State.UNMET)


@transaction.atomic
def state_expectation(
    relationship: Relationship,
    *,
    statement: str,
    actor: Actor,
    now: datetime,
    importance: int = Expectation.Importance.IMPORTANT,
    evidence: str = "",
    strategy: str = "",
    state: str = Expectation.State.AT_RISK,
    review_on: date | None = None,
) -> Expectation:
    """State what a customer needs or expects.

    :param evidence: how we know
    :param strategy: what we do about it
    :raises NotAllowed: if the actor does not work in the unit that serves
    :raises BadInput: if nothing is stated, or the review lies in the past
    """
    require_work_in(actor, relationship.provider_id)
    statement = " ".join(statement.split())
    if not statement:
        raise BadInput(_("Say in a sentence what the customer expects."), field="statement")
    _require_sound(importance, state, review_on, now)
    expectation = Expectation.objects.create(
        relationship=relationship,
        statement=statement,
        importance=importance,
        evidence=evidence.strip(),
        strategy=strategy.strip(),
        state=state,
        review_on=review_on,
        stated_by_id=actor.person_id,
        created_at=now,
        changed_at=now,
    )
    changes = {"statement": (None, statement)}
    _record("relationships.expectation_stated", expectation, actor, now, changes, created(expectation))
    return expectation


@transaction.atomic
def review_expectation(
    expectation: Expectation,
    *,
    state: str,
    importance: int,
    evidence: str,
    strategy: str,
    review_on: date | None,
    actor: Actor,
    now: datetime,
) -> Expectation:
    """Look again: whether it is met, how we know, what we do about it, and when to look next.

    :raises NotAllowed: if the actor does not work in the unit that serves
    :raises Conflict: if it has been withdrawn
    :raises BadInput: if the review lies in the past
    """
    require_work_in(actor, expectation.relationship.provider_id)
    _require_not_withdrawn(expectation)
    _require_sound(importance, state, review_on, now)
    new = {
        "state": state,
        "importance": importance,
        "evidence": evidence.strip(),
        "strategy": strategy.strip(),
        "review_on": review_on,
    }
    changes = {name: (getattr(expectation, name), value) for name, value in new.items()}
    before = row_values(expectation)
    for name, value in new.items():
        setattr(expectation, name, value)
    expectation.changed_at = now
    expectation.save()
    row = changed(expectation, before)
    _record("relationships.expectation_reviewed", expectation, actor, now, changes, row)
    return expectation


@transaction.atomic
def withdraw_expectation(expectation: Expectation, *, actor: Actor, now: datetime) -> Expectation:
    """Say that the customer no longer expects this. It stays on record.

    :raises NotAllowed: if the actor does not work in the unit that serves
    :raises Conflict: if it has been withdrawn already
    """
    require_work_in(actor, expectation.relationship.provider_id)
    _require_not_withdrawn(expectation)
    before = row_values(expectation)
    old, expectation.state = expectation.state, Expectation.State.WITHDRAWN
    expectation.review_on, expectation.changed_at = None, now
    expectation.save(update_fields=["state", "review_on", "changed_at"])
    row, changes = changed(expectation, before), {"state": (old, expectation.state)}
    _record("relationships.expectation_withdrawn", expectation, actor, now, changes, row)
    return expectation


def _require_not_withdrawn(expectation: Expectation) -> None:
    if expectation.state == Expectation.State.WITHDRAWN:
        raise Conflict(_("This expectation has been withdrawn. State it anew if it holds again."))


def _require_sound(importance: int, state: str, review_on: date | None, now: datetime) -> None:
    if importance not in Expectation.Importance.values:
        raise BadInput(_("Choose how important it is."), field="importance")
    if state not in STATES_OF_REVIEW:
        raise BadInput(_("Choose whether it is met, at risk or unmet."), field="state")
    if review_on and review_on < now.date():
        raise BadInput(_("The next review lies in the past. Choose a day to come."), field="review_on")


def _record(
    verb: str, expectation: Expectation, actor: Actor, now: datetime, changes: dict, row: RowChange
) -> None:
    relationship = expectation.relationship
    record(
        verb,
        subject=expectation,
        actor=actor,
        now=now,
        unit_id=relationship.provider_id,
        parties=[relationship.customer_id],
        details={"relationship": relationship.pk},
        changes=changes,
        rows=[row],
    )
