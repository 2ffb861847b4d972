"""Raising an expectation from what was heard."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.directory.models import Party
from twofold.relationships.actions.evidence import bear_out
from twofold.relationships.actions.expectations import state_expectation
from twofold.relationships.actions.relationships import open_relationship
from twofold.relationships.models import Expectation, Relationship


@transaction.atomic
def raise_expectation(
    heard_in: models.Model,
    *,
    actor: Actor,
    now: datetime,
    relationship: Relationship | None = None,
    customer: Party | None = None,
    unit: int | None = None,
    side: str = "",
    **stated: Any,
) -> Expectation:
    """State what a customer expects, borne out by the record in which it was heard.

    :param relationship: whose expectation it is; left out, that of `unit` with `customer` on `side`, which begins by it
    :param stated: as for `state_expectation`
    :raises NotVisible: if the actor may not see the record
    :raises NotAllowed: if the actor does not work in the unit that serves
    :raises BadInput: if nothing is stated, or nobody is said to expect it
    """
    if relationship is None:
        if customer is None:
            raise BadInput(_("Say who expects this: choose somebody known."), field="customer")
        relationship = open_relationship(
            provider_id=unit or 0, customer=customer, side=side, actor=actor, now=now
        )
    expectation = state_expectation(relationship, actor=actor, now=now, **stated)
    bear_out(expectation, heard_in, actor=actor, now=now)
    return expectation
