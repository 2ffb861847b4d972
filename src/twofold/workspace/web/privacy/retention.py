"""How long people are kept: the rules, what they would do tonight, and what they did."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from twofold.core.access import require_capability
from twofold.core.errors import DomainError
from twofold.core.plates import house
from twofold.core.sensitive import sensitive
from twofold.timeline.models import Event
from twofold.workspace.actions.retention import count_due, set_retention
from twofold.workspace.models import RetentionRule
from twofold.workspace.web.privacy.forms import RetentionForm

TEMPLATE = "workspace/web/privacy/retention.html"
SHOWN = 20


@require_http_methods(["GET", "POST"])
@sensitive
def retention(request: HttpRequest) -> HttpResponse:
    """Look first at how many people a rule would anonymise, then put it in force."""
    require_capability(request.actor, "administer", _("Only administrators decide how long people are kept."))
    standings = list(house().every("retained"))
    rules = dict(RetentionRule.objects.values_list("standing", "months"))
    form = RetentionForm(request.POST or None, standings=standings, rules=rules)
    now = timezone.now()
    if request.method == "POST" and form.is_valid() and "keep" in request.POST:
        try:
            with transaction.atomic():
                for retained in standings:
                    months = form.cleaned_data[f"months_{retained.standing}"]
                    set_retention(retained.standing, months=months, actor=request.actor, now=now)
        except DomainError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("These rules are in force from tonight on."))
            return redirect("workspace:retention")
    looked_at = form.cleaned_data if form.is_bound and form.is_valid() else {}
    context = {
        "form": form,
        "rows": [
            {
                "field": form[f"months_{retained.standing}"],
                "months": months,
                "due": count_due(retained, months, now=now) if months else None,
            }
            for retained in standings
            for months in [looked_at.get(f"months_{retained.standing}", rules.get(retained.standing))]
        ],
        "is_tried": bool(looked_at),
        "done": Event.objects.system("what the nightly rules did")
        .filter(verb="workspace.people_anonymised")
        .order_by("-pk")[:SHOWN],
        "labels": {retained.standing: retained.label for retained in standings},
        "crumbs": [{"label": _("Privacy"), "url": reverse("workspace:privacy-desk")}],
    }
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)
