"""Taking reviews in, each once per source: a changed one leaves its earlier text, a repeat does nothing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from twofold.core.actor import Actor
from twofold.core.plates import Outcome, RowChange
from twofold.core.plates.records import keep_nothing
from twofold.core.rows import changed, created, row_values
from twofold.core.setwise import among
from twofold.feedback.actions.reviews.arrived import Arrived, erased_id, of_five
from twofold.feedback.actions.reviews.open_case import open_case_for_low_stars
from twofold.feedback.actions.reviews.search_entries import index_reviews
from twofold.feedback.models import Review, ReviewSource, ReviewText
from twofold.timeline.actions.record import record

REASON = "a source brings its reviews in, whoever may read them"
SAID = ("stars", "title", "text")
BESIDES = ("author_name", "language", "place", "link", "offering_id", "party_id", "relationship_id")


class Taken(NamedTuple):
    """A review, and what became of what came in: ``created``, ``updated`` or ``unchanged``."""

    review: Review
    outcome: Outcome


@transaction.atomic
def take_in(
    source: ReviewSource,
    arrived: Sequence[Arrived],
    *,
    actor: Actor,
    now: datetime,
    run_id: int | None = None,
    keep: Callable[[Iterable[RowChange]], None] = keep_nothing,
) -> list[Taken]:
    """Take in what a source says, `cleaned` before. Whoever calls it has asked whether this may come in.

    What is older than what is kept of the same review changes nothing, and neither does anything about one that was erased.

    :param run_id: the import, which is one event for all of them
    :param keep: takes what was changed of reviews that were there before
    """
    source = ReviewSource.objects.system(REASON).select_for_update(of=("self",)).get(pk=source.pk)
    known = _known(source, {one.external_id for one in arrived})
    taken = []
    for one in arrived:
        review = known.get(one.external_id) or known.get(erased_id(one.external_id))
        if review is None:
            review = known[one.external_id] = _created(source, one, now, run_id)
            outcome = Outcome.CREATED
        else:
            outcome = _updated(source, review, one, now, keep)
        taken.append(Taken(review, outcome))
        if outcome != Outcome.UNCHANGED:
            if run_id is None:
                _record(review, outcome, actor, now)
            open_case_for_low_stars(review, source, now=now)
    index_reviews(review for review, outcome in taken if outcome != Outcome.UNCHANGED)
    return taken


def _known(source: ReviewSource, ids: set[str]) -> dict[str, Review]:
    rows = Review.objects.system(REASON).select_for_update(of=("self",)).filter(source=source)
    named = rows.filter(external_id__in=among(ids | {erased_id(one) for one in ids}))
    return {review.external_id: review for review in named}


def _created(source: ReviewSource, one: Arrived, now: datetime, run_id: int | None) -> Review:
    written_at = one.written_at or one.changed_at or now
    review = Review(
        source=source,
        external_id=one.external_id,
        unit_id=one.unit_id or source.unit_id,
        written_at=written_at,
        changed_at=one.changed_at if one.changed_at and one.changed_at > written_at else None,
        received_at=now,
        import_run_id=run_id,
        **{name: getattr(one, name) for name in (*SAID, *BESIDES)},
    )
    review.offering_id = review.offering_id or source.offering_id
    review.of_five = of_five(review.stars, source)
    _keep_answer(review, one, now)
    _await_answer(review, source, now)
    review.save(force_insert=True)
    return review


def _updated(
    source: ReviewSource,
    review: Review,
    one: Arrived,
    now: datetime,
    keep: Callable[[Iterable[RowChange]], None],
) -> Outcome:
    kept_from = review.said_at
    if review.erased_at or (one.moment and one.moment < kept_from):
        return Outcome.UNCHANGED
    before, texts = row_values(review), []
    if any(getattr(review, name) != getattr(one, name) for name in SAID):
        earlier = {name: getattr(review, name) for name in SAID}
        texts = [ReviewText.objects.create(review=review, written_at=kept_from, replaced_at=now, **earlier)]
        for name in SAID:
            setattr(review, name, getattr(one, name))
        review.of_five = of_five(review.stars, source)
        review.changed_at = one.moment if one.moment and one.moment > kept_from else now
        _await_answer(review, source, now)
    for name in BESIDES:
        setattr(review, name, getattr(one, name) or getattr(review, name))
    _keep_answer(review, one, now)
    change = changed(review, before)
    if not change.new:
        return Outcome.UNCHANGED
    review.save(update_fields=list(change.new))
    keep([change, *map(created, texts)])
    return Outcome.UPDATED


def _keep_answer(review: Review, one: Arrived, now: datetime) -> None:
    """What we answered there, if the source knows it: what stands there is what people read."""
    if one.answer and one.answer != review.answer:
        review.answer = one.answer
        review.answered_at = one.answered_at or review.answered_at or now


def _await_answer(review: Review, source: ReviewSource, now: datetime) -> None:
    is_open = review.answered_at is None and review.answer_due_at is None
    if is_open and not source.is_history(review.said_at, now):
        review.answer_due_at = now + timedelta(hours=source.answer_within_hours)


def _record(review: Review, outcome: Outcome, actor: Actor, now: datetime) -> None:
    record(
        "feedback.review_received" if outcome == Outcome.CREATED else "feedback.review_changed",
        subject=review,
        actor=actor,
        now=now,
        unit_id=review.unit_id,
        happened_at=review.said_at,
        details={"source": review.source_id},
    )
