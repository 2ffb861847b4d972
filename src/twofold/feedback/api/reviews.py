"""Reviews, for programs."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status
from pydantic import Field

from twofold.core.access import get_visible, visible_list
from twofold.core.api.fields import Given, GivenId, Id, Listed, Moment, Named, Paged, Told, words
from twofold.core.api.router import Router, referred
from twofold.core.paging import keyset_page
from twofold.directory.access import require_work_in
from twofold.directory.models import Party
from twofold.feedback.actions.reviews import answering
from twofold.feedback.actions.reviews.arrived import Arrived, cleaned
from twofold.feedback.actions.reviews.take_in import take_in
from twofold.feedback.models import Review, ReviewSource
from twofold.relationships.models import Offering

router = Router("reviews")
NAMES = ("source", "unit__party", "offering")
PLAIN = (
    *("external_id", "stars", "title", "text", "author_name", "language", "place", "product", "link"),
    *("written_at", "changed_at", "received_at", "answer", "answered_at", "answer_due_at", "may_quote"),
)
HIDDEN = ("author", "answered_at", "answer_due_at", "case")
Stars = Annotated[Decimal, Field(ge=0, le=99, max_digits=4, decimal_places=2)]


class ReviewFilters(Paged):
    """What narrows the list of reviews."""

    source: Id | None = None
    unit: Id | None = None
    party: Id | None = None
    answered: Literal["", "yes", "no"] = ""


class NewReview(Given):
    """What a source says about one review. The same id again changes what is kept, and leaves its earlier text.

    Without an `offering`, the rules of the source say by `place`, `product` and words what and whom it is about.
    """

    source: GivenId
    external_id: words(200, least=1)
    stars: Stars | None = None
    title: words(300) = ""
    text: words(20_000) = ""
    author_name: words(200) = ""
    language: words(10) = ""
    place: words(120) = ""
    product: words(120) = ""
    link: words(500) = ""
    written_at: Moment | None = None
    changed_at: Moment | None = None
    offering: GivenId | None = None
    author: GivenId | None = None


class GivenReviewAnswer(Given):
    """What we answered there."""

    words: words(20_000, least=1)
    answered_at: Moment | None = None


class ToldReview(Told):
    """A review. `stars` are on the scale of its source, `most_stars` says how many are the most there."""

    id: int
    source: Named
    unit: Named
    offering: Named | None
    author: int | None
    external_id: str
    stars: float | None
    most_stars: int
    title: str
    text: str
    author_name: str
    language: str
    place: str
    product: str
    link: str
    written_at: datetime
    changed_at: datetime | None
    received_at: datetime
    answer: str
    answered_at: datetime | None
    answer_due_at: datetime | None
    may_quote: bool
    case: int | None

    @classmethod
    def of(cls, review: Review) -> "ToldReview":
        """One review, fetched with its names."""
        offering = review.offering
        return cls(
            id=review.pk,
            source=Named(id=review.source_id, name=review.source.name),
            unit=Named(id=review.unit_id, name=review.unit.party.name),
            offering=Named(id=offering.pk, name=offering.name) if offering else None,
            author=review.party_id,
            most_stars=review.source.most_stars,
            case=review.case_id,
            **{name: getattr(review, name) for name in PLAIN},
        )


class ReviewList(Listed):
    """A page of reviews."""

    items: list[ToldReview]


class ToldSource(Told):
    """A place where others write about us."""

    id: int
    name: str
    kind: Literal["file", "feed", "webhook"]
    unit: Named
    most_stars: int
    low_stars: int
    is_on: bool


class SourceList(Listed):
    """A page of sources."""

    items: list[ToldSource]


@router.get("/review-sources", response=SourceList)
def list_review_sources(request: HttpRequest, filters: Query[Paged]) -> SourceList:
    """Where reviews come from."""
    sources = visible_list(ReviewSource, request.actor).select_related("unit__party")
    page = keyset_page(sources, order=("pk",), token=filters.after, size=filters.limit)
    plain = ("name", "kind", "most_stars", "low_stars", "is_on")
    items = [
        ToldSource(
            id=one.pk,
            unit=Named(id=one.unit_id, name=one.unit.party.name),
            **{name: getattr(one, name) for name in plain},
        )
        for one in page.rows
    ]
    return SourceList(items=items, after=page.after or None)


@router.get("/reviews", response=ReviewList)
def list_reviews(request: HttpRequest, filters: Query[ReviewFilters]) -> ReviewList:
    """Reviews, the latest written first."""
    reviews = visible_list(Review, request.actor).filter(erased_at=None).select_related(*NAMES)
    narrowed = {"source_id": filters.source, "unit_id": filters.unit, "party_id": filters.party}
    reviews = reviews.filter(**{name: value for name, value in narrowed.items() if value})
    if filters.answered:
        reviews = reviews.filter(answered_at__isnull=filters.answered == "no")
    page = keyset_page(
        reviews, order=("written_at", "pk"), token=filters.after, size=filters.limit, descending=True
    )
    return ReviewList(items=[ToldReview.of(one) for one in page.rows], after=page.after or None)


@router.get("/reviews/{int:pk}", response=ToldReview)
def read_review(request: HttpRequest, pk: Id) -> ToldReview:
    """One review."""
    return _told(request, pk)


@router.post("/reviews", response={200: ToldReview, 201: ToldReview})
def create_review(request: HttpRequest, given: NewReview) -> Status:
    """Bring in a review, for those who work in the unit of its source.

    Answers 201 when it is new, and 200 when it was known, changed or not.
    """
    actor, now = request.actor, timezone.now()
    source = referred(ReviewSource, actor, given.source, "source")
    require_work_in(actor, source.unit_id)
    author = referred(Party, actor, given.author, "author") if given.author else None
    offering = referred(Offering, actor, given.offering, "offering") if given.offering else None
    said = given.dict(exclude={"source", "author", "offering"})
    arrived = Arrived(party_id=author and author.pk, offering_id=offering and offering.pk, **said)
    [taken] = take_in(source, [cleaned(arrived, source, now=now)], actor=actor, now=now)
    return Status(201 if taken.outcome == "created" else 200, _brought(request, taken.review.pk))


@router.post("/reviews/{int:pk}/answer", response=ToldReview)
def answer_review(request: HttpRequest, pk: Id, given: GivenReviewAnswer) -> ToldReview:
    """Keep what we answered there; nothing is sent."""
    review = get_visible(Review, request.actor, pk)
    answering.answer_review(review, actor=request.actor, now=timezone.now(), **given.dict())
    return _told(request, pk)


def _brought(request: HttpRequest, pk: int) -> ToldReview:
    """What became of a review, for who brought it: of one that a rule sent where they do not look, nothing but its place."""
    rows = Review.objects.system("who brings a review hears where it went").select_related(*NAMES)
    told = ToldReview.of(rows.get(pk=pk))
    if visible_list(Review, request.actor).filter(pk=pk).exists():
        return told
    return told.model_copy(update=dict.fromkeys(HIDDEN) | {"answer": "", "may_quote": False})


def _told(request: HttpRequest, pk: int) -> ToldReview:
    get_visible(Review, request.actor, pk)
    return ToldReview.of(visible_list(Review, request.actor).select_related(*NAMES).get(pk=pk))
