"""What a room holds about people, told by its models and the privacy classes of their fields.

From one statement per model follow what a person is given to read, what a preview counts, and what erasing does: personal values,
sensitive ones and free text go, also those that events have kept of the same rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.text import capfirst

from twofold.core.actor import Actor
from twofold.core.plates import HeldData, PersonalData, house
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.timeline.actions.erase import erase_changes_about, erase_rows, erase_rows_naming

REASON = "a person asked for what is held about them, or to have it erased; the desk has asked who may"
CLASSIFIED = frozenset({"personal", "sensitive", "free_text"})
MOST = 20_000
"""Rows of one kind that one person is given; more is no longer read by anyone, and the count says so."""


@dataclass(frozen=True)
class PersonalRows:
    """Rows of a model that are about people.

    :param column: the path from a row to the id of the person
    :param or_columns: further paths; a row is meant when any of them leads to the person
    :param goes: True when the rows are deleted; else their personal values are taken out
    :param stays: classified fields that stay, since figures rest on them and they tell nothing without the person
    :param instead: field → what stands there afterwards, where it cannot be empty; may be made of the row's id
    :param shows: label → path of what the person is given besides the row's own classified fields
    :param hides: classified fields that they are not given: secrets, and names of others
    :param only_shown: condition on the rows that they are given
    :param shown_where: field → condition on the rows of which they are given it
    """

    model: type[models.Model]
    label: str
    column: str
    or_columns: tuple[str, ...] = ()
    goes: bool = False
    stays: frozenset[str] = frozenset()
    instead: Mapping[str, Any] = field(default_factory=dict)
    shows: Mapping[str, str] = field(default_factory=dict)
    hides: frozenset[str] = frozenset()
    only_shown: models.Q | None = None
    shown_where: Mapping[str, models.Q] = field(default_factory=dict)

    def rows(self, ids: Sequence[int]) -> models.QuerySet:
        """The rows about these people."""
        wanted = models.Q()
        for column in (self.column, *self.or_columns):
            wanted |= models.Q(**{f"{column}__in": among(ids)})
        found = every_row(self.model, REASON).filter(wanted)
        if not self.or_columns:
            return found
        return every_row(self.model, REASON).filter(pk__in=found.values("pk"))  # once each


def personal_data(
    label: str,
    *about: PersonalRows,
    before: Callable[[Sequence[int], datetime], None] = lambda ids, now: None,
    after: Callable[[Sequence[int], datetime], None] = lambda ids, now: None,
    **more: Any,
) -> PersonalData:
    """The plate's entry for a room whose rows follow their privacy classes.

    :param before: run first when people are erased, while everything is still there
    :param after: run last: search entries and the like
    :param more: the other parameters of :class:`PersonalData`
    """

    def held(ids: Sequence[int]) -> HeldData:
        sections = {str(rows.label): _given(rows, ids) for rows in about}
        return HeldData({name: rows for name, rows in sections.items() if rows})

    def preview(ids: Sequence[int]) -> Mapping[str, int]:
        return {str(rows.label): rows.rows(ids).count() for rows in about}

    def erase(ids: Sequence[int], actor: Actor, now: datetime) -> None:
        before(ids, now)
        for rows in about:
            _erase(rows, ids, now)
        after(ids, now)

    return PersonalData(label, held, preview, erase, models=tuple(rows.model for rows in about), **more)


def classified_fields(model: type[models.Model]) -> dict[str, str]:
    """Name → class of the fields of a model that are personal, sensitive or free text."""
    for plate in house().plates:
        if model in plate.privacy:
            return {name: kind for name, kind in plate.privacy[model].items() if kind in CLASSIFIED}
    return {}


def _given(about: PersonalRows, ids: Sequence[int]) -> list[dict[str, Any]]:
    rows = about.rows(ids)
    if about.only_shown is not None:
        rows = rows.filter(about.only_shown)
    paths = {
        capfirst(str(field.verbose_name)): field.name
        for field in about.model._meta.concrete_fields
        if field.name in classified_fields(about.model)
        and not field.is_relation
        and field.name not in about.hides
    }
    paths |= {str(label): path for label, path in about.shows.items()}
    if not paths:
        return []
    shown = [_shown(about, path) for path in paths.values()]
    found = rows.order_by("pk").values_list(*shown)[:MOST]
    return [
        {label: value for label, value in zip(paths, row, strict=True) if value not in (None, "", {}, [])}
        for row in found
    ]


def _shown(about: PersonalRows, path: str) -> models.expressions.Combinable:
    where = about.shown_where.get(path)
    return models.Case(models.When(where, then=models.F(path))) if where else models.F(path)


def _erase(about: PersonalRows, ids: Sequence[int], now: datetime) -> None:
    rows = about.rows(ids)
    pks = list(rows.values_list("pk", flat=True))
    erase_rows(about.model, pks, now=now)
    erase_changes_about(about.model, pks, now=now)
    if "__" not in about.column:
        erase_rows_naming(about.model, about.column, ids, now=now)
    found = every_row(about.model, REASON).filter(pk__in=among(pks))
    if about.goes:
        found.delete()
        return
    empty = emptied(about)
    plain = {name: value for name, value in empty.items() if not callable(value)}
    if plain:
        found.update(**plain)
    made = {name: value for name, value in empty.items() if callable(value)}
    if made:
        for pk in pks:
            every_row(about.model, REASON).filter(pk=pk).update(**{n: make(pk) for n, make in made.items()})


def emptied(about: PersonalRows) -> dict[str, Any]:
    """Field → what stands there after erasing, for each classified field that does not stay."""
    fields = {field.name: field for field in about.model._meta.concrete_fields}
    names = classified_fields(about.model).keys() - about.stays
    return {name: about.instead.get(name, _nothing(fields[name])) for name in sorted(names)} | {
        name: value for name, value in about.instead.items() if name not in names
    }


def _nothing(field: models.Field) -> Any:
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return field.get_default()
    if isinstance(field, models.BooleanField):
        return False
    if isinstance(field, models.CharField | models.TextField):
        return ""
    raise TypeError(f"{field}: say what stands there instead, or that it stays")
