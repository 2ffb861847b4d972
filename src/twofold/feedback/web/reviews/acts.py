"""What is done about a review on its page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.core.access import get_visible
from twofold.core.errors import NotVisible
from twofold.directory.access import require_staff
from twofold.directory.web.forms import DirectoryForm
from twofold.feedback.actions.reviews.answering import (
    answer_review,
    name_author,
    permit_quote,
    withdraw_quote,
)
from twofold.feedback.actions.reviews.open_case import open_case_for_review
from twofold.feedback.actions.reviews.praise import pass_on_praise, take_praise_back
from twofold.feedback.models import Praised, Review
from twofold.feedback.web.reviews.forms import AnswerForm, AuthorForm, CaseForm, PraiseForm, QuoteForm
from twofold.feedback.web.reviews.page import show_page
from twofold.ui.undo import offer_undo

PAGE = "feedback:review-detail"


@require_POST
def review_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what we answered."""
    return _act(request, pk, "answer", AnswerForm(request.POST, prefix="answer"), answer_review, _("Kept."))


@require_POST
def review_quote(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that it may be quoted, or no more (``off``)."""
    if "off" in request.POST:
        withdraw_quote(_review(request, pk), actor=request.actor, now=timezone.now())
        offer_undo(request, _("It is quoted no more."))
        return redirect(PAGE, pk)
    said = _("It stands among the quotes now.")
    return _act(request, pk, "quote", QuoteForm(request.POST, prefix="quote"), permit_quote, said)


@require_POST
def review_author(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who wrote it."""
    form = AuthorForm(request.actor, request.POST, prefix="author")
    return _act(request, pk, "author", form, name_author, _("Saved."))


@require_POST
def review_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a case for it."""
    review, form = _review(request, pk), CaseForm(request.POST, prefix="case")
    given = form.cleaned_data if form.is_valid() else {}
    case = form.carried_out(
        open_case_for_review, review=review, actor=request.actor, now=timezone.now(), **given
    )
    if case is None:
        return show_page(request, pk, {"case": form})
    offer_undo(request, _("The case is open, with the review as its evidence."))
    return redirect("cases:case-detail", case.pk)


@require_POST
def review_praise(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell a colleague that it thanks them."""
    form = PraiseForm(request.actor, request.POST, prefix="praise")
    said = _("They are told, and so is whoever leads where they work.")
    return _act(request, pk, "praise", form, pass_on_praise, said)


@require_POST
def praise_take_back(request: HttpRequest, pk: int, praised: int) -> HttpResponse:
    """Say that somebody else was meant."""
    found = Praised.objects.filter(pk=praised, review=_review(request, pk)).first()
    if found is None:
        raise NotVisible
    take_praise_back(found, actor=request.actor, now=timezone.now())
    offer_undo(request, _("Taken back."))
    return redirect(PAGE, pk)


def _review(request: HttpRequest, pk: int) -> Review:
    require_staff(request.actor)
    return get_visible(Review, request.actor, pk, "work")


def _act(
    request: HttpRequest, pk: int, name: str, form: DirectoryForm, verb: Callable[..., Any], said: str
) -> HttpResponse:
    review = _review(request, pk)
    given = form.cleaned_data if form.is_valid() else {}
    done = form.carried_out(lambda: verb(review, actor=request.actor, now=timezone.now(), **given))
    if done is None:
        return show_page(request, pk, {name: form})
    offer_undo(request, said)
    return redirect(PAGE, pk)
