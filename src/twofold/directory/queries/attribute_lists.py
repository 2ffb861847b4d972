"""Attributes in lists: what a list of records can be filtered by, show and edit because its enterprise added it.

A list's plate hands these on: ``more_fields=partial(filter_fields, Party)``. Sensitive attributes stay out of lists, and so out
of their exports; they stand on the record's own page.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.plates import Asked, EditField, FieldKind, FilterField, ListColumn, Ref, house
from twofold.directory.models import Attribute, Party
from twofold.directory.models.attribute_values import Kind, choice_labels, offered_choices
from twofold.directory.queries.attribute_conditions import linked_entries
from twofold.directory.queries.attribute_shown import value_of
from twofold.directory.queries.attributes import attributes_of, kinds_of, registry

PREFIX = "attribute_"


def filter_fields(model: type[models.Model]) -> list[FilterField]:
    """What records of a model can be filtered by, as far as the index is ready."""
    shown, labels = _shown(model)
    return [
        FilterField(
            name=column_name(one),
            label=labels[one.pk],
            kind=FieldKind(one.kind),
            linked=_linked(one),
            choices=_all_choices(one) if one.kind in (Kind.CHOICE, Kind.CHOICES) else None,
        )
        for one in shown
        if one.index == Attribute.Index.READY
    ]


def columns(model: type[models.Model]) -> list[ListColumn]:
    """What lists of records of a model can show."""
    shown, labels = _shown(model)
    return [
        ListColumn(
            name=column_name(one),
            label=labels[one.pk],
            kind=FieldKind(one.kind),
            values=partial(_values, one),
            choices=_all_choices(one) if one.kind in (Kind.CHOICE, Kind.CHOICES) else None,
        )
        for one in shown
    ]


def edit_fields(model: type[models.Model]) -> list[EditField]:
    """What can be edited in lists of records of a model."""
    shown, labels = _shown(model)
    return [
        EditField(
            name=column_name(one),
            label=labels[one.pk],
            kind=FieldKind(one.kind),
            choices=_offered(one) if one.kind in (Kind.CHOICE, Kind.CHOICES) else None,
            is_required=one.is_required,
            help=one.help,
        )
        for one in shown
    ]


def gone(model: type[models.Model]) -> dict[str, str]:
    """What attributes were called by which lists cannot be filtered any more."""
    kinds = {kind.name for kind in kinds_of(model)}
    named = {column_name(one): one for one in registry().by_id.values() if one.applies_to in kinds}
    ready = {one.name for one in filter_fields(model)}
    return {name: _called(one) for name, one in named.items() if name not in ready}


def _called(attribute: Attribute) -> str:
    if attribute.retired_at:
        return _("%(label)s (retired)") % {"label": attribute.label}
    return _("%(label)s (not filterable)") % {"label": attribute.label}


def column_name(attribute: Attribute) -> str:
    """What lists and saved views call an attribute."""
    return f"{PREFIX}{attribute.pk}"


def attribute_id(name: str) -> int | None:
    """The attribute that a list's column shows; None for a column that is none."""
    number = name.removeprefix(PREFIX)
    return int(number) if name != number and number.isascii() and number.isdecimal() else None


def _shown(model: type[models.Model]) -> tuple[list[Attribute], Mapping[int, str]]:
    """The attributes, and what to call them: where two kinds of records have one of the same name, with the kind."""
    kinds = {kind.name: kind.label for kind in kinds_of(model)}
    shown = [one for one in attributes_of(*kinds) if not one.is_sensitive]
    named = Counter(one.label for one in shown)
    return shown, {
        one.pk: one.label
        if named[one.label] == 1
        else _("%(label)s (%(kind)s)") % {"label": one.label, "kind": kinds[one.applies_to]}
        for one in shown
    }


def _linked(attribute: Attribute) -> Callable[[str, tuple[Any, ...], Asked], Any]:
    return lambda operator, values, asked: linked_entries(attribute, operator, values, asked.actor)


def _all_choices(attribute: Attribute) -> Callable[[Asked], Sequence[tuple[str, str]]]:
    return lambda asked: list(choice_labels(attribute).items())


def _offered(attribute: Attribute) -> Callable[[Asked], Sequence[tuple[str, str]]]:
    return lambda asked: offered_choices(attribute)


def _values(attribute: Attribute, rows: Sequence[models.Model], asked: Asked) -> Mapping[int, Any]:
    """Record → value, of those of whom the reader may know more than the name."""
    key = str(attribute.pk)
    kept = {row.pk: row.attributes[key] for row in rows if key in row.attributes}
    colleagues = [row.pk for row in rows if row.pk in kept and getattr(row, "is_colleague", False)]
    if colleagues:
        known = visible_list(Party, asked.actor).filter(pk__in=colleagues).values_list("pk", flat=True)
        kept = {pk: value for pk, value in kept.items() if pk not in {*colleagues} - {*known}}
    if attribute.kind != Kind.PARTY:
        return {pk: value_of(attribute, value) for pk, value in kept.items()}
    names = house().party_names(kept.values(), seen_by=asked.actor)
    return {pk: Ref(value, names[value]) for pk, value in kept.items() if value in names}
