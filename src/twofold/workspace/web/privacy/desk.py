"""The privacy desk: what people asked for about their data, and what is held about one of them."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twofold.core.access import get_visible, visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import DomainError
from twofold.core.paging import keyset_page
from twofold.core.sensitive import sensitive
from twofold.directory.models import Party
from twofold.directory.queries.names import party_names
from twofold.workspace.actions.privacy import ask_erasure, give_copy
from twofold.workspace.models import PrivacyRequest
from twofold.workspace.queries.privacy import is_erased, obstacles, require_desk, shares
from twofold.workspace.web.privacy.forms import CopyForm, ErasureForm

PERSON, ERASE = "workspace/web/privacy/person.html", "workspace/web/privacy/erase.html"


@require_GET
def privacy_desk(request: HttpRequest) -> HttpResponse:
    """Requests of people whom one's units know, newest first."""
    requests = visible_list(PrivacyRequest, request.actor)
    page = keyset_page(requests, order=("pk",), token=request.GET.get("after", ""), descending=True)
    asked = list(page.rows)
    names = party_names({one.party_id for one in asked} | {one.done_by_id for one in asked} - {None}, None)
    context = {
        "rows": [
            {"request": one, "who": names.get(one.party_id, ""), "by": names.get(one.done_by_id, "")}
            for one in asked
        ],
        "newer_url": f"?after={page.before}" if page.before else "",
        "older_url": f"?after={page.after}" if page.after else "",
        "may_retain": request.actor.may("administer"),
    }
    return render(request, "workspace/web/privacy/desk.html", context)


@require_GET
def privacy_person(request: HttpRequest, pk: int) -> HttpResponse:
    """What is held about a person, counted by room; and what can be done with it."""
    party = require_desk(request.actor, pk)
    return render(request, PERSON, _context(party, form=CopyForm()))


@require_POST
@sensitive
def privacy_copy(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The copy of their data, to hand to them."""
    party = require_desk(request.actor, pk)
    form = CopyForm(request.POST)
    if form.is_valid():
        _kept, copy = give_copy(
            party, reason=form.cleaned_data["reason"], actor=request.actor, now=timezone.now()
        )
        if copy.missing:
            messages.warning(request, _without(len(copy.missing)))
        name = f"{slugify(party.name) or 'person'}-{pk}.zip"
        return FileResponse(copy.content, as_attachment=True, filename=name, content_type="application/zip")
    return render(request, PERSON, _context(party, form=form), status=422)


@require_http_methods(["GET", "POST"])
@sensitive
def privacy_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """What erasing would do and what stays, and deciding it by typing the name."""
    party = require_desk(request.actor, pk)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_erasure(party, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("They are being erased. This page tells when it is done."))
            return redirect("workspace:privacy-desk")
    return render(request, ERASE, _context(party, form=form), status=422 if form.errors else 200)


@require_GET
def privacy_button(request: HttpRequest, pk: int) -> HttpResponse:
    """The way from a person's page to the desk, for those who lead a unit that knows them."""
    party = get_visible(Party, request.actor, pk)
    if not may_ask(request.actor, party):
        return HttpResponse(status=204)
    return render(request, "workspace/web/privacy/button.html", {"party": party})


def may_ask(actor: Actor, party: Party) -> bool:
    """Whether the desk is this actor's, as far as can be told cheaply."""
    if party.kind != Party.Kind.PERSON or party.is_unknown_buyer:
        return False
    return party.known_to.filter(unit_id__in=actor.units(Level.LEAD)).exists()


def _without(missing: int) -> str:
    sentence = ngettext(
        "%(count)d stored file was not found, so the copy is without it. Bring it back from a backup, "
        "then download a new copy.",
        "%(count)d stored files were not found, so the copy is without them. Bring them back from a backup, "
        "then download a new copy.",
        missing,
    )
    return sentence % {"count": missing}


def _context(party: Party, *, form: CopyForm | ErasureForm) -> dict:
    return {
        "party": party,
        "form": form,
        "rooms": shares(party.pk),
        "against": [sentence for some in obstacles([party.pk]).values() for sentence in some],
        "is_erased": is_erased(party.pk),
        "crumbs": [
            {"label": _("Privacy"), "url": reverse("workspace:privacy-desk")},
            {"label": party.name, "url": reverse("directory:party-detail", args=[party.pk])},
        ],
    }
