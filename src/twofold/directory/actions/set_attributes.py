"""Giving records values of attributes: the part that every verb has in common which adds or edits a record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.setwise import among
from twofold.directory.access import is_house
from twofold.directory.actions.attribute_entries import keep_entries, share_attributes
from twofold.directory.models import Attribute, Party
from twofold.directory.models.attribute_texts import written
from twofold.directory.models.attribute_values import Kept, Kind, checked, refusal
from twofold.directory.queries.attributes import attributes_of, kind_of

Given = Mapping[str, Any]
"""Key of an attribute → value as JSON (see `models/attribute_values.py`); None takes it away."""
SAID_SENSITIVE = "•••"


class Said(NamedTuple):
    """What a change of values is on a timeline: label → (old, new)."""

    changes: Mapping[str, tuple[str, str]]

    def __bool__(self) -> bool:
        return bool(self.changes)


def set_attributes(record: models.Model, values: Given | None, *, actor: Actor, is_new: bool = False) -> Said:
    """Set values on a record that the caller then saves, and hands to :func:`keep_attributes`.

    :param values: None: nothing is said about attributes, and none is asked for
    :param is_new: also refuse a record that lacks a required value
    :raises BadInput: naming the attribute, as ``attribute.<key>``
    """
    if values is None:
        return Said({})
    share_attributes()
    known = {one.key: one for one in attributes_of(kind_of(record).name)}
    new = settled(known, values, record.attributes, is_new=is_new)
    old, record.attributes = record.attributes, new
    require_known_parties(known.values(), [(old, new)], actor)
    return said(known.values(), old, new)


def keep_attributes(record: models.Model, change: Said, *, is_new: bool = False) -> None:
    """Keep the index in step with a saved record."""
    if change:
        keep_entries([kind_of(record).name], {record.pk: record.attributes}, are_new=is_new)


def settled(
    known: Mapping[str, Attribute], values: Given, old: Mapping[str, Kept], *, is_new: bool = False
) -> dict[str, Kept]:
    """All values of a record after a change.

    :param known: key → attribute
    :raises BadInput: if there is no such attribute, a value cannot be read, or a required one is taken away
    """
    new = dict(old)
    for key, value in values.items():
        attribute = known.get(key)
        if attribute is None:
            raise _unknown(key, known)
        name = str(attribute.pk)
        kept = checked(attribute, value, kept=old.get(name))
        if kept is not None:
            new[name] = kept
        elif new.pop(name, None) is not None or is_new:
            _refuse_if_required(attribute)
    if is_new:
        for attribute in known.values():
            if str(attribute.pk) not in new:
                _refuse_if_required(attribute)
    return new


def said(attributes: Iterable[Attribute], old: Mapping[str, Kept], new: Mapping[str, Kept]) -> Said:
    """What differs, in words for the timeline."""
    changes = {}
    for one in attributes:
        was, now = old.get(str(one.pk)), new.get(str(one.pk))
        if was != now:
            changes[one.label] = _words(one, was), _words(one, now)
            if one.is_sensitive:
                changes[one.label] = "", SAID_SENSITIVE
    return Said(changes)


def require_known_parties(
    attributes: Iterable[Attribute], changes: Sequence[tuple[Mapping, Mapping]], actor: Actor
) -> None:
    """Refuse new values that name a party of whom the actor may not even know the name.

    :param changes: all values of each record before and after
    :raises BadInput: naming the attribute
    """
    if is_house(actor):
        return
    for attribute in attributes:
        if attribute.kind != Kind.PARTY:
            continue
        key = str(attribute.pk)
        named = {new[key] for old, new in changes if new.get(key) and new[key] != old.get(key)}
        if visible_list(Party, actor, "name").filter(pk__in=among(named)).count() != len(named):
            raise refusal(attribute, _("There is nobody like that whom your units know."))


def _refuse_if_required(attribute: Attribute) -> None:
    if attribute.is_required:
        raise refusal(attribute, _("Fill this in, it is required."))


def _unknown(key: str, known: Mapping[str, Attribute]) -> BadInput:
    text = _("There is no attribute “%(key)s” here. There are: %(keys)s.")
    return BadInput(
        text % {"key": str(key)[:40], "keys": ", ".join(sorted(known)) or "–"}, field="attributes"
    )


def _words(attribute: Attribute, kept: Kept | None) -> str:
    return "" if kept is None else written(attribute, kept)
