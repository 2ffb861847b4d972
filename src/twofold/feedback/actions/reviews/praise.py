"""Praise: a colleague whom a review names with thanks hears of it, and so do those who lead the units behind them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.access import change_visible, get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.rows import created, deleted
from twofold.directory.models import Party
from twofold.feedback.models import Praised, Review
from twofold.feedback.queries.reviews.praise import units_behind
from twofold.timeline.actions.record import record


@transaction.atomic
def pass_on_praise(review: Review, *, person: Party, actor: Actor, now: datetime) -> Praised:
    """Tell a colleague, and those who lead where they work, that a review thanks them. It stands on their timelines.

    :raises NotVisible: if the actor may not see the review
    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: if the person is no colleague
    :raises Conflict: if they have been told
    """
    with change_visible(Review, actor, review.pk) as current:
        person = get_visible(Party, actor, person.pk, "name")
        if not person.is_colleague:
            raise BadInput(_("Praise is passed on to colleagues. Choose one."), field="person")
        if current.erased_at:
            raise Conflict(_("It was erased: it thanks nobody any more."))
        praised, is_new = Praised.objects.get_or_create(review=current, person=person)
        if not is_new:
            raise Conflict(_("%(name)s has been told already.") % {"name": person.name}, field="person")
        behind = units_behind(person.pk)
        record(
            "feedback.colleague_praised",
            subject=current,
            actor=actor,
            now=now,
            unit_id=current.unit_id,
            parties=[person.pk, *behind],
            details={"person": person.pk, "units": behind},
            rows=[created(praised)],
        )
    return praised


@transaction.atomic
def take_praise_back(praised: Praised, *, actor: Actor, now: datetime) -> None:
    """Say that somebody else was meant.

    :raises NotVisible, NotAllowed: if the actor does not work in the review's unit
    """
    with change_visible(Review, actor, praised.review_id) as current:
        record(
            "feedback.praise_taken_back",
            subject=current,
            actor=actor,
            now=now,
            unit_id=current.unit_id,
            details={"person": praised.person_id},
            rows=[deleted(praised)],
        )
        praised.delete()
