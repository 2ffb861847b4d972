"""The ways into a survey for people who have no link of their own: opening them, taking them along, closing them."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.core.access import get_visible
from twofold.core.errors import DomainError
from twofold.surveys.actions.doors import change_door, open_door, turn_door
from twofold.surveys.models import Door, Survey
from twofold.surveys.queries.doors import doors_of, obstacle
from twofold.surveys.queries.qr import code_of
from twofold.surveys.web.doors.forms import DoorForm
from twofold.surveys.web.surveys.tabs import survey_head

LIST = "surveys/web/doors/door_list.html"
ONE = "surveys/web/doors/door_detail.html"
SHEET = "surveys/web/doors/door_sheet.html"
PAGES = {Door.Kind.OPEN: "surveys:open-link", Door.Kind.KIOSK: "surveys:kiosk"}


@require_http_methods(["GET", "POST"])
def survey_doors(request: HttpRequest, pk: int) -> HttpResponse:
    """All of them, and the form of another."""
    survey = get_visible(Survey, request.actor, pk, "work")
    form = DoorForm(request.POST or None)
    if request.method == "POST":
        opened = form.carried_out(
            lambda: open_door(survey, **form.cleaned_data, actor=request.actor, now=timezone.now())
        )
        if opened:
            is_kiosk = opened.kind == Door.Kind.KIOSK
            next_step = (
                _("Open its address on the device.") if is_kiosk else _("Take its link along, or print it.")
            )
            messages.success(request, _("It is open.") + " " + next_step)
            return redirect("surveys:door-detail", pk, opened.pk)
    context = survey_head(request, survey, "doors") | {
        "doors": doors_of(survey),
        "obstacle": obstacle(survey),
        "form": form,
    }
    return render(request, LIST, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def door_detail(request: HttpRequest, pk: int, door: int) -> HttpResponse:
    """One: its link, its code, the line for a website; and what may be changed of it."""
    survey, found = _found(request, pk, door)
    form = DoorForm(request.POST or None, door=found)

    def carry_out() -> Door:
        kept = {"is_shared": found.is_shared, "origins": found.origins}
        change_door(found, **kept | form.cleaned_data, actor=request.actor, now=timezone.now())
        return found

    if request.method == "POST" and form.carried_out(carry_out):
        messages.success(request, _("Saved."))
        return redirect("surveys:door-detail", pk, door)
    context = survey_head(request, survey, "doors") | _shown(found) | {"form": form}
    return render(request, ONE, context, status=422 if form.is_bound else 200)


@require_POST
def door_turn(request: HttpRequest, pk: int, door: int) -> HttpResponse:
    """Take nothing in by it any more, or again (``open=yes``)."""
    _survey, found = _found(request, pk, door)
    is_open = request.POST.get("open") == "yes"
    try:
        turn_door(found, is_open=is_open, actor=request.actor, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, refusal.sentence)
    else:
        said = _("It is open again.") if is_open else _("It is closed. Whoever comes to it is told so.")
        messages.success(request, said)
    return redirect("surveys:door-detail", pk, door)


@require_safe
def door_sheet(request: HttpRequest, pk: int, door: int) -> HttpResponse:
    """A sheet of paper to hang up: the name of the survey, the code, the address, and what is promised."""
    survey, found = _found(request, pk, door)
    return render(request, SHEET, {"survey": survey, **_shown(found)})


@require_safe
def door_code(request: HttpRequest, pk: int, door: int) -> HttpResponse:
    """The code as a picture to save."""
    _survey, found = _found(request, pk, door)
    headers = {"Content-Disposition": f'attachment; filename="survey-{found.pk}.svg"'}
    return HttpResponse(code_of(address_of(found)).svg(), content_type="image/svg+xml", headers=headers)


def address_of(door: Door) -> str:
    """Where people come to it, as it stands on a poster."""
    return settings.PUBLIC_URL + reverse(PAGES[Door.Kind(door.kind)], args=(door.key,))


def _found(request: HttpRequest, pk: int, door: int) -> tuple[Survey, Door]:
    survey = get_visible(Survey, request.actor, pk, "work")
    return survey, get_object_or_404(
        Door.objects.select_related("survey__unit__party"), pk=door, survey=survey
    )


def _shown(door: Door) -> dict[str, Any]:
    script = settings.PUBLIC_URL + reverse("surveys:embed-script")
    return {
        "door": door,
        "address": address_of(door),
        "code": code_of(address_of(door)),
        "promise": next(iter(door.promise.values()), ""),
        "is_kiosk": door.kind == Door.Kind.KIOSK,
        "snippet": f'<script src="{script}" data-survey="{door.key}" async></script>',
        "obstacle": obstacle(door.survey),
    }
