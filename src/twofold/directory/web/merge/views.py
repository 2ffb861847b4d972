"""Merging parties: side by side, value by value."""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.ids import read_id
from twofold.directory.actions.merge import FIELDS, merge_parties, parties_to_merge
from twofold.directory.models import Party
from twofold.directory.queries.merge_page import merge_page
from twofold.ui.undo import offer_undo

NUMBERED = re.compile(r"#(\d{1,18})\s*$")
TEMPLATE = "directory/web/merge/party_merge.html"


@require_http_methods(["GET", "POST"])
def party_merge(request: HttpRequest) -> HttpResponse:
    """The parties named in ``ids`` side by side; then, one of them."""
    if not request.actor.units(Level.WORK):
        raise NotAllowed(_("Only those who work in a unit merge records. Ask a lead of yours."))
    ids = _ids(request)
    if not ids:
        return render(request, TEMPLATE, {})
    if request.method == "POST":
        return _merge(request, ids)
    if len(ids) == 1:
        return _choose_another(request, ids[0])
    return _page(request, ids)


def _merge(request: HttpRequest, ids: list[int]) -> HttpResponse:
    survivor = request.POST.get("survivor", "")
    try:
        merged = merge_parties(
            ids,
            survivor_id=read_id(survivor) or 0,
            chosen=_chosen(request.POST),
            actor=request.actor,
            now=timezone.now(),
        )
    except (BadInput, Conflict) as refusal:
        return _page(request, ids, refusal.sentence)
    offer_undo(request, _("These records are one now: %(name)s.") % {"name": merged.name})
    return redirect("directory:party-detail", merged.pk)


def _page(request: HttpRequest, ids: list[int], refusal: str = "") -> HttpResponse:
    """The comparison, or why these cannot be merged."""
    try:
        parties = parties_to_merge(ids, request.actor)
    except (BadInput, Conflict) as why:
        return render(request, TEMPLATE, {"refusal": why.sentence}, status=422)
    survivor = request.POST.get("survivor") or request.GET.get("survivor", "")
    survivor_id = read_id(survivor)
    survivor_id = survivor_id if survivor_id in ids else _oldest(parties)
    page = merge_page(parties, request.actor, survivor_id=survivor_id, language=get_language() or "en")
    context = {"page": page, "ids": ",".join(map(str, ids)), "refusal": refusal}
    return render(request, TEMPLATE, context, status=422 if refusal else 200)


def _choose_another(request: HttpRequest, pk: int) -> HttpResponse:
    """One record so far: which other one is it?"""
    party = get_visible(Party, request.actor, pk, "work")
    context = {"party": party, "suggestions_url": reverse("directory:party-suggestions")}
    return render(request, TEMPLATE, context)


def _ids(request: HttpRequest) -> list[int]:
    """Ids in the address, and of the record typed in beside them.

    :raises BadInput: if what was typed names nobody
    """
    texts = [*(request.GET.get("ids") or request.POST.get("ids", "")).split(",")]
    typed = request.GET.get("with", "").strip()
    if typed:
        match = NUMBERED.search(typed)
        if match is None:
            raise BadInput(_("Choose the other record from the list that appears while you type."))
        texts.append(match[1])
    ids = [pk for text in texts if (pk := read_id(text)) is not None]
    return list(dict.fromkeys(ids)) if len(set(ids)) > 1 else ids


def _oldest(parties: list[Party]) -> int:
    return min(parties, key=lambda party: (party.created_at, party.pk)).pk


def _chosen(posted: Mapping[str, str]) -> dict[str, int]:
    """Field, or id of an attribute → id of the party whose value is taken."""
    chosen = {
        name.removeprefix("field-"): value for name, value in posted.items() if name.startswith("field-")
    }
    return {
        name: pk
        for name, value in chosen.items()
        if (pk := read_id(value)) is not None and (name in FIELDS or name.isdecimal())
    }
