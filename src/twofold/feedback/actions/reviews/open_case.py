"""Cases that come of reviews: by hand, and by itself where a source has got low stars."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.queries.actors import HOUSE
from twofold.cases.actions.clocks import refresh_clocks
from twofold.cases.actions.open import LONGEST_TITLE, open_case
from twofold.cases.actions.rulings import promise_by_hand
from twofold.cases.models import Case
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.directory.actions.parties import add_person
from twofold.directory.models import Party
from twofold.feedback.models import Review, ReviewSource
from twofold.feedback.queries.reviews.words import stars_in_words
from twofold.relationships.models import Offering, Side
from twofold.timeline.actions.record import record

REASON = "whoever opens the case has been asked"


class HasCase(Conflict):
    """A review has one case at most."""

    def __init__(self, case_id: int) -> None:
        super().__init__(_("Case #%(number)s was opened for this review already.") % {"number": case_id})


def open_case_for_low_stars(review: Review, source: ReviewSource, *, now: datetime) -> Case | None:
    """Open the case that a source wants for so few stars, once per review. Held, in the caller's transaction.

    History opens none: what was written or changed longer ago than the source says.
    """
    is_low = review.stars is not None and source.low_stars > 0 and review.stars <= source.low_stars
    if not is_low or review.case_id or source.is_history(review.said_at, now):
        return None
    return _open(review, kind=Case.Kind.COMPLAINT, title=title_of(review), actor=HOUSE, now=now)


@transaction.atomic
def open_case_for_review(review: Review, *, kind: str, title: str, actor: Actor, now: datetime) -> Case:
    """Open a case for what a review says. Who wrote it, if nobody knows them, becomes somebody unverified.

    :raises NotVisible: if the actor may not see the review
    :raises NotAllowed: if the actor does not work in its unit
    :raises HasCase: if it has one
    :raises BadInput: naming the field
    """
    get_visible(Review, actor, review.pk, "work")
    rows = Review.objects.system(REASON).select_related("source").select_for_update(of=("self",))
    review = rows.get(pk=review.pk)
    if review.case_id:
        raise HasCase(review.case_id)
    return _open(review, kind=kind, title=title, actor=actor, now=now)


def title_of(review: Review) -> str:
    """What such a case is called, unless somebody writes it."""
    begins = review.title or review.text.partition("\n")[0]
    said = _("%(stars)s on %(source)s") % {
        "stars": stars_in_words(review.stars, review.source.most_stars),
        "source": review.source.name,
    }
    return f"{said}: {begins}"[:LONGEST_TITLE] if begins else said


def _open(review: Review, *, kind: str, title: str, actor: Actor, now: datetime) -> Case:
    case = open_case(
        party=_author(review, actor, now),
        unit_id=review.unit_id,
        side=Side.EXTERNAL,
        kind=kind,
        title=title,
        description="\n\n".join(filter(None, (review.title, review.text, review.link))),
        offering=_offering(review),
        actor=actor,
        now=now,
    )
    review.case, review.relationship = case, case.relationship
    review.save(update_fields=["case", "relationship", "party"])
    if review.answer_due_at and review.answer_due_at > now:
        _promise(case, review.answer_due_at, now)
    record(
        "feedback.review_led_to_case",
        subject=review,
        actor=actor,
        now=now,
        unit_id=review.unit_id,
        parties=[review.party_id],
        details={"case": case.pk},
    )
    return case


def _author(review: Review, actor: Actor, now: datetime) -> Party:
    if review.party_id is None:
        name = review.author_name or _("Someone who wrote a review")
        review.party = add_person(name=name, unit_id=review.unit_id, is_verified=False, actor=actor, now=now)
    return review.party


def _offering(review: Review) -> Offering | None:
    """What it is about, if the unit offers it to customers outside."""
    about = review.offering
    return about if about and about.unit_id == review.unit_id and about.is_for_external else None


def _promise(case: Case, due_at: datetime, now: datetime) -> None:
    """By when the source wants an answer is by when the case is due."""
    case.promised_at = due_at
    case.save(update_fields=["promised_at"])
    promise_by_hand({case.pk: due_at}, now=now)
    refresh_clocks([case.pk], now=now, rule=True)
