"""The list of reviews, the latest first."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.actor import Level
from twofold.core.plates import (
    Asked,
    EditField,
    Face,
    FieldKind,
    FilterField,
    ListColumn,
    ListType,
    ListView,
    Ref,
)
from twofold.directory.queries.names import beside_the_name
from twofold.directory.queries.party_list_fields import reader_units, working_units
from twofold.feedback.actions.reviews.rows import edit_reviews, plan_review_edit, sources_of
from twofold.feedback.actions.reviews.search_entries import KIND
from twofold.feedback.models import Review
from twofold.feedback.queries.reviews.words import draw_stars
from twofold.relationships.models import Offering, Side
from twofold.relationships.queries.lists.shared import OFFERING_PICKER
from twofold.search.queries.search import search as found
from twofold.ui.templatetags.ui import chip

FOUND = 500
NOT_SHOWN = (
    "answer",
    *(f"unit__{column}" for column in ("purpose", "working_hours")),
    *beside_the_name("unit__party"),
)
STARS = tuple((str(stars), "★" * stars) for stars in range(5, 0, -1))
NO_STARS = "none"


def rows(asked: Asked) -> QuerySet[Review]:
    """Reviews of one's units; they are written outside."""
    reviews = visible_list(Review, asked.actor).filter(erased_at=None)
    reviews = reviews.select_related("source", "unit__party", "offering").defer(*NOT_SHOWN)
    return reviews.none() if asked.side == Side.INTERNAL else reviews


def star_choices(asked: Asked) -> list[tuple[str, str]]:
    """How many of five, whole; and mentions without any."""
    return [*STARS, (NO_STARS, _("No stars"))]


def of_stars(operator: str, values: Sequence[str], asked: Asked) -> Q:
    """About so many of five: 4 holds 3.5 and more, but not 4.5."""
    condition = Q(pk__in=())
    for value in values:
        if value == NO_STARS:
            condition |= Q(of_five=None)
        else:
            low = Decimal(value) - Decimal("0.5") if value != "1" else Decimal(0)
            condition |= Q(of_five__gte=low, of_five__lt=Decimal(value) + Decimal("0.5"))
    return ~condition if operator == "none_of" else condition


def is_answered(operator: str, values: Sequence[bool], asked: Asked) -> Q:
    return Q(answered_at__isnull=not values[0])


def is_awaited(operator: str, values: Sequence[bool], asked: Asked) -> Q:
    """Whether somebody waits for an answer of ours."""
    waits = Q(answered_at=None, answer_due_at__isnull=False)
    return waits if values[0] else ~waits


def has_case(operator: str, values: Sequence[bool], asked: Asked) -> Q:
    return Q(case__isnull=not values[0])


def sources(reviews: Sequence[Review], asked: Asked) -> Mapping[int, str]:
    return {review.pk: review.source.name for review in reviews}


def titles(reviews: Sequence[Review], asked: Asked) -> Mapping[int, str]:
    return {review.pk: _title(review) for review in reviews}


def _title(review: Review) -> str:
    return review.title or review.text.partition("\n")[0][:80] or _("Without words")


def stars(reviews: Sequence[Review], asked: Asked) -> Mapping[int, Decimal | None]:
    return {review.pk: review.stars for review in reviews}


def draw(value: Decimal | None, review: Review) -> str:
    return draw_stars(review.stars, review.source.most_stars)


def units(reviews: Sequence[Review], asked: Asked) -> Mapping[int, Ref]:
    return {review.pk: Ref(review.unit_id, review.unit.party.name) for review in reviews}


class SaidAnswer(str):
    """How an answer stands, and how its chip looks."""

    tone: str
    icon: str


def answers(reviews: Sequence[Review], asked: Asked) -> Mapping[int, SaidAnswer]:
    """Whether it is answered, waits or is late."""
    said = {}
    for review in reviews:
        words, tone, icon = answer_in_words(review, asked.now)
        said[review.pk] = SaidAnswer(words)
        said[review.pk].tone, said[review.pk].icon = tone, icon
    return said


def answer_in_words(review: Review, now) -> tuple[str, str, str]:
    """Words, tone and icon."""
    if review.answered_at:
        is_late = review.answer_due_at and review.answered_at > review.answer_due_at
        return (_("Answered late"), "warn", "check") if is_late else (_("Answered"), "good", "check")
    if review.answer_due_at is None:
        return _("Not awaited"), "hollow", "history"
    if review.answer_due_at < now:
        return _("Late"), "bad", "alert-triangle"
    return _("Waits for an answer"), "info", "clock"


def draw_answer(said: SaidAnswer, review: Review) -> str:
    return chip(str(said), said.tone, said.icon)


def faces(reviews: Sequence[Review], asked: Asked) -> Mapping[int, Face]:
    """Who wrote it, where."""
    return {
        review.pk: Face(
            sub=" · ".join(
                filter(None, (review.author_name or _("Nobody named"), review.source.name, review.place))
            )
        )
        for review in reviews
    }


def search(text: str, asked: Asked) -> Sequence[int]:
    """Reviews that the search finds by what they say and who wrote them."""
    scopes = frozenset(f"u{unit}" for unit in asked.actor.units())
    return [hit.object_id for hit in found(text, scopes=scopes, kinds=(KIND,), limit=FOUND)]


def actions(asked: Asked) -> list[tuple[str, str, str]]:
    """How they go, what may be quoted, where they come from."""
    shown = [
        (_("How reviews go"), reverse("feedback:review-report"), "chart-line"),
        (_("Quotes"), reverse("feedback:quote-list"), "quote"),
    ]
    if asked.actor.units(Level.LEAD):
        shown.append((_("Sources"), reverse("feedback:source-list"), "rss"))
    return shown


