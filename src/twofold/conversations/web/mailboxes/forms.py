"""The form of a mailbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.conversations.actions.mailboxes import SIDES, Access
from twofold.conversations.models import Mailbox
from twofold.conversations.queries.mailboxes import units_to_set_up
from twofold.core.actor import Actor

UNSEEN = forms.PasswordInput(attrs={"autocomplete": "off"}, render_value=False)
PORT = {"min_value": 1, "max_value": 65535}


class MailboxEditForm(forms.Form):
    """What may change about a mailbox. Passwords go in and never come out."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As colleagues call it, e.g. Customer care.")
    )
    sender_name = forms.CharField(
        label=_("Sender"),
        max_length=120,
        required=False,
        help_text=_("The name that customers see beside the address."),
    )
    signature = forms.CharField(
        label=_("Signature"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    acknowledges = forms.BooleanField(
        label=_("Tell those who write for the first time that their mail has arrived"),
        required=False,
        initial=True,
    )
    imap_host = forms.CharField(
        label=_("Server"),
        max_length=200,
        required=False,
        help_text=_("By IMAP, e.g. imap.example.org. Empty: nothing is fetched."),
    )
    imap_security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices)
    imap_port = forms.IntegerField(label=_("Port"), initial=993, **PORT)
    imap_user = forms.CharField(
        label=_("User"),
        max_length=200,
        required=False,
        help_text=_("Empty: the address."),
    )
    imap_password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=UNSEEN,
        help_text=_("It is stored sealed and never shown. Some providers want one made for this app."),
    )
    imap_folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX")
    trusted_server = forms.CharField(
        label=_("Checks of senders by"),
        max_length=200,
        required=False,
        help_text=_(
            "The name that your mail server writes first into Authentication-Results. Only then is a sender ever verified."
        ),
    )
    smtp_host = forms.CharField(
        label=_("Server"),
        max_length=200,
        required=False,
        help_text=_("By SMTP. Empty: the server of the house sends."),
    )
    smtp_security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices)
    smtp_port = forms.IntegerField(label=_("Port"), initial=465, **PORT)
    smtp_user = forms.CharField(
        label=_("User"), max_length=200, required=False, help_text=_("Empty: none is needed.")
    )
    smtp_password = forms.CharField(
        label=_("Password"),
        max_length=500,
        required=False,
        strip=False,
        widget=UNSEEN,
        help_text=_("Empty: the stored one, or for a new mailbox that of receiving."),
    )

    @property
    def receiving(self) -> list[forms.BoundField]:
        """The fields about fetching."""
        return [
            self[name]
            for name in self.fields
            if name.startswith("imap_") or name in ("takes_existing", "trusted_server")
        ]

    @property
    def sending(self) -> list[forms.BoundField]:
        """The fields about sending."""
        return [self[name] for name in self.fields if name.startswith("smtp_")]

    @property
    def general(self) -> list[forms.BoundField]:
        """What it is and says."""
        apart = {field.name for field in (*self.receiving, *self.sending)}
        return [self[name] for name in self.fields if name not in apart]

    def stated(self) -> dict[str, Any]:
        """What the verbs want to know."""
        given = dict(self.cleaned_data)
        for side in SIDES:
            parts = ("host", "port", "security", "user", "password")
            given[side] = Access(**{part: given.pop(f"{side}_{part}") for part in parts})
        return given


class MailboxForm(MailboxEditForm):
    """A new mailbox."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=None, help_text=_("Whose members read and answer its mail.")
    )
    address = forms.CharField(label=_("Address"), max_length=254, widget=forms.EmailInput)
    takes_existing = forms.BooleanField(
        label=_("Also take in the mail that is in the folder already"), required=False
    )
    field_order = ("unit", "address", "name")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_set_up(actor)

    def stated(self) -> dict[str, Any]:
        """As of any mailbox; who sends as who receives need not enter the password twice."""
        given = super().stated()
        imap, smtp = given["imap"], given["smtp"]
        if smtp.user and not smtp.password and smtp.user in (imap.user, given["address"]):
            given["smtp"] = Access(smtp.host, smtp.port, smtp.security, smtp.user, imap.password)
        return given


def initial_of(mailbox: Mailbox) -> dict[str, Any]:
    """What the form of a mailbox begins with: everything but the passwords."""
    names = [name for name in MailboxEditForm.base_fields if hasattr(mailbox, name)]
    return {name: getattr(mailbox, name) for name in names} | {"name": mailbox.channel.name}
