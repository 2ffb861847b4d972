"""Parties that may be one and the same: pairs side by side, for people to decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from twofold.core.access import change_visible
from twofold.core.actor import Level
from twofold.core.errors import Conflict, NotVisible
from twofold.directory.access import is_staff
from twofold.directory.actions.duplicate_decisions import (
    compare_again,
    keep_apart,
    look_for_duplicates,
    under_way,
)
from twofold.directory.models import DuplicateSearch, PossibleDuplicate
from twofold.directory.models.countries import country_names
from twofold.directory.queries.duplicates import SHOWN, PairPage, pair_page, side_by_side

TABS = {
    "open": gettext_lazy("To be decided"),
    "certain": gettext_lazy("Certain"),
    "likely": gettext_lazy("Likely"),
    "apart": gettext_lazy("Two different"),
}
PAIR = "directory/web/parties/duplicate_pair.html"


@require_GET
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Pairs of parties that one may see both, the likeliest first."""
    if not is_staff(request.actor):
        raise NotVisible
    shown = request.GET.get("show", "open")
    shown = shown if shown in SHOWN else "open"
    page = pair_page(request.actor, shown, token=request.GET.get("page", ""), countries=_countries())
    context = {
        "page": page,
        "shown": shown,
        "tabs": _tabs(page, shown),
        "may_look": bool(request.actor.units(Level.LEAD)) or request.actor.may("administer"),
        "before_url": f"?show={shown}&page={page.before}" if page.before else "",
        "after_url": f"?show={shown}&page={page.after}" if page.after else "",
    }
    return render(request, "directory/web/parties/duplicate_list.html", context | _search())


@require_GET
def duplicate_progress(request: HttpRequest) -> HttpResponse:
    """How far the search has come; loaded anew while it runs."""
    if not is_staff(request.actor):
        raise NotVisible
    answer = render(request, "directory/web/parties/duplicate_progress.html", _search())
    if under_way(now=timezone.now()) is None:
        answer["HX-Refresh"] = "true"
    return answer


@require_POST
def duplicate_look(request: HttpRequest) -> HttpResponse:
    """Have the whole register looked through."""
    try:
        look_for_duplicates(actor=request.actor, now=timezone.now())
    except Conflict as refusal:
        messages.error(request, refusal.sentence)
    return redirect("directory:duplicate-list")


@require_POST
def duplicate_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide that two are different parties."""
    return _decide(request, pk, keep_apart, _("Noted: two different parties."))


@require_POST
def duplicate_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that two are different parties."""
    return _decide(request, pk, compare_again, _("They are to be decided again."))


def _decide(request: HttpRequest, pk: int, verb, done: str) -> HttpResponse:
    try:
        with change_visible(PossibleDuplicate, request.actor, pk) as pair:
            verb(pair, actor=request.actor, now=timezone.now())
    except Conflict as refusal:
        messages.error(request, refusal.sentence)
        return redirect("directory:duplicate-list")
    if request.htmx:
        decided = side_by_side(request.actor, [pair], _countries())[0]
        return render(request, PAIR, {"pair": decided, "done": done})
    messages.success(request, done)
    return redirect("directory:duplicate-list")


def _tabs(page: PairPage, shown: str) -> list[dict]:
    here = reverse("directory:duplicate-list")
    return [
        {
            "label": label,
            "url": f"{here}?show={name}",
            "active": name == shown,
            "count": page.counts[name],
        }
        for name, label in TABS.items()
    ]


def _search() -> dict:
    last = DuplicateSearch.objects.exclude(finished_at=None).order_by("-pk").first()
    return {"running": under_way(now=timezone.now()), "last": last}


def _countries() -> dict[str, str]:
    return country_names(get_language() or "en")
