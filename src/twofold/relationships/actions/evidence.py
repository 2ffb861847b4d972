"""Bearing out expectations: where one was heard."""

from datetime import datetime

from django.db import models, transaction

from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.directory.access import require_work_in
from twofold.relationships.models import Evidence, Expectation


@transaction.atomic
def bear_out(expectation: Expectation, record: models.Model, *, actor: Actor, now: datetime) -> Evidence:
    """Say that a record, such as a message, bears out what a customer expects. Saying it twice changes nothing.

    :raises NotVisible: if the actor may not see one of the two
    :raises NotAllowed: if the actor does not work in the unit that serves
    """
    expectation = get_visible(Expectation, actor, expectation.pk)
    require_work_in(actor, expectation.relationship.provider_id)
    record = get_visible(type(record), actor, record.pk)
    row, _is_new = Evidence.objects.system("the actor works in the unit that serves").get_or_create(
        expectation=expectation,
        subject_kind=record._meta.label_lower,
        subject_id=record.pk,
        defaults={"added_at": now},
    )
    return row
