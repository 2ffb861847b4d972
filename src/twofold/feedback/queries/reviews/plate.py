"""What reviews put on the plate of their room."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.accounts.queries.members import people_in
from twofold.core.actor import Actor, Level
from twofold.core.plates import (
    EvidenceSource,
    NavItem,
    Notice,
    Panel,
    Said,
    Schedule,
    SearchKind,
    TimelineRow,
    TimelineSource,
    Told,
)
from twofold.core.setwise import among
from twofold.feedback.actions.reviews.search_entries import KIND
from twofold.feedback.models import Review
from twofold.feedback.queries.reviews.words import stars_in_words
from twofold.relationships.models import Side
from twofold.timeline.models import Event

REASON = "whoever raised it is told what came of it"


def said_in(review: Review) -> Said:
    """What a review says, as evidence of an expectation."""
    return Said(
        title=f"{stars_in_words(review.stars, review.source.most_stars)}: {review}",
        words=review.text or review.title,
        customer_id=review.party_id,
        relationship_id=review.relationship_id,
        unit_id=review.unit_id,
        side=Side.EXTERNAL,
    )


def review_url(review: Review) -> str:
    return reverse("feedback:review-detail", args=(review.pk,))


def review_rows(
    actor: Actor, party_ids: Sequence[int], before: datetime | None, limit: int
) -> Iterable[TimelineRow]:
    """What a party wrote about us elsewhere, through the gate."""
    reviews = Review.objects.visible_to(actor).filter(party_id__in=party_ids, erased_at=None)
    if before:
        reviews = reviews.filter(written_at__lt=before)
    return [
        TimelineRow(
            at=review.written_at,
            key=f"review-{review.pk:020d}",
            icon="star",
            title=_("Wrote a review on %(source)s: %(stars)s")
            % {
                "source": review.source.name,
                "stars": stars_in_words(review.stars, review.source.most_stars),
            },
            body=review.title or review.text[:200],
            url=review_url(review),
            unit_id=review.unit_id,
            side=Side.EXTERNAL,
        )
        for review in reviews.select_related("source").order_by("-written_at", "-pk")[:limit]
    ]


def praised(event_id: int) -> Iterable[Told]:
    """The colleague who is thanked, and who leads the units behind them."""
    details = Event.objects.system("whom it concerns").get(pk=event_id).details
    leads = {lead for unit in details["units"] for lead in people_in(unit, Level.LEAD)}
    yield Told(details["person"], "praised")
    yield from (Told(lead, "lead") for lead in sorted(leads - {details["person"]}))


SEARCH = SearchKind(KIND, gettext_lazy("Reviews"), "star", Review, "feedback:review-detail")
TIMELINE = TimelineSource("reviews", review_rows)


def writers_of(ids: Sequence[int]) -> set[int]:
    """Who wrote these reviews, where that is known."""
    reviews = Review.objects.system(REASON).filter(pk__in=among(ids)).exclude(party=None)
    return set(reviews.values_list("party_id", flat=True))


EVIDENCE = EvidenceSource(
    Review,
    gettext_lazy("Review"),
    "star",
    said_in,
    review_url,
    related=("source",),
    raised_by=writers_of,
)
NAVIGATION = NavItem(
    gettext_lazy("Reviews"), "lists:review", icon="star", order=33, shown_to=lambda actor: bool(actor.units())
)
SETTINGS = NavItem(
    gettext_lazy("Sources of reviews"),
    "feedback:source-list",
    "rss",
    66,
    lambda actor: bool(actor.units(Level.LEAD)),
)
PANELS = (
    Panel("party", gettext_lazy("Reviews"), "feedback:party-reviews", "star", 58),
    Panel("case", gettext_lazy("Review"), "feedback:case-review", "star", 45),
)
NOTICES = (
    Notice(
        "feedback.colleague_praised",
        gettext_lazy("A review thanks me, or someone of a unit that I lead"),
        praised,
    ),
)
SCHEDULES = (
    Schedule("feedback.read_feeds", "twofold.feedback.tasks.read_feeds", timedelta(minutes=30)),
    Schedule("feedback.invite_to_review", "twofold.feedback.tasks.invite_to_review", timedelta(hours=1)),
)
FIELD_LABELS = {
    "stars": gettext_lazy("Stars"),
    "may_quote": gettext_lazy("May be quoted"),
    "answered_at": gettext_lazy("Answered"),
    "place": gettext_lazy("Place"),
    "product": gettext_lazy("Product"),
    "words": gettext_lazy("Words"),
    "language": gettext_lazy("Language"),
    "offering_id": gettext_lazy("Offering"),
    "party_id": gettext_lazy("Author"),
    "changed_at": gettext_lazy("Changed"),
    "quote_permission": gettext_lazy("How it was permitted"),
}
VERBS = {
    "feedback.review_received": gettext_lazy("Review came in"),
    "feedback.review_changed": gettext_lazy("Review changed by its author"),
    "feedback.review_answered": gettext_lazy("Review answered"),
    "feedback.review_quotable": gettext_lazy("Review may be quoted"),
    "feedback.review_not_quotable": gettext_lazy("Review may be quoted no more"),
    "feedback.review_author_named": gettext_lazy("Author of a review named"),
    "feedback.review_led_to_case": gettext_lazy("Case opened for a review"),
    "feedback.colleague_praised": gettext_lazy("Thanked in a review"),
    "feedback.praise_taken_back": gettext_lazy("Praise taken back: somebody else was meant"),
    "feedback.review_source_added": gettext_lazy("Source of reviews added"),
    "feedback.review_source_changed": gettext_lazy("Source of reviews changed"),
    "feedback.review_rule_added": gettext_lazy("Rule added: whom reviews are about"),
    "feedback.review_rule_dropped": gettext_lazy("Rule removed: whom reviews are about"),
    "feedback.review_secret_renewed": gettext_lazy("Secret of a webhook renewed"),
}
