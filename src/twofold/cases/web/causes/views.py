"""The settings of causes: why complaints and conflicts come about, in the words of the house."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from twofold.accounts.web.settings.tabs import tabs
from twofold.cases.actions.causes import add_cause, rename_cause, require_may_name_causes, retire_cause
from twofold.cases.actions.usual_types import add_usual_causes
from twofold.cases.models import Cause
from twofold.directory.web.forms import DirectoryForm
from twofold.ui.undo import offer_undo

TEMPLATE = "cases/web/causes/cause_list.html"


class CauseForm(DirectoryForm):
    """A new cause."""

    field = forms.ChoiceField(label=gettext_lazy("A cause of"), choices=Cause.Field)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


class RenameForm(DirectoryForm):
    """Another name for a cause."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)


@require_http_methods(["GET", "POST"])
def cause_list(request: HttpRequest) -> HttpResponse:
    """The causes by what they are causes of, and the form of a new one."""
    require_may_name_causes(request.actor)
    form = CauseForm(request.POST or None)
    if request.method == "POST" and form.carried_out(_add, request=request, form=form):
        offer_undo(request, _("Added."))
        return redirect("cases:cause-list")
    return _drawn(request, form)


@require_POST
def cause_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename it, retire it, or offer it again."""
    require_may_name_causes(request.actor)
    cause, who = get_object_or_404(Cause, pk=pk), {"actor": request.actor, "now": timezone.now()}
    if "retire" in request.POST:
        is_retired = request.POST["retire"] == "yes"
        retire_cause(cause, is_retired=is_retired, **who)
        offer_undo(request, _("Not offered any more.") if is_retired else _("Offered again."))
        return redirect("cases:cause-list")
    form = RenameForm(request.POST)
    if form.carried_out(lambda: rename_cause(cause, name=form.cleaned_data["name"], **who)):
        offer_undo(request, _("Renamed."))
        return redirect("cases:cause-list")
    return _drawn(request, CauseForm(), {cause.pk: form})


@require_POST
def cause_usual(request: HttpRequest) -> HttpResponse:
    """Begin with the usual causes."""
    add_usual_causes(actor=request.actor, now=timezone.now())
    offer_undo(request, _("Added."))
    return redirect("cases:cause-list")


def _add(request: HttpRequest, form: CauseForm) -> Cause:
    return add_cause(**form.cleaned_data, actor=request.actor, now=timezone.now())


def _drawn(request: HttpRequest, form: CauseForm, broken: dict | None = None) -> HttpResponse:
    broken = broken or {}
    causes = list(Cause.objects.order_by("field", "order", "pk"))
    fields = [
        (
            of.label,
            [
                (one, broken.get(one.pk) or RenameForm(initial={"name": one.name}, auto_id=f"id_{one.pk}_%s"))
                for one in causes
                if one.field == of
            ],
        )
        for of in Cause.Field
    ]
    context = {"tabs": tabs(request), "form": form, "fields": fields, "is_empty": not causes}
    return render(request, TEMPLATE, context, status=422 if form.errors or broken else 200)
