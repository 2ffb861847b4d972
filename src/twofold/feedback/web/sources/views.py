"""Sources of reviews: which there are, how they do, and setting them up."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.accounts.web.settings.tabs import tabs
from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.errors import DomainError, NotAllowed
from twofold.core.sensitive import sensitive
from twofold.directory.access import require_staff
from twofold.feedback.actions.reviews.feeds import read_feed_now
from twofold.feedback.actions.reviews.sources import add_source, change_source, renew_secret
from twofold.feedback.models import ReviewSource
from twofold.feedback.queries.reviews.sources import source_lines
from twofold.feedback.web.sources.forms import SourceForm, initial_of

LIST = "feedback/web/sources/source_list.html"
FORM = "feedback/web/sources/source_form.html"
SECRET = "feedback/web/sources/secret.html"


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Every source of one's units, and how it does."""
    require_staff(request.actor)
    context = {
        "tabs": tabs(request),
        "sources": source_lines(request.actor),
        "may_add": bool(request.actor.units(Level.LEAD)),
    }
    return render(request, LIST, context)


@require_http_methods(["GET", "POST"])
@sensitive
@never_cache
def source_new(request: HttpRequest) -> HttpResponse:
    """Let reviews of a place come in. A webhook's secret is shown once, on the page that answers."""
    if not request.actor.units(Level.LEAD):
        raise NotAllowed(_("Only those who lead a unit set up where its reviews come from."))
    form = SourceForm(request.actor, request.POST or None)
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        unit = given.pop("unit", None)
        added = form.carried_out(
            lambda: add_source(unit_id=unit, actor=request.actor, now=timezone.now(), **given)
        )
        if added:
            source, secret = added
            if secret:
                return _show_secret(request, source, secret)
            messages.success(request, _("Its reviews are taken in from now on."))
            return redirect("feedback:source-list")
    return _page(request, form, None)


@require_http_methods(["GET", "POST"])
@sensitive
def source_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a source, or turn it off."""
    source = get_visible(ReviewSource, request.actor, pk, "lead")
    form = SourceForm(request.actor, request.POST or None, source=source, initial=initial_of(source))
    if request.method == "POST":
        given = form.cleaned_data if form.is_valid() else {}
        if form.carried_out(change_source, source=source, actor=request.actor, now=timezone.now(), **given):
            messages.success(request, _("Saved."))
            return redirect("feedback:source-list")
    return _page(request, form, source)


@require_POST
def source_read(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a feed now, and say what came of it."""
    source = get_visible(ReviewSource, request.actor, pk, "lead")
    try:
        count = read_feed_now(source, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("feedback:source-list")
    source.refresh_from_db(fields=["trouble"])
    if source.trouble:
        messages.error(request, source.trouble)
    else:
        said = ngettext("%(n)s review is new or changed.", "%(n)s reviews are new or changed.", count)
        messages.success(request, said % {"n": count})
    return redirect("feedback:source-list")


@require_POST
@sensitive
@never_cache
def source_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a webhook another secret, shown once."""
    source = get_visible(ReviewSource, request.actor, pk, "lead")
    try:
        secret = renew_secret(source, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("feedback:source-list")
    return _show_secret(request, source, secret)


def _show_secret(request: HttpRequest, source: ReviewSource, secret: str) -> HttpResponse:
    context = {"tabs": tabs(request), "source": source, "secret": secret, "address": _address(source)}
    return render(request, SECRET, context)


def _page(request: HttpRequest, form: SourceForm, source: ReviewSource | None) -> HttpResponse:
    is_webhook = source and source.kind == ReviewSource.Kind.WEBHOOK
    context = {
        "tabs": tabs(request),
        "form": form,
        "source": source,
        "rules": source.rules.count() if source else 0,
        "address": _address(source) if is_webhook else "",
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def _address(source: ReviewSource) -> str:
    return settings.PUBLIC_URL + reverse("feedback:review-hand-in", args=[source.key])
