"""The forms of a party."""

import re

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput
from twofold.directory.models import Affiliation, ContactPoint, Party
from twofold.directory.models.names import sort_name
from twofold.directory.web.attributes.fields import WithAttributes
from twofold.directory.web.forms import Country, Day, DirectoryForm, all_unit_choices, unit_choices

NUMBERED = re.compile(r"#(\d{1,18})\s*$")


class PersonForm(WithAttributes, DirectoryForm):
    """What a person is called and where they are at home."""

    given_name = forms.CharField(label=gettext_lazy("Given name"), max_length=100, required=False)
    family_name = forms.CharField(label=gettext_lazy("Family name"), max_length=100, required=False)
    name = forms.CharField(
        label=gettext_lazy("Called"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("As they like to be written; empty: given and family name."),
    )
    country = Country()


class OrganizationForm(WithAttributes, DirectoryForm):
    """What an organisation is called and where it is at home."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    country = Country()


class ReachFields(forms.Form):
    """What a new party brings along: which unit knows it, and how it is reached."""

    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=300, required=False)
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("National numbers are read as the country above writes them."),
    )
    unit = forms.TypedChoiceField(
        label=gettext_lazy("Known to"),
        coerce=int,
        help_text=gettext_lazy("Whoever belongs to this unit sees them from now on."),
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("It is someone else: add them anyway"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, actor: Actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(actor, Level.WORK)


class NewPersonForm(ReachFields, PersonForm):
    """A person to be added."""

    field_order = ("given_name", "family_name", "name", "country", "email", "phone", "unit", "anyway")


class NewOrganizationForm(ReachFields, OrganizationForm):
    """An organisation to be added."""

    field_order = ("name", "country", "email", "phone", "unit", "anyway")


class ContactPointForm(DirectoryForm):
    """An e-mail address, a phone number or a handle."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[choice for choice in ContactPoint.Kind.choices if choice[0] != ContactPoint.Kind.ADDRESS],
    )
    value = forms.CharField(
        label=gettext_lazy("Address or number"),
        max_length=300,
        help_text=gettext_lazy("A handle is written network:name, such as linkedin:eli-hoffmann."),
    )
    label = forms.CharField(
        label=gettext_lazy("Label"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Such as work or home."),
    )
    is_primary = forms.BooleanField(label=gettext_lazy("Use this one first"), required=False)

    def add_error(self, field, error):
        """The domain names the kind of contact point; the form has one field for all of them."""
        super().add_error("value" if field is None and self.cleaned_data.get("value") else field, error)


class AddressForm(DirectoryForm):
    """A postal address in its parts."""

    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=120, required=False)
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80, required=False)
    region = forms.CharField(label=gettext_lazy("Region"), max_length=80, required=False)
    country = Country()
    label = forms.CharField(label=gettext_lazy("Label"), max_length=40, required=False)


class PortalScope(forms.ChoiceField):
    """What someone sees in the portal of what a group asked for."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Sees in the portal"),
            choices=Affiliation.PortalScope.choices,
            initial=Affiliation.PortalScope.OWN,
            required=False,
        )

    def clean(self, value: str | None) -> str:
        """Left out, it is their own."""
        return super().clean(value) or Affiliation.PortalScope.OWN


class AffiliationForm(DirectoryForm):
    """How one belongs, from when to when."""

    kind = forms.ChoiceField(label=gettext_lazy("Belongs as"), choices=Affiliation.Kind.choices)
    unit = forms.TypedChoiceField(label=gettext_lazy("Unit"), coerce=int, empty_value=None, required=False)
    organization = forms.CharField(
        label=gettext_lazy("or organisation"),
        required=False,
        max_length=240,
        help_text=gettext_lazy("Type a few letters and choose."),
        widget=forms.TextInput(
            attrs={
                "list": "organization-options",
                "autocomplete": "off",
                "hx-get": reverse_lazy("directory:party-options"),
                "hx-trigger": "input changed delay:200ms",
                "hx-target": "#organization-options",
                "hx-swap": "innerHTML",
            }
        ),
    )
    role_title = forms.CharField(label=gettext_lazy("Role title"), max_length=120, required=False)
    from_on = Day(label=gettext_lazy("From"))
    to_on = Day(label=gettext_lazy("To"), help_text=gettext_lazy("The last day; empty while it lasts."))
    is_primary = forms.BooleanField(label=gettext_lazy("Introduce them by this one"), required=False)
    portal_scope = PortalScope()

    def __init__(self, *args, actor: Actor, party: Party, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["unit"].choices = [("", "–"), *all_unit_choices()]
        if party.kind != Party.Kind.PERSON:
            self.fields["kind"].choices = [
                choice for choice in Affiliation.Kind.choices if choice[0] != Affiliation.Kind.EMPLOYEE
            ]

    def group(self) -> Party:
        """The unit or organisation that was chosen.

        :raises BadInput: if it is neither or both, or if the organisation is not clear
        """
        unit, text = self.cleaned_data["unit"], self.cleaned_data["organization"].strip()
        if bool(unit) == bool(text):
            raise BadInput(_("Choose either a unit or an organisation."), field="unit")
        reachable = visible_list(Party, self.actor)
        if unit:
            return reachable.get(pk=unit)
        organizations = reachable.filter(kind=Party.Kind.ORGANIZATION)
        numbered = NUMBERED.search(text)
        named = {"pk": int(numbered[1])} if numbered else {"sort_name": sort_name(" ".join(text.split()))}
        found = list(organizations.filter(**named).order_by("pk")[:2])
        if len(found) != 1:
            sentence = (
                _("Several organisations are called “%(name)s”. Choose one from the list.")
                if found
                else _("Your units know no organisation “%(name)s”. Add it first.")
            )
            raise BadInput(sentence % {"name": text[:80]}, field="organization")
        return found[0]


class AffiliationChangeForm(DirectoryForm):
    """What can be corrected about an affiliation."""

    role_title = forms.CharField(label=gettext_lazy("Role title"), max_length=120, required=False)
    from_on = Day(label=gettext_lazy("From"))
    to_on = Day(label=gettext_lazy("To"), help_text=gettext_lazy("The last day; empty while it lasts."))
    is_primary = forms.BooleanField(label=gettext_lazy("Introduce them by this one"), required=False)
    portal_scope = PortalScope()
