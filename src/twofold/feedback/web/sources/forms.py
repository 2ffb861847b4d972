"""The form of a source."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor, Level
from twofold.directory.web.forms import DirectoryForm, unit_choices
from twofold.feedback.models import ReviewSource
from twofold.relationships.models import Offering


class SourceForm(DirectoryForm):
    """Where reviews come from, what follows from them, and whom it asks for one."""

    unit = forms.TypedChoiceField(label=_("Unit"), coerce=int, help_text=_("Whom its reviews are about."))
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As the place where people write is called.")
    )
    kind = forms.ChoiceField(label=_("Its reviews come in by"), choices=ReviewSource.Kind.choices)
    address = forms.CharField(
        label=_("Address of the feed"),
        max_length=500,
        required=False,
        help_text=_("RSS or Atom, read every half hour. Only for feeds."),
    )
    offering_id = forms.TypedChoiceField(label=_("About"), coerce=int, empty_value=None, required=False)
    is_on = forms.BooleanField(label=_("On: reviews are taken in"), required=False, initial=True)
    most_stars = forms.IntegerField(label=_("The most stars there"), min_value=1, max_value=99, initial=5)
    low_stars = forms.IntegerField(
        label=_("So many stars or fewer open a case"),
        min_value=0,
        max_value=98,
        initial=2,
        help_text=_("0: none does."),
    )
    answer_within_hours = forms.IntegerField(
        label=_("Hours in which we answer"),
        min_value=1,
        max_value=8760,
        initial=48,
        help_text=_("By the clock, day and night."),
    )
    stale_after_days = forms.IntegerField(
        label=_("Days after which a review is history"),
        min_value=1,
        max_value=3650,
        initial=30,
        help_text=_("What is older when it comes in opens no case, and nobody waits for an answer."),
    )
    asks_after = forms.ChoiceField(
        label=_("Whom we ask for a review"),
        choices=ReviewSource.Asks.choices,
        required=False,
        help_text=_(
            "Everyone alike, whatever they think of us: it cannot depend on an answer, a star or a complaint."
        ),
    )
    asks_at = forms.CharField(label=_("Address at which they write"), max_length=500, required=False)
    ask_after_days = forms.IntegerField(label=_("Days after"), min_value=0, max_value=60, initial=3)
    ask_share = forms.IntegerField(
        label=_("Of a hundred, how many are asked"),
        min_value=1,
        max_value=100,
        initial=100,
        help_text=_("Who, is left to chance."),
    )
    PARTS = (
        ("rss", _("Where they come from"), ("unit", "name", "kind", "address", "offering_id", "is_on")),
        (
            "alert-triangle",
            _("What follows"),
            ("most_stars", "low_stars", "answer_within_hours", "stale_after_days"),
        ),
        ("send", _("Asking for reviews"), ("asks_after", "asks_at", "ask_after_days", "ask_share")),
    )

    def __init__(self, actor: Actor, *args: Any, source: ReviewSource | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = unit_choices(actor, Level.LEAD)
        rows = Offering.objects.visible_to(actor).filter(is_for_external=True, is_offered=True)
        rows = rows.filter(unit_id__in=[source.unit_id] if source else actor.units(Level.LEAD))
        named = rows.order_by("name", "pk").values_list("pk", "name")
        self.fields["offering_id"].choices = [("", _("Nothing in particular")), *named]
        if source:
            del self.fields["unit"], self.fields["kind"]
            if source.kind != ReviewSource.Kind.FEED:
                del self.fields["address"]

    @property
    def parts(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Icon, title and fields of each part of the page."""
        return [
            (icon, title, [self[name] for name in names if name in self.fields])
            for icon, title, names in self.PARTS
        ]


def initial_of(source: ReviewSource) -> dict[str, Any]:
    """What the form of a source begins with."""
    return {name: getattr(source, name) for name in SourceForm.base_fields if hasattr(source, name)}
