"""Everything that a review's page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotVisible
from twofold.directory.models import Party
from twofold.feedback.models import Praised, Review
from twofold.feedback.queries.reviews.list import answer_in_words
from twofold.feedback.queries.reviews.praise import HIGH, named_colleagues
from twofold.feedback.queries.reviews.words import draw_stars
from twofold.timeline.models import Event
from twofold.ui.formats import when
from twofold.ui.shapes import Fact

LONGEST_COMPARED = 4_000
PARTS = ("source", "unit__party", "offering", "party")


@dataclass(frozen=True)
class Earlier:
    """What it said before.

    :param words: with what was taken out later marked
    """

    stars: SafeString
    title: str
    words: SafeString
    written_at: datetime
    replaced_at: datetime


@dataclass(frozen=True)
class ReviewPage:
    """A review with all that came of it.

    :param case: as far as the reader may see it; `has_case` says whether there is one
    :param permission: how we know that it may be quoted, and since when
    """

    review: Review
    stars: SafeString
    answer_chip: tuple[str, str, str]
    facts: Sequence[Fact]
    earlier: Sequence[Earlier]
    case: Case | None
    has_case: bool
    praised: Sequence[Praised]
    suggested: Sequence[Party]
    permission: tuple[str, datetime] | None
    answer_is_older: bool
    may_work: bool
    is_good: bool


def review_page(pk: int, actor: Actor, now: datetime) -> ReviewPage:
    """The page.

    :raises NotVisible: if there is none, or the actor may not see it
    """
    review = visible_list(Review, actor).select_related(*PARTS).filter(pk=pk).first()
    if review is None:
        raise NotVisible
    may_work = (actor.level_in(review.unit_id) or 0) >= Level.WORK and review.erased_at is None
    known = review.party_id and visible_list(Party, actor, "name").filter(pk=review.party_id).exists()
    return ReviewPage(
        review=review,
        stars=draw_stars(review.stars, review.source.most_stars),
        answer_chip=answer_in_words(review, now),
        facts=_facts(review, author=review.party if known else None),
        earlier=_earlier(review),
        case=visible_list(Case, actor).filter(pk=review.case_id).first() if review.case_id else None,
        has_case=review.case_id is not None,
        praised=list(review.praised.select_related("person").order_by("pk")),
        suggested=named_colleagues(review) if may_work else (),
        permission=_permission(review) if review.may_quote else None,
        answer_is_older=bool(
            review.answered_at and review.changed_at and review.answered_at < review.changed_at
        ),
        may_work=may_work,
        is_good=review.of_five is None or review.of_five >= HIGH,
    )


def _facts(review: Review, author: Party | None) -> list[Fact]:
    unit_url = reverse("directory:unit-detail", args=(review.unit_id,))
    who = author.name if author else review.author_name or _("nobody named")
    who_url = reverse("directory:party-detail", args=(author.pk,)) if author else ""
    facts = [
        Fact(label=_("About"), value=review.unit.party.name, url=unit_url, icon="users"),
        Fact(label=_("Source"), value=review.source.name, icon="rss"),
        Fact(label=_("Written by"), value=who, url=who_url, icon="user"),
        Fact(label=_("Written"), value=when(review.written_at), icon="calendar"),
    ]
    if review.changed_at:
        facts.append(Fact(label=_("Changed"), value=when(review.changed_at), icon="pencil"))
    if review.offering:
        url = reverse("relationships:offering-detail", args=(review.offering_id,))
        facts.append(Fact(label=_("Offering"), value=review.offering.name, url=url, icon="package"))
    if review.product:
        facts.append(Fact(label=_("Product"), value=review.product, icon="package"))
    if review.place:
        facts.append(Fact(label=_("Place"), value=review.place, icon="map-pin"))
    if review.language:
        facts.append(Fact(label=_("Language"), value=review.language, icon="language"))
    if review.answer_due_at:
        facts.append(Fact(label=_("Answer due"), value=when(review.answer_due_at), icon="clock"))
    return facts


def _earlier(review: Review) -> list[Earlier]:
    """The latest first; each is compared with what came after it."""
    rows = list(review.earlier.order_by("-replaced_at", "-pk"))
    later = review.text
    found = []
    for row in rows:
        found.append(
            Earlier(
                draw_stars(row.stars, review.source.most_stars),
                row.title,
                _marked(row.text, later),
                row.written_at,
                row.replaced_at,
            )
        )
        later = row.text
    return found


def _marked(old: str, new: str) -> SafeString:
    """The old words, with those that are gone marked as deleted."""
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return format_html("{}", old)
    before, after = old.split(), new.split()
    parts = []
    for kind, start, end, _from, _to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        words = " ".join(before[start:end])
        if words:
            parts.append((format_html("{}" if kind == "equal" else "<del>{}</del>", words),))
    return format_html_join(" ", "{}", parts)


def _permission(review: Review) -> tuple[str, datetime] | None:
    events = Event.objects.system("how it was permitted is read by who reads the review").filter(
        verb="feedback.review_quotable", subject_kind=Review._meta.label_lower, subject_id=review.pk
    )
    event = events.order_by("-recorded_at", "-pk").first()
    if event is None:
        return None
    how = event.changes.filter(field="quote_permission").values_list("new", flat=True).first()
    return str(how or ""), event.recorded_at
