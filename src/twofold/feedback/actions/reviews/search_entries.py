"""Letting the search find reviews, for those who may read them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from twofold.core.setwise import among
from twofold.feedback.models import Review
from twofold.search.actions.index import Entry, index_many, unindex

KIND = "review"


def index_reviews(reviews: Iterable[Review]) -> None:
    """Let these be found by what they say and who wrote them."""
    index_many(
        Entry(
            KIND,
            review.pk,
            str(review),
            review.said_at,
            body=" ".join(filter(None, (review.text, review.author_name, review.place))),
            scopes=(f"u{review.unit_id}",),
        )
        for review in reviews
        if review.erased_at is None
    )


def renew_reviews(ids: Sequence[int], now: datetime) -> None:
    """Write the entries of these anew, and forget those that are gone or say nothing any more."""
    reviews = Review.objects.system("the index follows what changed")
    unindex(
        KIND, set(ids) - set(reviews.filter(pk__in=among(ids), erased_at=None).values_list("pk", flat=True))
    )
    index_reviews(reviews.filter(pk__in=among(ids)))
