"""Widgets that are written without templates say what Django's templates say."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

CHOICES = [
    ("", "---"),
    ("a&b", 'A "quoted" <name>'),
    (7, gettext_lazy("Yes")),
    ("Group <1>", [("x", SafeString("<b>bold</b>")), ("y", "Why")]),
]
EMPTY_LINES = re.compile(r"\n(?=\n)")


class Everything(forms.Form):
    words = forms.CharField(
        widget=forms.TextInput({"placeholder": "<&>", "autofocus": True, "hidden": False})
    )
    many = forms.CharField(widget=forms.Textarea({"rows": 3}))
    count = forms.IntegerField()
    day = forms.DateField(widget=forms.DateInput({"type": "date"}))
    mail = forms.EmailField(max_length=50)
    secret = forms.CharField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(required=False)
    one = forms.ChoiceField(choices=CHOICES)
    some = forms.MultipleChoiceField(choices=CHOICES, widget=forms.SelectMultiple)
    ticked = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False)


GIVEN = {
    "words": "<b>'\"&",
    "many": "\nlines\n<x>",
    "count": "12",
    "agreed": "on",
    "one": "a&b",
    "some": ["7", "x"],
}


@pytest.mark.parametrize("given", [None, GIVEN, {"count": "none"}])
def test_it_is_the_same_but_for_empty_lines(given):
    ours, django = Everything(given), Everything(given, renderer=DjangoTemplates())
    for name in Everything.base_fields:
        plain = forms.BoundField(django, django.fields[name], name)
        drawn = plain.as_widget(attrs=ours[name].build_widget_attrs({}))
        assert EMPTY_LINES.sub("", str(ours[name])) == EMPTY_LINES.sub("", drawn)
