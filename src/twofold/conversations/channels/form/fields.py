"""The fields of a form: one Django form for both doors, so that a script and a plain page ask and refuse alike."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from twofold.conversations.channels.form.plan import CHOICE, LEFT_OUT, REQUIRED, TEXT, FormPlan, Question
from twofold.conversations.channels.public.words import clean_words
from twofold.core.errors import BadInput
from twofold.directory.models.normal_forms import normal_email

LONGEST = {"name": 200, "email": 254, "subject": 150, "message": 20_000}
LONGEST_ANSWER = 2_000
TRAP = "homepage"
"""A field that people do not see and programs fill in."""
YES_NO_WORDS = (("yes", _("Yes")), ("no", _("No")))


class AddressField(forms.CharField):
    """An e-mail address, in normal form."""

    widget = forms.EmailInput

    def clean(self, value: str) -> str:
        given = super().clean(value)
        try:
            return normal_email(given) if given else ""
        except BadInput as refusal:
            raise ValidationError(refusal.sentence) from None


class SubmissionForm(forms.Form):
    """What somebody hands in."""

    def __init__(self, plan: FormPlan, given: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        cleaned = None if given is None else {name: clean_words(value) for name, value in given.items()}
        super().__init__(cleaned, **kwargs)
        self.plan = plan
        self.fields |= _usual(plan)
        self.fields |= {f"q{place}": _asked(one) for place, one in enumerate(plan.questions, 1)}
        self.fields["message"] = _text("message", _("Message"), True, forms.Textarea(attrs={"rows": 6}))

    @property
    def fell_for_the_trap(self) -> bool:
        """Whether a program filled it in."""
        return bool(self.data.get(TRAP))

    def words(self) -> str:
        """The message, and below it each answer under its question."""
        given = self.cleaned_data
        answers = [
            f"{question.label} {_in_words(question, given[f'q{place}'])}"
            for place, question in enumerate(self.plan.questions, 1)
            if given.get(f"q{place}")
        ]
        return "\n\n".join(filter(None, (given["message"], "\n".join(answers))))

    def described(self) -> Iterator[dict[str, Any]]:
        """The fields for a script that draws them."""
        for name, field in self.fields.items():
            yield {
                "name": name,
                "kind": _kind(field),
                "label": str(field.label),
                "required": field.required,
                "longest": getattr(field, "max_length", None),
                "autocomplete": field.widget.attrs.get("autocomplete", ""),
                "choices": [[value, str(label)] for value, label in getattr(field, "choices", ()) if value],
            }


def _usual(plan: FormPlan) -> dict[str, forms.Field]:
    labels = {"name": _("Your name"), "email": _("Your e-mail address"), "subject": _("Subject")}
    asked = {name: getattr(plan, name) for name in labels}
    return {
        name: _text(name, labels[name], wanted == REQUIRED, kind=AddressField if name == "email" else None)
        for name, wanted in asked.items()
        if wanted != LEFT_OUT
    }


def _text(name: str, label: str, required: bool, widget=None, kind=None) -> forms.Field:
    field = (kind or forms.CharField)(
        label=label,
        required=required,
        max_length=LONGEST[name],
        **{"widget": widget} if widget else {},
        error_messages={"required": _("This is needed.")},
    )
    field.widget.attrs["autocomplete"] = name if name in ("name", "email") else "off"
    return field


def _asked(question: Question) -> forms.Field:
    stated = {
        "label": question.label,
        "required": question.is_required,
        "error_messages": {"required": _("This is needed."), "invalid_choice": _("Choose one of these.")},
    }
    if question.kind == TEXT:
        return forms.CharField(max_length=LONGEST_ANSWER, **stated)
    if question.kind == CHOICE:
        return forms.ChoiceField(choices=[("", "–"), *((one, one) for one in question.choices)], **stated)
    return forms.ChoiceField(choices=YES_NO_WORDS, widget=forms.RadioSelect, **stated)


def _kind(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField):
        return "radio" if isinstance(field.widget, forms.RadioSelect) else "choice"
    if isinstance(field, AddressField):
        return "email"
    return "long" if isinstance(field.widget, forms.Textarea) else "text"


def _in_words(question: Question, answer: str) -> str:
    return str(dict(YES_NO_WORDS).get(answer, answer)) if question.kind not in (TEXT, CHOICE) else answer
