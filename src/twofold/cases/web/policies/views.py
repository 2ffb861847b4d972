"""The settings of what is promised: policies in the order in which they are asked, and the form of one."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.accounts.web.settings.tabs import tabs
from twofold.cases.access import require_may_promise
from twofold.cases.actions.edit_cases import workers
from twofold.cases.actions.policies import add_policy, change_policy, delete_policy, move_policy
from twofold.cases.models import CaseClock, ServicePolicy
from twofold.cases.queries.policies import policies_in_order
from twofold.cases.queries.policy_fields import policy_fields
from twofold.cases.web.cases.forms import promised_hours
from twofold.cases.web.policies.conditions import builder_of, conditions_in_words, matching_sentence
from twofold.cases.web.policies.forms import (
    Ladder,
    PolicyForm,
    ladder_of,
    stated_policy,
    stated_rungs,
    typed_policy,
    typed_rungs,
)
from twofold.cases.web.policies.shown import shown_policy
from twofold.core.access import get_visible, visible_list
from twofold.core.filters import Rules
from twofold.directory.queries.names import party_names
from twofold.directory.queries.units import unit_tree
from twofold.ui.undo import offer_undo
from twofold.workspace.web.lists.asked import who_asks

LIST = "cases/web/policies/policy_list.html"
FORM = "cases/web/policies/policy_form.html"
RUNNING = (CaseClock.State.RUNNING, CaseClock.State.PAUSED)


@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    """What is promised to whom, in the order in which it is asked."""
    require_may_promise(request.actor)
    asked, fields = who_asks(request), policy_fields()
    seen = visible_list(ServicePolicy, request.actor).select_related("unit__party", "calendar_unit__party")
    mine = set(visible_list(ServicePolicy, request.actor, "lead").values_list("pk", flat=True))
    running = CaseClock.objects.visible_to(request.actor).filter(state__in=RUNNING).order_by()
    cases = dict(running.values("policy").annotate(n=Count("case", distinct=True)).values_list("policy", "n"))
    policies = [
        shown_policy(
            policy,
            conditions_in_words(policy, fields, asked),
            cases.get(policy.pk, 0),
            may_change=policy.pk in mine,
        )
        for policy in policies_in_order(seen.prefetch_related("steps"), unit_tree())
    ]
    context = {"tabs": tabs(request), "policies": policies, "otherwise": promised_hours()}
    return render(request, LIST, context)


@require_http_methods(["GET", "POST"])
def policy_new(request: HttpRequest) -> HttpResponse:
    """Promise something."""
    require_may_promise(request.actor)
    return _policy_page(request, None)


@require_http_methods(["GET", "POST"])
def policy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise something else."""
    return _policy_page(request, get_visible(ServicePolicy, request.actor, pk, "lead"))


@require_POST
def policy_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise it no more."""
    policy = get_visible(ServicePolicy, request.actor, pk, "lead")
    delete_policy(policy, actor=request.actor, now=timezone.now())
    offer_undo(request, _("“%(name)s” is promised no more. Open cases follow.") % {"name": policy.name})
    return redirect("cases:policy-list")


@require_POST
def policy_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask it earlier, or later."""
    policy = get_visible(ServicePolicy, request.actor, pk, "lead")
    move_policy(policy, up="up" in request.POST, actor=request.actor, now=timezone.now())
    return redirect("cases:policy-list")


@require_POST
def policy_count(request: HttpRequest) -> HttpResponse:
    """How many open cases the conditions fit, while they are being written. Nothing is changed."""
    require_may_promise(request.actor)
    asked = who_asks(request)
    rules, _drawn = builder_of({}, request.POST, asked)
    return HttpResponse(matching_sentence(rules, request.POST.get("unit", ""), asked))


def _policy_page(request: HttpRequest, policy: ServicePolicy | None) -> HttpResponse:
    people = _people(request, policy)
    rules, drawn = builder_of(policy.conditions if policy else {}, request.POST, who_asks(request))
    if request.method != "POST":
        form = PolicyForm(request.actor, initial=stated_policy(policy))
        return _drawn(request, policy, form, ladder_of(people, None, stated_rungs(policy)), drawn)
    if "do" in request.POST:  # a button that adds or removes a line: nothing is saved
        form = PolicyForm(request.actor, initial=typed_policy(request.POST))
        extra = 2 if request.POST["do"] == "rung" else 1
        ladder = ladder_of(people, None, typed_rungs(request.POST), extra)
        return _drawn(request, policy, form, ladder, drawn)
    form = PolicyForm(request.actor, request.POST, initial=stated_policy(policy))
    ladder = ladder_of(people, request.POST, ())
    if ladder.is_valid() and form.carried_out(
        _keep, request=request, policy=policy, form=form, rules=rules, ladder=ladder
    ):
        offer_undo(request, _("Saved. Open cases follow."))
        return redirect("cases:policy-list")
    return _drawn(request, policy, form, ladder, drawn, status=422)


def _keep(
    *, request: HttpRequest, policy: ServicePolicy | None, form: PolicyForm, rules: Rules, ladder: Ladder
) -> ServicePolicy:
    who = {"actor": request.actor, "now": timezone.now()}
    promised = form.promised(rules, ladder.rungs())
    return change_policy(policy, promised, **who) if policy else add_policy(promised, **who)


def _people(request: HttpRequest, policy: ServicePolicy | None) -> list[tuple[int, str]]:
    """Who can be told: those who work in the units of the asker, and whoever is named already."""
    named = policy.steps.exclude(person=None).values_list("person_id", flat=True) if policy else ()
    offered = {int(pk): name for pk, name in workers(who_asks(request))} | party_names(named, None)
    return sorted(offered.items(), key=lambda person: person[1].casefold())


def _drawn(
    request: HttpRequest,
    policy: ServicePolicy | None,
    form: PolicyForm,
    ladder: Ladder,
    group: dict,
    status: int = 200,
) -> HttpResponse:
    address = reverse("cases:policy-edit", args=[policy.pk]) if policy else reverse("cases:policy-new")
    context = {
        "tabs": tabs(request),
        "policy": policy,
        "form": form,
        "ladder": ladder,
        "group": group,
        "type": {"name": "case"},
        "address": address,
    }
    template = FORM + ("#policy" if request.htmx and "do" in request.POST else "")
    return render(request, template, context, status=status)
