"""The page of a review, and its pieces on the pages of parties and cases."""

from collections.abc import Mapping
from types import MappingProxyType

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.cases.models import Case
from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor
from twofold.directory.access import require_staff
from twofold.directory.models import Party
from twofold.feedback.actions.reviews.open_case import title_of
from twofold.feedback.models import Review
from twofold.feedback.queries.reviews.page import ReviewPage, review_page
from twofold.feedback.queries.reviews.words import draw_stars
from twofold.feedback.web.reviews.forms import AnswerForm, AuthorForm, CaseForm, PraiseForm, QuoteForm

TEMPLATE = "feedback/web/reviews/review_detail.html"
PANEL = "feedback/web/reviews/review_panel.html"
NONE: Mapping[str, Form] = MappingProxyType({})
SHOWN = 8


@require_GET
def review_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A review: what it says and said, what we answered, and what came of it."""
    require_staff(request.actor)
    return show_page(request, pk)


def show_page(request: HttpRequest, pk: int, broken: Mapping[str, Form] = NONE) -> HttpResponse:
    """Draw it.

    :param broken: forms that were sent with mistakes, in place of empty ones
    """
    page = review_page(pk, request.actor, timezone.now())
    context = {
        "page": page,
        "crumbs": [{"label": _("Reviews"), "url": reverse("lists:review")}],
        "forms": forms_of(page, request.actor) | dict(broken),
    }
    return render(request, TEMPLATE, context, status=422 if broken else 200)


def forms_of(page: ReviewPage, actor: Actor) -> dict[str, Form]:
    """What may be done with it; nothing for those who do not work in its unit."""
    if not page.may_work:
        return {}
    review = page.review
    forms: dict[str, Form] = {
        "answer": AnswerForm(initial={"words": review.answer}, prefix="answer"),
        "author": AuthorForm(actor, prefix="author"),
        "praise": PraiseForm(actor, prefix="praise"),
    }
    if not review.may_quote:
        forms["quote"] = QuoteForm(prefix="quote")
    if not page.has_case:
        initial = {
            "title": title_of(review),
            "kind": Case.Kind.REQUEST if page.is_good else Case.Kind.COMPLAINT,
        }
        forms["case"] = CaseForm(initial=initial, prefix="case")
    return forms


@require_GET
def party_reviews(request: HttpRequest, pk: int) -> HttpResponse:
    """What a party wrote about us elsewhere, as far as the asker may see."""
    party = get_visible(Party, request.actor, pk, "name")
    return _panel(request, visible_list(Review, request.actor).filter(party=party), _("Reviews"))


@require_GET
def case_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The review for which a case was opened; nothing where there is none."""
    require_staff(request.actor)
    case = get_visible(Case, request.actor, pk)
    return _panel(request, visible_list(Review, request.actor).filter(case=case), _("Review"))


def _panel(request: HttpRequest, reviews, title: str) -> HttpResponse:
    rows = reviews.filter(erased_at=None).select_related("source").order_by("-written_at", "-pk")[:SHOWN]
    lines = [(review, draw_stars(review.stars, review.source.most_stars)) for review in rows]
    name = f"{PANEL}#panel" if request.headers.get("HX-Request") else PANEL
    return render(request, name, {"lines": lines, "title": title})
