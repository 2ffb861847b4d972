"""Editing many people and organisations at once, from a list."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.edits import difference, rows_to_edit, write_changes
from twofold.core.errors import BadInput
from twofold.core.plates import Asked, Edited, RowChange
from twofold.directory.actions.attribute_edits import AttributeEdit, renew_attribute_entries
from twofold.directory.actions.attribute_entries import share_attributes
from twofold.directory.models import Party
from twofold.directory.models.countries import country_code

COLUMNS = ("language", "country")


def plan_party_edit(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """What :func:`edit_parties` would do."""
    return _plan(ids, values, asked, lock=False)


def edit_parties(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """Give parties the same language, country or attributes, in the caller's transaction.

    :raises BadInput: if a value makes no sense for anyone
    """
    share_attributes()
    planned = _plan(ids, values, asked, lock=True)
    _write(planned.changes, asked.now)
    return planned


def _plan(ids: Sequence[int], values: Mapping[str, Any], asked: Asked, *, lock: bool) -> Edited:
    plain = {name: values[name] or "" for name in COLUMNS if name in values}
    if "country" in plain:
        plain["country"] = country_code(plain["country"])
    attributes = AttributeEdit(values, asked.actor)
    rows, refused = rows_to_edit(Party, ids, asked.actor, lock=lock)
    changes = []
    for party in rows:
        try:
            _require_editable(party, plain)
            change = difference(party, plain | {"attributes": attributes.of(party)})
        except BadInput as refusal:
            refused[party.pk] = str(refusal.sentence)
        else:
            changes += [change] if change else []
    return Edited(changes, refused)


def _require_editable(party: Party, plain: Mapping[str, str]) -> None:
    if party.is_unknown_buyer:
        raise BadInput(_("The unknown buyer stands for everyone without a name, and stays as it is."))
    if plain and party.kind == Party.Kind.UNIT:
        raise BadInput(_("A unit is changed on its own page, by those who lead it."))


def _write(changes: Sequence[RowChange], now: datetime) -> None:
    """Neither language, country nor attributes are in the search index: there is nothing to write anew there."""
    write_changes(changes, changed_at=now)
    renew_attribute_entries(Party, changes)
