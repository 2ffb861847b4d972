"""The rules of a source: whom and what its reviews are about, tried on its latest ones."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from twofold.accounts.web.settings.tabs import tabs
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.core.sensitive import sensitive
from twofold.directory.web.forms import DirectoryForm, unit_choices
from twofold.feedback.actions.reviews.rules import add_rule, drop_rule, sound_rule
from twofold.feedback.models import ReviewRule, ReviewSource
from twofold.feedback.queries.reviews.rules import preview
from twofold.relationships.models import Offering

PAGE = "feedback/web/sources/source_rules.html"


class RuleForm(DirectoryForm):
    """What reviews say, and whom and what they are about then."""

    field = forms.ChoiceField(label=gettext_lazy("If"), choices=ReviewRule.Field.choices)
    value = forms.CharField(
        label=gettext_lazy("This"),
        max_length=120,
        help_text=gettext_lazy("Large and small letters are alike."),
    )
    unit_id = forms.TypedChoiceField(
        label=gettext_lazy("It is about"), coerce=int, empty_value=None, required=False
    )
    offering_id = forms.TypedChoiceField(
        label=gettext_lazy("Namely"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, source: ReviewSource, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stays = _("%(unit)s, as others") % {"unit": source.unit.party.name}
        self.fields["unit_id"].choices = [("", stays), *unit_choices(actor)]
        mine = {pk for pk, _name in unit_choices(actor)} | {source.unit_id}
        rows = Offering.objects.visible_to(actor).filter(
            is_for_external=True, is_offered=True, unit_id__in=mine
        )
        named = rows.order_by("name", "pk").values_list("pk", "name", "unit__party__name")
        self.fields["offering_id"].choices = [
            ("", _("Nothing in particular")),
            *((pk, f"{name} ({unit})") for pk, name, unit in named),
        ]


@require_http_methods(["GET", "POST"])
@sensitive
def source_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules and what they do; a new one can be tried before it is kept."""
    source = get_visible(ReviewSource, request.actor, pk, "lead")
    is_asked = request.method == "POST" or "value" in request.GET
    given = (request.POST or request.GET) if is_asked else None
    form, tried = RuleForm(source, request.actor, given), None
    if is_asked:
        stated = {"source": source, "actor": request.actor} | (form.cleaned_data if form.is_valid() else {})
        if request.method == "POST" and form.carried_out(add_rule, now=timezone.now(), **stated):
            return redirect("feedback:source-rules", pk=pk)
        tried = form.carried_out(sound_rule, **stated) if request.method == "GET" else None
    context = {
        "tabs": tabs(request),
        "source": source,
        "form": form,
        "tried": tried,
        "preview": preview(source, request.actor, tried),
    }
    return render(request, PAGE, context, status=422 if form.errors else 200)


@require_POST
@sensitive
def source_rule_drop(request: HttpRequest, pk: int, rule: int) -> HttpResponse:
    """Forget a rule."""
    source = get_visible(ReviewSource, request.actor, pk, "lead")
    found = source.rules.filter(pk=rule).first()
    if found is None:
        raise NotVisible
    drop_rule(found, actor=request.actor, now=timezone.now())
    return redirect("feedback:source-rules", pk=pk)
