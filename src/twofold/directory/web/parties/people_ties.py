"""Ties from person to person: added, corrected, ended and taken away from a person's page."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from twofold.core.access import change_visible, get_visible, visible_list
from twofold.core.errors import BadInput
from twofold.directory.actions.affiliations import today
from twofold.directory.actions.ties import add_tie, change_tie, end_tie, remove_tie
from twofold.directory.models import Party, Tie
from twofold.directory.queries.named_parties import named_parties
from twofold.directory.web.forms import Day, DirectoryForm

DAYS = ("from_on", "to_on")
SUGGESTS = {
    "list": "person-options",
    "autocomplete": "off",
    "hx-get": reverse_lazy("directory:person-options"),
    "hx-trigger": "input changed delay:200ms",
    "hx-target": "#person-options",
    "hx-swap": "innerHTML",
}


class TieDaysForm(DirectoryForm):
    """From when to when a tie holds."""

    from_on = Day(label=gettext_lazy("From"))
    to_on = Day(label=gettext_lazy("To"), help_text=gettext_lazy("The last day; empty while it lasts."))


class TieForm(TieDaysForm):
    """To whom someone is tied, and how."""

    kind = forms.ChoiceField(label=gettext_lazy("Tie"), choices=Tie.Kind.choices)
    other = forms.CharField(
        label=gettext_lazy("Whom"),
        max_length=240,
        help_text=gettext_lazy("Type a few letters and choose, or an e-mail address."),
        widget=forms.TextInput(attrs=SUGGESTS),
    )
    field_order = ("kind", "other", *DAYS)

    def person(self, actor) -> Party:
        """Who was meant.

        :raises BadInput: if nobody, or several
        """
        people = visible_list(Party, actor, "name").filter(kind=Party.Kind.PERSON)
        text = self.cleaned_data["other"].strip()
        found = named_parties([text], people).get(text, set())
        if len(found) != 1:
            sentence = (
                _("Several people are called “%(name)s”. Choose one from the list.")
                if found
                else _("You know nobody called “%(name)s”. Add them first.")
            )
            raise BadInput(sentence % {"name": text[:80]}, field="other")
        return people.get(pk=found.pop())


@require_http_methods(["GET", "POST"])
def tie_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Tie a person to another."""
    party = get_visible(Party, request.actor, pk, "work")
    form = TieForm(request.POST or None)
    if request.method == "POST" and form.carried_out(_add, request=request, form=form, pk=pk):
        messages.success(request, _("Added."))
        return redirect("directory:party-detail", pk)
    return _form_page(request, form, party, None)


@require_http_methods(["GET", "POST"])
def tie_change(request: HttpRequest, pk: int, tie: int) -> HttpResponse:
    """Correct the days of a tie, end it today, or take it away."""
    party = get_visible(Party, request.actor, pk, "work")
    ties = visible_list(Tie, request.actor, "work").select_related("party", "other")
    found = get_object_or_404(ties, pk=tie, party_id=pk)
    initial = {name: getattr(found, name) for name in DAYS}
    verb = next((name for name in ("end", "remove") if name in request.POST), "change")
    form = TieDaysForm(request.POST if verb == "change" and request.POST else initial, initial=initial)
    if request.method == "POST" and form.carried_out(
        _change, request=request, form=form, tie=found, act=verb
    ):
        messages.success(request, {"end": _("Ended today."), "remove": _("Removed.")}.get(verb, _("Saved.")))
        return redirect("directory:party-detail", pk)
    return _form_page(request, form, party, found)


def _add(*, request: HttpRequest, form: TieForm, pk: int) -> Tie:
    values = form.cleaned_data
    with change_visible(Party, request.actor, pk) as party:
        return add_tie(
            party,
            other=form.person(request.actor),
            kind=values["kind"],
            from_on=values["from_on"],
            to_on=values["to_on"],
            actor=request.actor,
            now=timezone.now(),
        )


def _change(*, request: HttpRequest, form: TieDaysForm, tie: Tie, act: str) -> bool:
    who = {"actor": request.actor, "now": timezone.now()}
    with change_visible(Party, request.actor, tie.party_id):
        if act == "end":
            end_tie(tie, to_on=today(who["now"]), **who)
        elif act == "remove":
            remove_tie(tie, **who)
        else:
            change_tie(tie, **{name: form.cleaned_data[name] for name in DAYS}, **who)
    return True


def _form_page(request: HttpRequest, form: DirectoryForm, party: Party, tie: Tie | None) -> HttpResponse:
    context = {"form": form, "party": party, "tie": tie}
    if tie:
        context["may_end"] = tie.to_on is None or tie.to_on > today(timezone.now())
    return render(request, "directory/web/parties/tie_form.html", context, status=422 if form.errors else 200)
