"""Forms for saved replies and macros."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.conversations.queries.snoozing import PRESETS
from twofold.core.ids import read_id

HOUSE = "0"
THEN = (
    ("close", _("Close it")),
    ("spam", _("Mark it as spam")),
    *((f"snooze-{name}", label) for name, label in PRESETS.items()),
)


class ReplyForm(forms.Form):
    """A saved reply."""

    unit = forms.ChoiceField(label=_("For the members of"))
    name = forms.CharField(label=_("Name"), max_length=120)
    body = forms.CharField(label=_("Words"), widget=forms.Textarea(attrs={"rows": 10}))

    def __init__(self, units: Sequence[tuple[str, str]], *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units

    @property
    def unit_id(self) -> int | None:
        """The unit that was chosen; None for all."""
        return read_id(self.cleaned_data["unit"]) or None


class MacroForm(forms.Form):
    """A macro: what it does, in the order in which it does it."""

    unit = forms.ChoiceField(label=_("For the members of"))
    name = forms.CharField(label=_("Name"), max_length=120)
    reply = forms.ChoiceField(label=_("Answer with"), required=False)
    note = forms.CharField(label=_("Write a note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    assign = forms.ChoiceField(
        label=_("Who looks after it"),
        required=False,
        choices=(("", _("As before")), ("me", _("Whoever uses the macro")), ("nobody", _("Nobody"))),
    )
    then = forms.ChoiceField(label=_("Then"), required=False, choices=(("", _("Leave it open")), *THEN))

    def __init__(
        self, units: Sequence[tuple[str, str]], replies: Sequence[tuple[int, str]], *args, **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units
        self.fields["reply"].choices = [("", _("Nothing")), *((str(pk), name) for pk, name in replies)]
        self.fields["then"].choices = [
            (value, _("Snooze it: %(until)s") % {"until": label} if value.startswith("snooze-") else label)
            for value, label in self.fields["then"].choices
        ]

    unit_id = ReplyForm.unit_id

    def steps(self) -> list[dict]:
        """What was chosen, as a macro keeps it."""
        given, steps = self.cleaned_data, []
        if given["reply"]:
            steps.append({"act": "reply", "saved_reply": int(given["reply"])})
        if given["note"].strip():
            steps.append({"act": "note", "body": given["note"]})
        if given["assign"]:
            steps.append({"act": "assign", "to": "me" if given["assign"] == "me" else None})
        act, _sign, until = given["then"].partition("-")
        if act:
            steps.append({"act": act, "until": until} if until else {"act": act})
        return steps


def values_of(steps: Sequence[Mapping]) -> dict[str, str]:
    """The fields of a form for what a macro keeps."""
    values: dict[str, str] = {}
    for step in steps:
        match step["act"]:
            case "reply":
                values["reply"] = str(step["saved_reply"])
            case "note":
                values["note"] = step["body"]
            case "assign":
                values["assign"] = "me" if step["to"] == "me" else "nobody"
            case "snooze":
                values["then"] = f"snooze-{step['until']}"
            case act:
                values["then"] = act
    return values
