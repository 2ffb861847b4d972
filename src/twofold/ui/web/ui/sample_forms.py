"""Forms with one field of every sort, for the style page."""

from django import forms
from django.utils.translation import gettext_lazy as _

SIDES = [("internal", _("Internal")), ("external", _("External"))]


class SampleForm(forms.Form):
    """What is asked when someone writes down a new customer."""

    name = forms.CharField(label=_("Name"), help_text=_("As they write it themselves."))
    email = forms.EmailField(label=_("E-mail"), required=False)
    unit = forms.ChoiceField(label=_("Served by"), choices=[("it", "IT"), ("sales", "Sales")])
    side = forms.ChoiceField(label=_("Side"), choices=SIDES, widget=forms.RadioSelect, initial="external")
    since = forms.DateField(
        label=_("Customer since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    remark = forms.CharField(label=_("Remark"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    newsletter = forms.BooleanField(
        label=_("Asked for our newsletter"),
        required=False,
        help_text=_("Only tick this with their proof at hand."),
    )
    papers = forms.FileField(label=_("Papers"), required=False)


class SampleSignInForm(forms.Form):
    """Address and password."""

    login = forms.EmailField(label=_("E-mail"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput)
