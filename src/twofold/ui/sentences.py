"""What a form says about a field, in the words of the house, wherever Django would say it in its own.

Set once for all forms: a sentence names what is wrong and what to do, and every field of a kind says the same.
"""

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

EMPTY = _("Please fill this in.")
NOTHING_CHOSEN = _("Please choose.")
NOT_A_DAY = _("There is no such day. Write it as year, month and day, such as 2026-02-28.")
NOT_A_MOMENT = _("There is no such moment. Write it as day and time, such as 2026-02-28 14:30.")
NOT_A_NUMBER = _("This is not a number. Write it in digits, such as 12 or 12.5.")
NOT_WHOLE = _("This is not a whole number. Write it in digits, such as 12.")
NOT_TO_BE_CHOSEN = _("“%(value)s” cannot be chosen here, or no longer. Choose again.")
NOT_AN_EMAIL = _("This is not an e-mail address. It looks like name@example.org.")
INVISIBLE = _("There is a character in it that cannot be kept. Type it again, rather than pasting it.")
TOO_LONG = ngettext_lazy(
    "There is room for %(limit_value)d character; this has %(show_value)d.",
    "There is room for %(limit_value)d characters; this has %(show_value)d.",
    "limit_value",
)
TOO_MANY_DIGITS = _("This number is too large to be kept. Check it.")
TOO_FINE = _("No more digits can stand behind the point than %(max)s.")
TOO_SMALL = _("The least that can be is %(limit_value)s.")
TOO_LARGE = _("The most that can be is %(limit_value)s.")


def speak() -> None:
    """Teach Django's fields and validators these sentences. Must come before any form is declared."""
    forms.Field.default_error_messages = {"required": EMPTY}
    for kind in (forms.ChoiceField, forms.MultipleChoiceField):
        kind.default_error_messages = kind.default_error_messages | {
            "required": NOTHING_CHOSEN,
            "invalid_choice": NOT_TO_BE_CHOSEN,
        }
    forms.DateField.default_error_messages = {"invalid": NOT_A_DAY}
    forms.DateTimeField.default_error_messages = {"invalid": NOT_A_MOMENT}
    forms.IntegerField.default_error_messages = {"invalid": NOT_WHOLE}
    for kind in (forms.FloatField, forms.DecimalField):
        kind.default_error_messages = {"invalid": NOT_A_NUMBER}
    validators.EmailValidator.message = NOT_AN_EMAIL
    validators.ProhibitNullCharactersValidator.message = INVISIBLE
    validators.MaxLengthValidator.message = TOO_LONG
    validators.DecimalValidator.messages = validators.DecimalValidator.messages | {
        "max_digits": TOO_MANY_DIGITS,
        "max_whole_digits": TOO_MANY_DIGITS,
        "max_decimal_places": TOO_FINE,
    }
    validators.MinValueValidator.message = TOO_SMALL
    validators.MaxValueValidator.message = TOO_LARGE
