"""Proposing something."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from twofold.directory.access import require_staff
from twofold.directory.models import Party
from twofold.directory.web.forms import all_unit_choices
from twofold.feedback.actions.ideas.propose import propose_idea, usual_side
from twofold.feedback.models import Idea
from twofold.feedback.queries.ideas.found import similar_ideas
from twofold.feedback.web.ideas.forms import ProposeForm
from twofold.relationships.web.addresses import asked_id
from twofold.ui.undo import offer_undo

TEMPLATE = "feedback/web/ideas/idea_new.html"
LEAST_TYPED = 4


@require_http_methods(["GET", "POST"])
def idea_new(request: HttpRequest) -> HttpResponse:
    """Propose something to a unit; what says something like it is shown while one types."""
    require_staff(request.actor)
    initial = {
        "kind": Idea.Kind.WORK,
        "unit": asked_id(request, "unit"),
        "title": request.GET.get("title", "")[:200],
    }
    form = ProposeForm(all_unit_choices(), request.actor, request.POST or None, initial=initial)
    if request.method == "POST":
        given = dict(form.cleaned_data) if form.is_valid() else {}
        author: Party | None = given.get("author")
        given["unit_id"] = given.pop("unit", None)
        idea = form.carried_out(
            propose_idea, side=usual_side(author), actor=request.actor, now=timezone.now(), **given
        )
        if idea:
            offer_undo(request, _("Proposed. The unit looks at it before others see it."))
            return redirect("feedback:idea-detail", idea.pk)
    context = {
        "form": form,
        "similar": similar_ideas(request.actor, request.POST.get("title", "")[:200]) if form.errors else [],
    }
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


@require_GET
def idea_similar(request: HttpRequest) -> HttpResponse:
    """Ideas like the one that is being typed."""
    require_staff(request.actor)
    typed = request.GET.get("title", "")[:200].strip()
    similar = similar_ideas(request.actor, typed) if len(typed) >= LEAST_TYPED else []
    return render(request, TEMPLATE + "#similar", {"similar": similar})
