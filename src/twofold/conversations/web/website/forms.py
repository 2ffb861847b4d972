"""The forms in which forms and chats are set up."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from twofold.conversations.channels.form.plan import (
    CHOICE,
    LEFT_OUT,
    OPTIONAL,
    REQUIRED,
    TEXT,
    YES_NO,
    FormPlan,
    Question,
)
from twofold.conversations.channels.public.origins import read_origins
from twofold.conversations.models import Channel
from twofold.conversations.queries.website import destination_choices, mailbox_choices, units_of
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.relationships.models import Side

QUESTIONS = 5
WANTED = ((REQUIRED, _("needed")), (OPTIONAL, _("optional")), (LEFT_OUT, _("not asked")))
KINDS = (
    ("", _("Nothing")),
    (TEXT, _("A line of text")),
    (CHOICE, _("One of several")),
    (YES_NO, _("Yes or no")),
)


def words(rows: int = 2, longest: int = 1_000, **stated: Any) -> forms.CharField:
    """A few sentences."""
    return forms.CharField(max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **stated)


class WebsiteForm(forms.Form):
    """What a form and a chat have in common."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, help_text=_("Whose members read and answer what comes.")
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As colleagues call it, e.g. Contact page.")
    )
    title = forms.CharField(label=_("Title"), max_length=120, help_text=_("What visitors read first."))
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("Of our own words in it. For a website in two languages, set up two."),
    )
    privacy = words(
        label=_("About privacy"),
        required=False,
        help_text=_("A sentence on what becomes of what is written, perhaps with the address of a page."),
    )
    mailbox = forms.ChoiceField(
        label=_("Answers by mail leave from"),
        required=False,
    )
    origins = words(
        3,
        2_000,
        label=_("Websites on which it stands"),
        required=False,
        help_text=_("One a line, e.g. https://www.example.org. On others it does not work."),
    )

    def __init__(self, *args: Any, actor: Actor, channel: Channel | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["unit"].queryset = units_of(actor)
        if channel:
            del self.fields["unit"]
        self.fields["language"].choices = settings.LANGUAGES
        self.fields["mailbox"].choices = [("", _("the first mailbox of the unit")), *mailbox_choices(actor)]

    def clean_origins(self) -> list[str]:
        """As they are compared."""
        try:
            return read_origins(self.cleaned_data["origins"])
        except BadInput as refusal:
            raise forms.ValidationError(refusal.sentence) from None

    def clean_mailbox(self) -> int | None:
        """The id of its channel."""
        return int(self.cleaned_data["mailbox"]) if self.cleaned_data["mailbox"] else None

    def settings(self) -> dict[str, Any]:
        """As the channel keeps them."""
        return {name: given for name, given in self.cleaned_data.items() if name not in ("unit", "name")}

    def sections(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The fields in the order of the page: title, icon, fields."""
        raise NotImplementedError

    def columns(self) -> list[list[tuple[str, str, list[forms.BoundField]]]]:
        """What it says beside all the rest."""
        says, *others = self.sections()
        return [[says], others]

    def some(self, *names: str) -> list[forms.BoundField]:
        """These fields, as far as there are any."""
        return [self[name] for name in names if name in self.fields]


class FormForm(WebsiteForm):
    """A web form."""

    intro = words(label=_("Introduction"), required=False)
    thanks = words(
        label=_("Thanks"),
        required=False,
        help_text=_("Shown once it was sent. Empty: “Thank you. Your message has reached us.”"),
    )
    asks_name = forms.ChoiceField(label=_("Their name"), choices=WANTED, initial=OPTIONAL)
    asks_email = forms.ChoiceField(
        label=_("Their e-mail address"),
        choices=WANTED,
        initial=REQUIRED,
        help_text=_("Without one, nobody can be answered."),
    )
    asks_subject = forms.ChoiceField(label=_("A subject"), choices=WANTED, initial=LEFT_OUT)
    leads_to = forms.ChoiceField(
        label=_("What is sent becomes"),
        required=False,
        help_text=_("A case is opened at once, for somebody who is not verified."),
    )
    side = forms.ChoiceField(
        label=_("Who writes here"),
        initial=Side.EXTERNAL,
        choices=((Side.EXTERNAL, _("Customers outside")), (Side.INTERNAL, _("Colleagues"))),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = destination_choices(self.actor, [unit.pk for unit in units_of(self.actor)])
        self.fields["leads_to"].choices = [
            ("", _("a conversation in the inbox")),
            *((key, _("a case: %(type)s") % {"type": label}) for key, label in ends),
        ]
        for place in range(1, QUESTIONS + 1):
            self.fields |= _question_fields(place)

    def clean(self) -> dict[str, Any]:
        """Look at each question as a whole."""
        for place in range(1, QUESTIONS + 1):
            kind, label = (self.cleaned_data.get(f"q{place}_{part}", "") for part in ("kind", "label"))
            if kind and not label:
                self.add_error(f"q{place}_label", _("Write the question."))
            if kind == CHOICE and len(self._choices(place)) < 2:
                self.add_error(f"q{place}_choices", _("Give at least two answers, one a line."))
        return self.cleaned_data

    def settings(self) -> dict[str, Any]:
        given = super().settings()
        asked = {name: given.pop(f"asks_{name}") for name in ("name", "email", "subject")}
        kept = {name: value for name, value in given.items() if name in FormPlan.__dataclass_fields__}
        questions = [self._question(place) for place in range(1, QUESTIONS + 1) if given[f"q{place}_kind"]]
        return FormPlan(**kept | asked | {"questions": tuple(questions)}).stated()

    def sections(self):
        return [
            (
                _("What it says"),
                "forms",
                self.some("unit", "name", "title", "intro", "language", "privacy", "thanks"),
            ),
            (_("What it asks"), "list-check", self.some("asks_name", "asks_email", "asks_subject")),
            (
                _("Where it leads"),
                "arrow-narrow-right",
                self.some("leads_to", "side", "mailbox", "origins"),
            ),
        ]

    def questions(self) -> list[list[forms.BoundField]]:
        """The fields of each question."""
        return [
            self.some(*(f"q{place}_{part}" for part in ("label", "kind", "choices", "is_required")))
            for place in range(1, QUESTIONS + 1)
        ]

    def _question(self, place: int) -> Question:
        given = self.cleaned_data
        kind = given[f"q{place}_kind"]
        choices = tuple(self._choices(place)) if kind == CHOICE else ()
        return Question(given[f"q{place}_label"], kind, given[f"q{place}_is_required"], choices)

    def _choices(self, place: int) -> list[str]:
        lines = (line.strip()[:200] for line in self.cleaned_data.get(f"q{place}_choices", "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))[:30]


class ChatForm(WebsiteForm):
    """A chat."""

    greeting = words(
        label=_("Greeting"),
        required=False,
        help_text=_("What stands in the chat before anybody has written."),
    )
    away = words(
        label=_("When nobody is there"),
        required=False,
        help_text=_("Outside the unit’s working hours, behind the sentence that says when you are back."),
    )
    asks_name = forms.BooleanField(label=_("Ask for a name"), required=False)

    def sections(self):
        return [
            (
                _("What it says"),
                "message-2",
                self.some("unit", "name", "title", "greeting", "away", "language", "privacy", "asks_name"),
            ),
            (_("Where it stands"), "world", self.some("origins", "mailbox")),
        ]


def _question_fields(place: int) -> dict[str, forms.Field]:
    number = {"number": place}
    return {
        f"q{place}_label": forms.CharField(
            label=_("Question %(number)d") % number, max_length=200, required=False
        ),
        f"q{place}_kind": forms.ChoiceField(label=_("Answered by"), choices=KINDS, required=False),
        f"q{place}_choices": words(label=_("Answers to choose from, one a line"), required=False),
        f"q{place}_is_required": forms.BooleanField(label=_("An answer is needed"), required=False),
    }


def initial_of(channel: Channel) -> dict[str, Any]:
    """What the form of a channel begins with."""
    kept = dict(channel.settings)
    initial = kept | {"name": channel.name, "origins": "\n".join(kept.get("origins", ()))}
    initial["mailbox"] = str(kept.get("mailbox") or "")
    if channel.kind == "form":
        initial |= {f"asks_{name}": kept.get(name) for name in ("name", "email", "subject") if kept.get(name)}
        for place, question in enumerate(kept.get("questions", ()), 1):
            initial |= {f"q{place}_{part}": question.get(part) for part in ("label", "kind", "is_required")}
            initial[f"q{place}_choices"] = "\n".join(question.get("choices", ()))
    return initial
