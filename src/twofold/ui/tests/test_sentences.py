"""What forms say about a field: our sentences, for every kind of field."""

import pytest
from django import forms


class Everything(forms.Form):
    words = forms.CharField(max_length=3)
    day = forms.DateField()
    number = forms.DecimalField(max_digits=4, decimal_places=1, min_value=1)
    whole = forms.IntegerField(max_value=9)
    kind = forms.ChoiceField(choices=[("a", "A")])
    email = forms.EmailField()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("words", "", "Please fill this in."),
        ("words", "long", "There is room for 3 characters; this has 4."),
        (
            "words",
            "a\x00",
            "There is a character in it that cannot be kept. Type it again, rather than pasting it.",
        ),
        ("day", "31.02.2026", "There is no such day. Write it as year, month and day, such as 2026-02-28."),
        ("number", "12,5", "This is not a number. Write it in digits, such as 12 or 12.5."),
        ("number", "0", "The least that can be is 1."),
        ("number", "99999", "This number is too large to be kept. Check it."),
        ("number", "1.25", "No more digits can stand behind the point than 1."),
        ("whole", "1.5", "This is not a whole number. Write it in digits, such as 12."),
        ("whole", "10", "The most that can be is 9."),
        ("kind", "", "Please choose."),
        ("kind", "z", "“z” cannot be chosen here, or no longer. Choose again."),
        ("email", "nope", "This is not an e-mail address. It looks like name@example.org."),
    ],
)
def test_a_field_says_what_is_wrong_and_what_to_do(field, typed, said):
    assert said in Everything({field: typed}).errors[field]
