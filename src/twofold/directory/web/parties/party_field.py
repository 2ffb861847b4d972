"""A form's field for a party, found by name while one types."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Party
from twofold.directory.queries.named_parties import named_parties
from twofold.directory.web.attributes.widgets import PartyInput


class PartyField(forms.CharField):
    """Becomes the party that is called like what was typed, of those whose name the actor may know."""

    widget = PartyInput

    def __init__(self, actor: Actor, **kwargs) -> None:
        super().__init__(**kwargs)
        self.actor = actor

    def clean(self, value: str) -> Party | None:
        """The party, or None where the field may stay empty.

        :raises ValidationError: if nobody, or more than one, is called so
        """
        text = super().clean(value).strip()
        known = visible_list(Party, self.actor, "name")
        return known.get(pk=one_called(text, self.actor)) if text else None


def one_called(text: str, actor: Actor) -> int:
    """Id of the one party that is called like this, of those whose name the actor may know.

    :raises ValidationError: if nobody, or more than one, is called so
    """
    found = named_parties([text], visible_list(Party, actor, "name")).get(text, set())
    if len(found) == 1:
        return found.pop()
    if found:
        raise ValidationError(_("Several are called like this. Choose one from the list."))
    raise ValidationError(_("Your units know nobody who is called like this. Choose from the list."))
