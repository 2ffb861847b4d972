"""The forms of the settings pages."""

from datetime import date, timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.accounts.models import CapabilityGrant, Membership
from twofold.accounts.models.token import SCOPES
from twofold.core.actor import Level


class MembershipForm(forms.Form):
    """A unit, and how far someone reaches in it."""

    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int)
    level = forms.TypedChoiceField(
        label=_("May"), choices=Membership.Levels, coerce=lambda value: Level(int(value)), initial=Level.WORK
    )

    def __init__(self, units: list[tuple[int, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units


class CapabilitiesForm(forms.Form):
    """What someone may do beside their work in units."""

    capabilities = forms.MultipleChoiceField(
        label=_("Beside their work in units"),
        choices=CapabilityGrant.Capability,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class InvitationForm(MembershipForm):
    """Whom to invite, and into which unit."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    field_order = ("email", "name", "unit", "level")


class AdministratorsInvitationForm(InvitationForm):
    """The same, with what only administrators give."""

    capabilities = forms.MultipleChoiceField(
        label=_("And beside that"),
        choices=CapabilityGrant.Capability,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class TokenForm(forms.Form):
    """A new API token."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=80, help_text=_("The program that will use it, for instance.")
    )
    expires_on = forms.DateField(
        label=_("Works until"),
        help_text=_("At most a year."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: date.today() + timedelta(days=90),
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple
    )


class JoinForm(forms.Form):
    """Why an administrator joins a sealed unit."""

    reason = forms.CharField(
        label=_("Why do you join?"),
        help_text=_("The members of the unit read this, with your name and the time."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