def offered(asked: Asked) -> list[tuple[str, str]]:
    """What units offer to customers outside, by name."""
    rows = visible_list(Offering, asked.actor).filter(is_for_external=True, is_offered=True)
    return [(str(pk), name) for pk, name in rows.order_by("name", "pk").values_list("pk", "name")[:500]]


def offering_ids(reviews: Sequence[Review], asked: Asked) -> Mapping[int, str]:
    return {review.pk: str(review.offering_id or "") for review in reviews}


WAITS = {"field": "awaited", "op": "is", "value": ["yes"]}

REVIEWS = ListType(
    name="review",
    label=gettext_lazy("Reviews"),
    label_one=gettext_lazy("review"),
    icon="star",
    model=Review,
    address="reviews/",
    rows=rows,
    record_url="feedback:review-detail",
    fields=(
        FilterField("source", gettext_lazy("Source"), FieldKind.CHOICE, "source_id", choices=sources_of,
                    operators=("any_of", "none_of")),
        FilterField("stars", gettext_lazy("Stars"), FieldKind.CHOICE, condition=of_stars, choices=star_choices,
                    operators=("any_of", "none_of")),
        FilterField("unit", gettext_lazy("Unit"), FieldKind.UNIT, "unit_id", choices=reader_units,
                    operators=("any_of", "none_of")),
        FilterField("offering", gettext_lazy("Offering"), FieldKind.PARTY, "offering_id", picker=OFFERING_PICKER),
        FilterField("language", gettext_lazy("Language"), FieldKind.TEXT, "language"),
        FilterField("place", gettext_lazy("Place"), FieldKind.TEXT, "place"),
        FilterField("author", gettext_lazy("Author"), FieldKind.TEXT, "author_name"),
        FilterField("answered", gettext_lazy("Answered"), FieldKind.YES_NO, condition=is_answered),
        FilterField("awaited", gettext_lazy("Waits for an answer"), FieldKind.YES_NO, condition=is_awaited),
        FilterField("has_case", gettext_lazy("Has a case"), FieldKind.YES_NO, condition=has_case),
        FilterField("may_quote", gettext_lazy("May be quoted"), FieldKind.YES_NO, "may_quote"),
        FilterField("written_at", gettext_lazy("Written"), FieldKind.MOMENT, "written_at",
                    operators=("on", "before", "after", "between", "in_last")),
        FilterField("changed_at", gettext_lazy("Changed"), FieldKind.MOMENT, "changed_at"),
        FilterField("answer_due_at", gettext_lazy("Answer due"), FieldKind.MOMENT, "answer_due_at"),
    ),
    columns=(
        ListColumn("title", gettext_lazy("Review"), values=titles, link=True, is_wide=False),
        ListColumn("stars", gettext_lazy("Stars"), FieldKind.NUMBER, stars, draw, is_wide=False),
        ListColumn("answer", gettext_lazy("Answer"), values=answers, draw=draw_answer, is_wide=False),
        ListColumn("unit", gettext_lazy("Unit"), FieldKind.UNIT, units),
        ListColumn("offering", gettext_lazy("Offering"), FieldKind.CHOICE, offering_ids, choices=offered),
        ListColumn("written_at", gettext_lazy("Written"), FieldKind.MOMENT, order=("written_at",)),
        ListColumn("source", gettext_lazy("Source"), values=sources),
        ListColumn("place", gettext_lazy("Place")),
        ListColumn("language", gettext_lazy("Language")),
        ListColumn("author_name", gettext_lazy("Author")),
        ListColumn("answer_due_at", gettext_lazy("Answer due"), FieldKind.MOMENT),
        ListColumn("answered_at", gettext_lazy("Answered"), FieldKind.MOMENT),
        ListColumn("may_quote", gettext_lazy("May be quoted"), FieldKind.YES_NO),
    ),
    default_columns=("title", "stars", "answer", "unit", "written_at"),
    default_order="-written_at",
    calendars=("written_at",),
    edits=(
        EditField("unit", gettext_lazy("Unit"), FieldKind.UNIT, choices=working_units, is_required=True),
        EditField("offering", gettext_lazy("Offering"), FieldKind.CHOICE, choices=offered),
        EditField("place", gettext_lazy("Place"), FieldKind.TEXT),
        EditField("language", gettext_lazy("Language"), FieldKind.TEXT),
    ),
    edit=edit_reviews,
    plan=plan_review_edit,
    unit="unit_id",
    search=search,
    views=(
        ListView("latest", gettext_lazy("Latest")),
        ListView("waiting", gettext_lazy("Waiting for an answer"), {"all": [WAITS]}, is_counted=True,
                 sentence_if_empty=gettext_lazy("Every review that waited is answered.")),
        ListView("low", gettext_lazy("Low stars"),
                 {"all": [{"field": "stars", "op": "any_of", "value": ["1", "2"]}]},
                 sentence_if_empty=gettext_lazy("No review gave one or two stars.")),
        ListView("quotable", gettext_lazy("May be quoted"),
                 {"all": [{"field": "may_quote", "op": "is", "value": ["yes"]}]}),
    ),
    faces=faces,
    actions=actions,
    record_type="reviews",
    shown_to=lambda actor: bool(actor.units()),
    sentence_if_empty=gettext_lazy("No reviews yet."),
    hint_if_empty=gettext_lazy(
        "What others write about you elsewhere comes in by a file, a feed or a webhook: set up a source, or import a file."
    ),
)  # fmt: skip
