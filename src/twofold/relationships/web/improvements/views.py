"""Improvement actions: the list, beginning one from what was heard, and its page."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from twofold.core.access import get_visible
from twofold.core.actor import Level
from twofold.core.errors import NotVisible
from twofold.directory.access import require_staff
from twofold.directory.web.forms import unit_choices
from twofold.relationships.actions.improvements import (
    begin_improvement,
    change_improvement,
    end_improvement,
    tell_improvement,
)
from twofold.relationships.models import Improvement, Side
from twofold.relationships.queries.evidence import Heard, heard_in
from twofold.relationships.queries.improvements import (
    evidence_of_improvement,
    improvements,
    measures_of,
    overdue,
    raised_by,
)
from twofold.relationships.web.addresses import asked_id, asked_one_of, asked_side
from twofold.relationships.web.improvements.forms import BeginForm, CarryOnForm, EndForm
from twofold.ui.undo import offer_undo

FOLDER = "relationships/web/improvements/"
STATES = ("running", "ended")
MOST_SHOWN = 200


@require_GET
def improvement_list(request: HttpRequest) -> HttpResponse:
    """What is being made better, by date; and what was, with its effect."""
    require_staff(request.actor)
    state = asked_one_of(request, "state", list(STATES)) or "running"
    found = improvements(request.actor, state=state, side=asked_side(request))
    shown, today = list(found[: MOST_SHOWN + 1]), timezone.now().date()
    context = {
        "rows": [(one, _effect(one), overdue(one, today)) for one in shown[:MOST_SHOWN]],
        "most_shown": MOST_SHOWN if len(shown) > MOST_SHOWN else 0,
        "state": state,
        "tabs": [
            {"label": label, "url": f"?state={name}", "active": name == state, "icon": icon}
            for name, label, icon in (("running", _("Going on"), "progress"), ("ended", _("Ended"), "check"))
        ],
        "may_begin": bool(request.actor.units(Level.WORK)),
    }
    return render(request, f"{FOLDER}improvement_list.html", context)


@require_http_methods(["GET", "POST"])
def improvement_new(request: HttpRequest) -> HttpResponse:
    """Begin one; `kind` and `id` name the record in which it was heard, `title` proposes what it is about."""
    units = unit_choices(request.actor)
    if not units:
        raise NotVisible  # they belong to those who work in a unit
    heard = _heard(request)
    form = BeginForm(units, request.actor, request.POST or None, initial=_initial(request, heard))
    if request.method == "POST":
        begun = form.carried_out(
            begin_improvement,
            heard_in=[heard.record] if heard else [],
            actor=request.actor,
            now=timezone.now(),
            **(form.cleaned_data if form.is_valid() else {}),
        )
        if begun:
            offer_undo(request, _("The improvement is begun."))
            return redirect("relationships:improvement-detail", begun.pk)
    context = {"form": form, "heard": heard}
    return render(request, f"{FOLDER}improvement_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def improvement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One improvement: what was said, what is done, by whom and until when, and whether it helped."""
    improvement = get_visible(Improvement, request.actor, pk)
    form = CarryOnForm(request.actor, request.POST or None, initial=_values(improvement))
    if request.method == "POST":
        changed = form.carried_out(
            change_improvement,
            improvement=improvement,
            actor=request.actor,
            now=timezone.now(),
            **(form.cleaned_data if form.is_valid() else {}),
        )
        if changed:
            offer_undo(request, _("Kept."))
            return redirect("relationships:improvement-detail", pk)
    return _page(request, improvement, form=form)


@require_POST
def improvement_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was done, or why it was given up."""
    improvement = get_visible(Improvement, request.actor, pk)
    form = EndForm(request.POST)
    ended = form.carried_out(
        end_improvement,
        improvement=improvement,
        actor=request.actor,
        now=timezone.now(),
        **(form.cleaned_data if form.is_valid() else {}),
    )
    if not ended:
        return _page(request, improvement, end_form=form)
    offer_undo(request, _("It has ended. Now you can tell those who raised it."))
    return redirect("relationships:improvement-detail", pk)


@require_POST
def improvement_tell(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell everyone who raised it what came of it."""
    improvement = get_visible(Improvement, request.actor, pk)
    told = tell_improvement(improvement, actor=request.actor, now=timezone.now())
    offer_undo(
        request,
        ngettext(
            "%(n)s person raised it and gets a mail, if the contact budget allows.",
            "%(n)s people raised it and get a mail each, as far as the contact budget allows.",
            told,
        )
        % {"n": told},
    )
    return redirect("relationships:improvement-detail", pk)


def _page(
    request: HttpRequest,
    improvement: Improvement,
    *,
    form: CarryOnForm | None = None,
    end_form: EndForm | None = None,
) -> HttpResponse:
    level = request.actor.level_in(improvement.unit_id)
    form = form or CarryOnForm(request.actor, initial=_values(improvement))
    end_form = end_form or EndForm()
    context = {
        "improvement": improvement,
        "form": form,
        "end_form": end_form,
        "may_work": level is not None and level >= Level.WORK,
        "borne": evidence_of_improvement(improvement, request.actor),
        "raised": len(raised_by(improvement)) if improvement.is_ended and not improvement.told_at else 0,
        "effect": _effect(improvement),
        "is_overdue": overdue(improvement, timezone.now().date()),
        "crumbs": [{"label": _("Improvements"), "url": reverse("relationships:improvement-list")}],
    }
    status = 422 if form.errors or end_form.errors else 200
    return render(request, f"{FOLDER}improvement_detail.html", context, status=status)


def _heard(request: HttpRequest) -> Heard | None:
    kind = request.GET.get("kind", "")
    return heard_in(kind, asked_id(request, "id"), request.actor) if kind else None


def _initial(request: HttpRequest, heard: Heard | None) -> dict:
    found = {"title": request.GET.get("title", "")[:200], "side": asked_side(request) or Side.EXTERNAL}
    if heard:
        said = heard.said
        found |= {"heard": heard.words, "unit_id": said.unit_id, "side": said.side or found["side"]}
    return found


def _values(improvement: Improvement) -> dict:
    return {
        "title": improvement.title,
        "owner": improvement.owner.name if improvement.owner else "",
        "heard": improvement.heard,
        "plan": improvement.plan,
        "due_on": improvement.due_on,
        "is_underway": improvement.state == Improvement.State.UNDERWAY,
    }


def _effect(improvement: Improvement) -> dict | None:
    """The figure before and after, with its measure; None where there is none."""
    measure = measures_of(improvement.side).get(improvement.measure)
    if measure is None:
        return None
    return {"measure": measure, "before": _dated(improvement.before), "after": _dated(improvement.after)}


def _dated(figure: dict) -> dict:
    return figure and figure | {"at": date.fromisoformat(figure["at"])}
