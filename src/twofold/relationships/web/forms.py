"""The forms of this room. A refusal of the verb behind a form is shown at its field."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor
from twofold.core.money import Money
from twofold.directory.web.forms import Day, DirectoryForm
from twofold.directory.web.parties.party_field import PartyField
from twofold.relationships.actions.relationships import KINDS_OF_SIDE
from twofold.relationships.models import Expectation, Offering, OfferingFamily, RelationshipKind, Side


class Words(forms.Textarea):
    """A field for a few sentences."""

    def __init__(self, rows: int = 3) -> None:
        super().__init__(attrs={"rows": rows})


def kinds_by_side() -> list[tuple[str, list[tuple[str, str]]]]:
    """The kinds of customer, grouped by the side on which they stand."""
    return [
        ("", [("", _("What such a party usually is"))]),
        *(
            (side.label, [(kind.value, kind.label) for kind in kinds])
            for side, kinds in KINDS_OF_SIDE.items()
        ),
    ]


class OpenRelationshipForm(DirectoryForm):
    """Who serves a customer who has been chosen, and as what."""

    party = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.TypedChoiceField(label=_("Served by"), coerce=int)
    side = forms.ChoiceField(
        label=_("As which customer"),
        choices=Side,
        widget=forms.RadioSelect,
        help_text=_(
            "A side is chosen, not derived: a colleague who buys a chair is an external customer then."
        ),
    )
    kind = forms.ChoiceField(label=_("Kind of customer"), choices=kinds_by_side, required=False)

    def __init__(self, units: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units


class KindForm(DirectoryForm):
    """Another kind of customer, on the same side."""

    kind = forms.ChoiceField(label=_("Kind of customer"))

    def __init__(self, side: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind.value, RelationshipKind(kind).label) for kind in KINDS_OF_SIDE[Side(side)]
        ]


class DealingForm(DirectoryForm):
    """Something that the customer was served."""

    happened_on = Day(label=_("When"), required=True)
    offering = forms.TypedChoiceField(label=_("What"), coerce=int, empty_value=None, required=False)
    quantity = forms.DecimalField(
        label=_("Quantity"), initial=1, min_value=Decimal("0.001"), max_digits=14, decimal_places=3
    )
    amount = forms.DecimalField(
        label=_("Value of all of it"),
        required=False,
        max_digits=14,
        decimal_places=3,
        help_text=_("Leave it empty where nothing is paid, as inside."),
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)
    reference = forms.CharField(
        label=_("Reference"),
        max_length=80,
        required=False,
        help_text=_("Order, invoice or request; what shares it is one."),
    )

    def __init__(self, offerings: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offering"].choices = [("", _("Nothing in particular")), *offerings]
        self.fields["currency"].initial = settings.CURRENCY

    def value(self) -> Money | None:
        """What was paid.

        :raises BadInput: if there is no such currency
        """
        amount = self.cleaned_data["amount"]
        return (
            None
            if amount is None
            else Money.exactly(amount, self.cleaned_data["currency"] or settings.CURRENCY)
        )


class ReverseForm(DirectoryForm):
    """How much of a dealing is taken back, and when."""

    quantity = forms.DecimalField(
        label=_("How much of it"), min_value=Decimal("0.001"), max_digits=14, decimal_places=3
    )
    happened_on = Day(label=_("When"), required=True)
    reference = forms.CharField(label=_("Reference"), max_length=80, required=False)


class ExpectationForm(DirectoryForm):
    """What a customer expects, or whether it is met by now."""

    statement = forms.CharField(
        label=_("What the customer expects"),
        max_length=300,
        help_text=_("One sentence, in the customer’s words."),
    )
    importance = forms.TypedChoiceField(
        label=_("How important"),
        coerce=int,
        choices=Expectation.Importance,
        initial=Expectation.Importance.IMPORTANT,
    )
    state = forms.ChoiceField(
        label=_("Is it met?"),
        choices=[choice for choice in Expectation.State.choices if choice[0] != "withdrawn"],
        widget=forms.RadioSelect,
        initial=Expectation.State.AT_RISK,
    )
    evidence = forms.CharField(
        label=_("How we know"), required=False, widget=Words(), help_text=_("A survey, a talk, a complaint.")
    )
    strategy = forms.CharField(label=_("What we do about it"), required=False, widget=Words())
    review_on = Day(label=_("Look again on"))


class RaiseForm(ExpectationForm):
    """What a customer was heard to expect, and whose expectation it is where the record does not tell."""

    LONGEST_EVIDENCE = 600

    def __init__(
        self, units: list[tuple[int, str]], whose: Any, actor: Actor, *args: Any, **kwargs: Any
    ) -> None:
        """:param whose: has a `relationship`, or perhaps a `customer`"""
        super().__init__(*args, **kwargs)
        asked = {}
        if not whose.relationship:
            if not whose.customer:
                asked["customer"] = PartyField(actor, label=_("Who expects it"))
            asked["unit"] = forms.TypedChoiceField(label=_("Served by"), coerce=int, choices=units)
            asked["side"] = forms.ChoiceField(
                label=_("As which customer"), choices=Side, widget=forms.RadioSelect
            )
        self.fields = asked | self.fields


class OfferingForm(DirectoryForm):
    """A product or service, and whom it is for."""

    unit = forms.TypedChoiceField(label=_("Provided by"), coerce=int)
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Offering.Kind, widget=forms.RadioSelect, initial="product"
    )
    sides = forms.MultipleChoiceField(
        label=_("For"),
        choices=Side,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose whom it is for: internal customers, external ones, or both.")},
    )
    family = forms.ModelChoiceField(
        label=_("Family"),
        queryset=OfferingFamily.objects.order_by("name", "pk"),
        required=False,
        help_text=_("Offerings of a family share one recency window."),
    )
    code = forms.CharField(label=_("Code"), max_length=120, required=False)
    price = forms.DecimalField(label=_("Price"), required=False, max_digits=14, decimal_places=3)
    currency = forms.CharField(label=_("Currency"), max_length=3, required=False)
    promise_hours = forms.IntegerField(
        label=_("Promised within"),
        required=False,
        min_value=1,
        help_text=_("Working hours within which it is delivered. Empty promises nothing."),
    )
    description = forms.CharField(label=_("Description"), required=False, widget=Words())
    is_offered = forms.BooleanField(label=_("Offered at present"), required=False, initial=True)

    def __init__(self, units: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units
        self.fields["currency"].initial = settings.CURRENCY

    def values(self) -> dict[str, Any]:
        """What the verbs take.

        :raises BadInput: if there is no such currency
        """
        given = dict(self.cleaned_data)
        sides, price = given.pop("sides"), given.pop("price")
        currency = given.pop("currency") or settings.CURRENCY
        return given | {
            "is_for_internal": Side.INTERNAL in sides,
            "is_for_external": Side.EXTERNAL in sides,
            "price": None if price is None else Money.of(price, currency),
        }


class FamilyForm(DirectoryForm):
    """A group of offerings with one recency window."""

    name = forms.CharField(label=_("Name"), max_length=120)
    window_days = forms.IntegerField(
        label=_("Recency window"),
        required=False,
        min_value=1,
        help_text=_(
            "Days after a dealing during which a customer counts as current. Empty: it follows from the dealings."
        ),
    )
