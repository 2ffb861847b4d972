"""What a service policy can ask of a case: what it is and for whom, not how it stands, or a promise would decide about itself."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case, CaseType
from twofold.core.plates import Asked, FieldKind, FilterField
from twofold.directory.access import is_house
from twofold.directory.queries.attribute_lists import filter_fields
from twofold.directory.queries.party_list_fields import reader_units
from twofold.relationships.models import Offering, Side

IS = ("any_of", "none_of")


def policy_fields() -> Mapping[str, FilterField]:
    """Name → field, with the attributes that the enterprise has added to cases."""
    return {one.name: one for one in (*FIELDS, *filter_fields(Case))}


def _severities(asked: Asked) -> Sequence[tuple[str, str]]:
    return [(str(value), label) for value, label in Case.Severity.choices]


def _types(asked: Asked) -> Sequence[tuple[str, str]]:
    types = CaseType.objects.system("a policy asks for any type") if is_house(asked.actor) else None
    types = CaseType.objects.visible_to(asked.actor) if types is None else types
    return [(str(pk), name) for pk, name in types.order_by("name", "pk").values_list("pk", "name")]


def _offerings(asked: Asked) -> Sequence[tuple[str, str]]:
    offerings = Offering.objects.system("a policy asks for any offering") if is_house(asked.actor) else None
    offerings = Offering.objects.visible_to(asked.actor) if offerings is None else offerings
    named = offerings.order_by("name", "pk").values_list("pk", "name", "unit__party__name")
    return [(str(pk), f"{name} · {unit}") for pk, name, unit in named]


FIELDS = (
    FilterField("kind", _("Kind"), FieldKind.CHOICE, "kind", choices=lambda asked: Case.Kind.choices, operators=IS),
    FilterField("type", _("Type"), FieldKind.CHOICE, "type_id", choices=_types, operators=IS),
    FilterField("severity", _("Severity"), FieldKind.CHOICE, "severity", choices=_severities, operators=IS),
    FilterField("side", _("Side"), FieldKind.CHOICE, "relationship__side", choices=lambda asked: Side.choices,
                operators=("any_of",)),
    FilterField("unit", _("Unit"), FieldKind.UNIT, "unit_id", choices=reader_units, operators=IS),
    FilterField("offering", _("Offering"), FieldKind.CHOICE, "offering_id", choices=_offerings, operators=IS),
    FilterField("customer", _("Owed to"), FieldKind.PARTY, "relationship__customer_id", operators=IS),
    FilterField("title", _("Title"), FieldKind.TEXT, "title", operators=("contains", "starts_with")),
    FilterField("is_restricted", _("Restricted"), FieldKind.YES_NO, "is_restricted"),
)  # fmt: skip
