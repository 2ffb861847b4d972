"""Values of attributes as pages show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.money import Money
from twofold.core.plates import house
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_values import Kept, Kind, choice_labels
from twofold.directory.queries.attributes import attributes_of, kind_of, registry
from twofold.ui.formats import number


@dataclass(frozen=True)
class Detail:
    """A line of a record's details.

    :param party_id: the party that the value names, if the reader may know its name
    """

    attribute: Attribute
    text: str
    party_id: int | None = None


def details_of(record: models.Model, actor: Actor) -> list[Detail]:
    """The attributes of a record that have a value, in order, with names through the reader's gate."""
    shown = [
        (one, record.attributes[str(one.pk)])
        for one in attributes_of(kind_of(record).name)
        if str(one.pk) in record.attributes
    ]
    names = party_names(shown, actor)
    return [
        Detail(one, said(one, kept, names), kept if one.kind == Kind.PARTY and kept in names else None)
        for one, kept in shown
    ]


def held_details(records: Iterable[models.Model]) -> list[dict[str, str]]:
    """Label → value of each record that has any, retired attributes too: what people are given who ask what is held of them."""
    known = registry().by_id
    rows = []
    for record in records:
        held = [(known[int(key)], kept) for key, kept in record.attributes.items() if int(key) in known]
        names = party_names(held, None)
        rows.append({one.label: said(one, kept, names) for one, kept in held})
    return [row for row in rows if row]


def party_names(values: Iterable[tuple[Attribute, Kept]], actor: Actor | None) -> Mapping[int, str]:
    """Names of the parties that values name, as far as the reader may know them."""
    return house().party_names((kept for one, kept in values if one.kind == Kind.PARTY), seen_by=actor)


def said(attribute: Attribute, kept: Kept, names: Mapping[int, str]) -> str:
    """A value in the reader's language."""
    match attribute.kind:
        case Kind.NUMBER:
            return number(Decimal(kept), len(kept.partition(".")[2]))
        case Kind.DATE:
            return date_format(date.fromisoformat(kept), "DATE_FORMAT")
        case Kind.CHOICE:
            return choice_labels(attribute).get(kept, kept)
        case Kind.CHOICES:
            labels = choice_labels(attribute)
            return ", ".join(labels.get(key, key) for key in kept)
        case Kind.YES_NO:
            return _("Yes") if kept else _("No")
        case Kind.MONEY:
            return str(Money(kept["minor"], kept["currency"]))
        case Kind.PARTY:
            return names.get(kept, _("Someone your units do not know"))
    return kept


def value_of(attribute: Attribute, kept: Kept) -> Any:
    """A value as lists and exports hold it: a Decimal, a date, a Money, a bool, or what is kept."""
    match attribute.kind:
        case Kind.NUMBER:
            return Decimal(kept)
        case Kind.DATE:
            return date.fromisoformat(kept)
        case Kind.MONEY:
            return Money(kept["minor"], kept["currency"])
    return kept
