"""What the forms of the directory share: the domain's refusals at their fields, and choices."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor, Level
from twofold.core.conflicts import EditedMeanwhile
from twofold.core.errors import DomainError, NotAllowed
from twofold.directory.models.countries import country_names
from twofold.directory.queries.units import unit_tree
from twofold.ui.originals import Compared

INDENT = "\u2003"


class DirectoryForm(Compared, forms.Form):
    """A form that hands its values to a verb and shows the verb's refusal where it belongs."""

    def carried_out(self, verb: Callable[..., Any], **values: Any) -> Any | None:
        """The verb's answer, or None if the form or the verb refused; then the errors, or the clashes, say why.

        :raises NotAllowed: which no form can mend
        """
        if not self.is_valid():
            return None
        try:
            return verb(**values)
        except NotAllowed:
            raise
        except EditedMeanwhile:
            return None
        except DomainError as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal.sentence))
            return None


class Day(forms.DateField):
    """A day, chosen or typed."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, "required": False} | options)


class Country(forms.ChoiceField):
    """A country, by its name in the reader's language."""

    def __init__(self, **options: Any) -> None:
        settings = {"label": _("Country"), "required": False, "choices": self.countries}
        super().__init__(**settings | options)

    @staticmethod
    def countries() -> list[tuple[str, str]]:
        return [("", "–"), *country_names(get_language() or "en").items()]


def unit_choices(actor: Actor, level: Level = Level.WORK) -> list[tuple[int, str]]:
    """The units in which the actor has a level, as they lie in the tree."""
    mine = actor.units(level)
    return [choice for choice in all_unit_choices() if choice[0] in mine]


def all_unit_choices() -> list[tuple[int, str]]:
    """All units, indented as they lie in the tree."""
    tree, choices = unit_tree(), []
    waiting = [(root, 0) for root in reversed(tree.roots)]
    while waiting:
        unit, depth = waiting.pop()
        choices.append((unit, INDENT * depth + tree.names[unit]))
        waiting += [(child, depth + 1) for child in reversed(tree.children(unit))]
    return choices


def local_today() -> date:
    """Today in the reader's time zone."""
    return timezone.localdate()
