"""What becomes of reviews that are taken back, edited many at once, or asked for by whoever wrote them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.actor import Actor, Level
from twofold.core.edits import difference, rows_to_edit, write_changes
from twofold.core.errors import BadInput
from twofold.core.plates import Asked, Edited, Imported, Undoer
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.feedback.actions.reviews.arrived import erased_id
from twofold.feedback.actions.reviews.search_entries import KIND, renew_reviews
from twofold.feedback.models import Praised, Review, ReviewInvitation, ReviewSource, ReviewText
from twofold.relationships.models import Offering
from twofold.search.actions.index import unindex
from twofold.timeline.actions.personal_rows import PersonalRows

REASON = "whoever does it has been asked"


def plan_review_edit(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """What :func:`edit_reviews` would do."""
    return _plan(ids, values, asked, lock=False)


def edit_reviews(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """Say of many reviews whom and what they are about, where and in which language they were written.

    :raises BadInput: if a value makes no sense for any of them
    """
    planned = _plan(ids, values, asked, lock=True)
    write_changes(planned.changes)
    renew_reviews([change.pk for change in planned.changes], asked.now)
    return planned


def _plan(ids: Sequence[int], values: Mapping[str, Any], asked: Asked, *, lock: bool) -> Edited:
    new = _read(values, asked)
    found, refused = rows_to_edit(Review, ids, asked.actor, lock=lock)
    changes = [change for row in found if (change := difference(row, new))]
    return Edited(changes, refused)


def _read(values: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    new: dict[str, Any] = {}
    if "unit" in values:
        if values["unit"] not in asked.actor.units(Level.WORK):
            raise BadInput(_("Choose a unit in which you work."))
        new["unit_id"] = values["unit"]
    if "offering" in values:
        offering = int(values["offering"]) if values["offering"] else None
        if offering and not Offering.objects.visible_to(asked.actor).filter(pk=offering).exists():
            raise BadInput(_("There is no such offering."))
        new["offering_id"] = offering
    if "place" in values:
        new["place"] = (values["place"] or "").strip()[:120]
    if "language" in values:
        new["language"] = (values["language"] or "").strip()[:10]
    return new


def remove_reviews(ids: Sequence[int], now: datetime) -> None:
    """Remove reviews that an import brought in, with their earlier texts."""
    for model, column in ((ReviewText, "review_id"), (Praised, "review_id"), (Review, "pk")):
        rows = every_row(model, REASON).filter(**{f"{column}__in": among(ids)})
        rows._raw_delete(rows.db)
    unindex(KIND, ids)


def worked_on(ids: Sequence[int]) -> set[int]:
    """Those about which a case was opened, or that thank somebody."""
    rows = Review.objects.system(REASON).filter(pk__in=among(ids))
    thanked = Praised.objects.filter(review_id__in=among(ids)).values_list("review_id", flat=True)
    return set(rows.exclude(case=None).values_list("pk", flat=True)) | set(thanked)


def parts_of(actor: Actor, rows: Mapping[int, int]) -> set[int]:
    mine = Review.objects.visible_to(actor, "work").filter(pk__in=among(set(rows.values())))
    allowed = set(mine.values_list("pk", flat=True))
    return {pk for pk, review in rows.items() if review in allowed}


def texts_of(actor: Actor, ids: Sequence[int]) -> set[int]:
    """Earlier texts of reviews on which the actor may work."""
    return parts_of(actor, dict(ReviewText.objects.filter(pk__in=among(ids)).values_list("pk", "review_id")))


def praise_of(actor: Actor, ids: Sequence[int]) -> set[int]:
    """Praise passed on from reviews on which the actor may work."""
    return parts_of(actor, dict(Praised.objects.filter(pk__in=among(ids)).values_list("pk", "review_id")))


UNDOERS = (
    Undoer(Review, after=renew_reviews, label=gettext_lazy("Reviews")),
    Undoer(ReviewText, theirs=texts_of, is_told=False),
    Undoer(Praised, theirs=praise_of, is_told=False),
)
IMPORTED = (
    Imported(
        Review,
        gettext_lazy("Reviews"),
        remove_reviews,
        parts=((ReviewText, "review_id"), (Praised, "review_id")),
        touched=worked_on,
    ),
)
PERSONAL_ROWS = (
    PersonalRows(
        ReviewText,
        gettext_lazy("Earlier texts of reviews"),
        "review__party_id",
        goes=True,
    ),
    PersonalRows(
        Review,
        gettext_lazy("Reviews"),
        "party_id",
        stays=frozenset({"external_id"}),
        instead={"may_quote": False},
        shows={
            gettext_lazy("Source"): "source__name",
            gettext_lazy("Stars"): "stars",
            gettext_lazy("Written"): "written_at",
        },
        hides=frozenset({"external_id"}),
    ),
    PersonalRows(Praised, gettext_lazy("Praise in reviews"), "person_id", goes=True),
    PersonalRows(
        ReviewInvitation,
        gettext_lazy("Reviews asked for"),
        "party_id",
        goes=True,
        shows={gettext_lazy("Source"): "source__name"},
    ),
)


def before_erasure(ids: Sequence[int], now: datetime) -> None:
    """What is erased says nothing any more, for good: what its source goes on saying is not taken in again."""
    reviews = list(Review.objects.system(REASON).filter(party_id__in=among(ids), erased_at=None))
    unindex(KIND, [review.pk for review in reviews])
    for review in reviews:
        review.external_id, review.erased_at = erased_id(review.external_id), now
    Review.objects.system(REASON).bulk_update(reviews, ["external_id", "erased_at"])


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People who have written a review since."""
    written = Review.objects.system(REASON).filter(party_id__in=among(ids), written_at__gte=since)
    return set(written.values_list("party_id", flat=True))


def sources_of(asked: Asked) -> list[tuple[str, str]]:
    """The sources that the asker may see, by name."""
    rows = ReviewSource.objects.visible_to(asked.actor).order_by("name", "pk")
    return [(str(pk), name) for pk, name in rows.values_list("pk", "name")]
