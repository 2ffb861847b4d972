"""How one likes to be shown things: language, dates, theme, density, keys."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_http_methods, require_POST

from twofold.accounts.actions.preferences import prefer
from twofold.accounts.models import User
from twofold.accounts.web.language.views import remember_language
from twofold.accounts.web.settings.tabs import tabs
from twofold.accounts.web.side.views import local_address


class PreferencesForm(forms.Form):
    """All preferences at once."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [("", _("As the browser asks")), *settings.LANGUAGES],
        help_text=gettext_lazy("Mail to you is written in it, too."),
    )
    date_style = forms.ChoiceField(
        label=gettext_lazy("Dates"), choices=User.DateStyle, widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(label=gettext_lazy("Theme"), choices=User.Theme, widget=forms.RadioSelect)
    density = forms.ChoiceField(label=gettext_lazy("Density"), choices=User.Density, widget=forms.RadioSelect)
    is_keyed = forms.BooleanField(
        label=gettext_lazy("Single keys act as shortcuts"),
        required=False,
        help_text=gettext_lazy("“?” shows them on every page. Turn them off if you dictate or use a switch."),
    )


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Show the preferences and keep what is chosen."""
    names = list(PreferencesForm.base_fields)
    form = PreferencesForm(
        request.POST or None, initial={name: getattr(request.user, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        user = prefer(request.user, **form.cleaned_data)
        with override(user.language or None):
            messages.success(request, _("Saved."))
        return remember_language(redirect("accounts:preferences"), user.language)
    context = {"tabs": tabs(request), "form": form}
    return render(
        request, "accounts/web/settings/preferences.html", context, status=422 if form.errors else 200
    )


@require_POST
def preference_set(request: HttpRequest) -> HttpResponse:
    """Keep one preference, from the menu or the palette, and go back to where that was."""
    name, value = request.POST.get("name", ""), request.POST.get("value", "")
    user = prefer(request.user, **{name: value == "on" if name == "is_keyed" else value})
    if "next" not in request.POST:
        return HttpResponse(status=204)
    answer = redirect(local_address(request, request.POST["next"]))
    return remember_language(answer, user.language) if name == "language" else answer
