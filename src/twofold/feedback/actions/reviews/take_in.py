"""Taking reviews in, each once per source: a changed one leaves its earlier text, a repeat does nothing. Set by set."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction

from twofold.core.actor import Actor
from twofold.core.plates import Outcome, RowChange
from twofold.core.plates.records import keep_nothing
from twofold.core.rows import changed, created, row_values
from twofold.core.setwise import among, insert_rows, update_rows
from twofold.feedback.actions.reviews.arrived import Arrived, erased_id, of_five
from twofold.feedback.actions.reviews.open_case import open_case_for_low_stars
from twofold.feedback.actions.reviews.search_entries import index_reviews
from twofold.feedback.models import Review, ReviewSource, ReviewText
from twofold.feedback.queries.reviews.rules import Sorting, sorting_of
from twofold.timeline.actions.record_many import Fact, record_many

REASON = "a source brings its reviews in, whoever may read them"
SAID = ("stars", "title", "text")
BESIDES = (
    "author_name",
    "language",
    "place",
    "product",
    "link",
    "offering_id",
    "party_id",
    "relationship_id",
)
CHANGING = (*SAID, *BESIDES, "of_five", "changed_at", "answer", "answered_at", "answer_due_at")
VERBS = {Outcome.CREATED: "feedback.review_received", Outcome.UPDATED: "feedback.review_changed"}


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
    known, sorting = _known(source, {one.external_id for one in arrived}), sorting_of(source)
    taken: dict[int, Taken] = {}
    for turn in _turns(arrived):
        outcomes = _take_turn([arrived[place] for place in turn], known, sorting, now, run_id, keep)
        taken |= zip(turn, outcomes, strict=True)
        new = [one for one in outcomes if one.outcome != Outcome.UNCHANGED]
        if run_id is None:
            record_many([_fact(one) for one in new], actor=actor, now=now)
        for review, _outcome in new:
            open_case_for_low_stars(review, source, now=now)
        index_reviews(review for review, _outcome in new)
    return [taken[place] for place in range(len(arrived))]


def _turns(arrived: Sequence[Arrived]) -> list[list[int]]:
    """The places of what comes, each review once in a turn: what is said of it again has its turn after that."""
    turns: list[list[int]] = []
    before: Counter[str] = Counter()
    for place, one in enumerate(arrived):
        if before[one.external_id] == len(turns):
            turns.append([])
        turns[before[one.external_id]].append(place)
        before[one.external_id] += 1
    return turns


def _take_turn(
    arrived: Sequence[Arrived],
    known: dict[str, Review],
    sorting: Sorting,
    now: datetime,
    run_id: int | None,
    keep: Callable[[Iterable[RowChange]], None],
) -> list[Taken]:
    """Take in what is said of different reviews, and write it at once."""
    taken, texts, changes = [], [], []
    for one in arrived:
        review = known.get(one.external_id) or known.get(erased_id(one.external_id))
        if review is None:
            review = known[one.external_id] = _new(sorting, one, now, run_id)
            taken.append(Taken(review, Outcome.CREATED))
            continue
        change, earlier = _change(sorting.source, review, one, now)
        taken.append(Taken(review, Outcome.UPDATED if change.new else Outcome.UNCHANGED))
        if change.new:
            changes.append(change)
            texts += earlier
    insert_rows([review for review, outcome in taken if outcome == Outcome.CREATED])
    insert_rows(texts)
    update_rows([review for review, outcome in taken if outcome == Outcome.UPDATED], CHANGING)
    if changes:
        keep([*changes, *map(created, texts)])
    return taken


def _known(source: ReviewSource, ids: set[str]) -> dict[str, Review]:
    rows = Review.objects.system(REASON).select_for_update(of=("self",)).filter(source=source)
    named = rows.filter(external_id__in=among(ids | {erased_id(one) for one in ids}))
    return {review.external_id: review for review in named}


def _new(sorting: Sorting, one: Arrived, now: datetime, run_id: int | None) -> Review:
    source, written_at = sorting.source, one.written_at or one.changed_at or now
    about = sorting.about(one, one.unit_id)
    review = Review(
        source=source,
        external_id=one.external_id,
        unit_id=about.unit_id,
        written_at=written_at,
        changed_at=one.changed_at if one.changed_at and one.changed_at > written_at else None,
        received_at=now,
        import_run_id=run_id,
        **{name: getattr(one, name) for name in (*SAID, *BESIDES)},
    )
    review.offering_id = review.offering_id or about.offering_id
    review.of_five = of_five(review.stars, source)
    _keep_answer(review, one, now)
    _await_answer(review, source, now)
    return review


def _change(
    source: ReviewSource, review: Review, one: Arrived, now: datetime
) -> tuple[RowChange, list[ReviewText]]:
    """Let a review say what is said of it now: what that changed, and what it said before. Not written yet."""
    before, texts = row_values(review), []
    kept_from = review.said_at
    if review.erased_at or (one.moment and one.moment < kept_from):
        return changed(review, before), []
    if any(getattr(review, name) != getattr(one, name) for name in SAID):
        earlier = {name: getattr(review, name) for name in SAID}
        texts = [ReviewText(review=review, written_at=kept_from, replaced_at=now, **earlier)]
        for name in SAID:
            setattr(review, name, getattr(one, name))
        review.of_five = of_five(review.stars, source)
        review.changed_at = one.moment if one.moment and one.moment > kept_from else now
        _await_answer(review, source, now)
    for name in BESIDES:
        setattr(review, name, getattr(one, name) or getattr(review, name))
    _keep_answer(review, one, now)
    return changed(review, before), texts


def _keep_answer(review: Review, one: Arrived, now: datetime) -> None:
    """What we answered there, if the source knows it: what stands there is what people read."""
    if one.answer and one.answer != review.answer:
        review.answer = one.answer
        review.answered_at = one.answered_at or review.answered_at or now


def _await_answer(review: Review, source: ReviewSource, now: datetime) -> None:
    is_open = review.answered_at is None and review.answer_due_at is None
    if is_open and not source.is_history(review.said_at, now):
        review.answer_due_at = now + timedelta(hours=source.answer_within_hours)


def _fact(taken: Taken) -> Fact:
    review = taken.review
    return Fact(
        VERBS[taken.outcome], review, review.unit_id, review.said_at, details={"source": review.source_id}
    )
