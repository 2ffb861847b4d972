"""What a bad answer does: the rules of a survey, and the cases that came of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from twofold.core.access import get_visible
from twofold.surveys.actions.loop.rules import remove_rule, set_rule
from twofold.surveys.models import FollowUpRule, Survey
from twofold.surveys.queries.follow_ups import changes_of, rules_of
from twofold.surveys.web.surveys.tabs import survey_head
from twofold.surveys.web.triggers.forms import FollowUpForm, rule_as_typed

TEMPLATE = "surveys/web/triggers/follow_up.html"


@require_http_methods(["GET", "POST"])
def survey_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules, what came of them, and the form of one."""
    survey = get_visible(Survey, request.actor, pk, "work")
    rules = rules_of(survey)
    edited = next((one.rule for one in rules if str(one.rule.pk) == request.GET.get("rule")), None)
    form = FollowUpForm(
        survey, request.actor, request.POST or None, initial=rule_as_typed(edited) if edited else None
    )
    if request.method == "POST" and form.carried_out(_set, request=request, survey=survey, form=form):
        messages.success(request, _("Bad answers open a case from now on."))
        return redirect("surveys:survey-follow-up", pk)
    context = survey_head(request, survey, "follow-up") | {
        "rules": rules,
        "changes": changes_of(request.actor, survey),
        "form": form,
        "edited": edited,
    }
    return render(request, TEMPLATE, context, status=422 if form.is_bound else 200)


@require_POST
def follow_up_remove(request: HttpRequest, pk: int, rule: int) -> HttpResponse:
    """No answer opens a case by this rule any more."""
    get_visible(Survey, request.actor, pk, "work")
    found = get_object_or_404(FollowUpRule, pk=rule, survey_id=pk)
    remove_rule(found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Removed. Cases that came of it stay."))
    return redirect("surveys:survey-follow-up", pk)


def _set(request: HttpRequest, survey: Survey, form: FollowUpForm) -> FollowUpRule:
    question = get_object_or_404(survey.questions, pk=form.cleaned_data["question"])
    return set_rule(survey, question, form.followed(), actor=request.actor, now=timezone.now())
