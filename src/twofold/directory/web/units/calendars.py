"""When a unit works: its hours and its days off."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import change_visible, get_visible
from twofold.directory.actions.calendars import add_day_off, remove_day_off, set_working_hours
from twofold.directory.models import DayOff, Unit
from twofold.directory.queries.calendars import weekly_spans
from twofold.directory.web.units.forms import DayOffForm, HoursForm, written_spans
from twofold.timeline.web.conflicts.page import conflict_page
from twofold.ui.undo import offer_undo


@require_http_methods(["GET", "POST"])
def unit_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Set a unit's weekly hours and public holidays; all days empty: as above it."""
    unit = get_visible(Unit, request.actor, pk, "lead")
    initial = _stated(unit)
    form = HoursForm(request.POST or None, initial=initial).opened_on(initial)
    if request.method == "POST" and form.carried_out(_set_hours, request=request, form=form, pk=pk):
        offer_undo(request, _("Saved."))
        return redirect("directory:unit-detail", pk)
    if form.clashes:
        return conflict_page(request, form, unit, back=reverse("directory:unit-detail", args=[pk]))
    context = {
        "form": form,
        "unit": unit,
        "heading": _("When %(name)s works") % {"name": unit.party.name},
        "hint": _("Leave all days empty to work as the unit above does."),
    }
    return render(request, "directory/web/units/unit_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def day_off_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Note a day on which a unit, and those below it, does not work."""
    unit = get_visible(Unit, request.actor, pk, "lead")
    form = DayOffForm(request.POST or None)
    if request.method == "POST" and form.carried_out(
        lambda: add_day_off(unit, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    ):
        offer_undo(request, _("Added."))
        return redirect("directory:unit-detail", pk)
    context = {
        "form": form,
        "unit": unit,
        "heading": _("A day off for %(name)s") % {"name": unit.party.name},
        "submit": _("Add"),
    }
    return render(request, "directory/web/units/unit_form.html", context, status=422 if form.errors else 200)


@require_POST
def day_off_remove(request: HttpRequest, pk: int, day_off: int) -> HttpResponse:
    """Work on that day after all."""
    with change_visible(Unit, request.actor, pk, "lead"):
        days = DayOff.objects.select_related("unit__party")
        remove_day_off(
            get_object_or_404(days, pk=day_off, unit_id=pk), actor=request.actor, now=timezone.now()
        )
    offer_undo(request, _("Removed."))
    return redirect("directory:unit-detail", pk)


def _stated(unit: Unit) -> dict[str, str]:
    days = {f"day_{day}": written_spans(spans) for day, spans in weekly_spans(unit.working_hours).items()}
    return days | {"holiday_country": unit.holiday_country, "holiday_region": unit.holiday_region}


def _set_hours(*, request: HttpRequest, form: HoursForm, pk: int) -> Unit:
    with change_visible(Unit, request.actor, pk, "lead") as unit:
        form.settle(_stated(unit))
        return set_working_hours(
            unit,
            weekly=form.weekly(),
            holiday_country=form.cleaned_data["holiday_country"],
            holiday_region=form.cleaned_data["holiday_region"].upper(),
            actor=request.actor,
            now=timezone.now(),
        )
