"""Editing many people and organisations at once, from a list."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.actor import Level
from twofold.core.edits import difference, rows_to_edit, write_changes
from twofold.core.errors import BadInput
from twofold.core.plates import Asked, Edited, RowChange
from twofold.directory.actions.attribute_edits import AttributeEdit, renew_attribute_entries
from twofold.directory.actions.attribute_entries import share_attributes
from twofold.directory.actions.known_to import make_known
from twofold.directory.actions.main_contact_points import use_contact_point
from twofold.directory.models import ContactPoint, Party
from twofold.directory.models.countries import country_code

COLUMNS = ("language", "country")
HOME = "home_unit_id"
REACHED_BY = (ContactPoint.Kind.EMAIL, ContactPoint.Kind.PHONE)


def plan_party_edit(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """What :func:`edit_parties` would do."""
    return _plan(ids, values, asked, lock=False)


def edit_parties(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> Edited:
    """Give parties the same language, country or attributes, or one of them its address or number, in the caller's transaction.

    :raises BadInput: if a value makes no sense for anyone
    """
    share_attributes()
    planned = _plan(ids, values, asked, lock=True)
    _write(planned.changes, asked.now)
    moved = [change.pk for change in planned.changes if HOME in change.new]
    if moved:
        make_known(moved, values["home_unit"])
    return Edited(planned.changes, {**planned.refused, **_reach(ids, values, asked)})


def _reach(ids: Sequence[int], values: Mapping[str, Any], asked: Asked) -> dict[int, str]:
    """Give parties the address or number to use, each by the verb of its record page. :returns: who refused, and why"""
    kinds = [kind for kind in REACHED_BY if kind in values]
    parties, refused = rows_to_edit(Party, ids, asked.actor, lock=True) if kinds else ([], {})
    for party in parties:
        try:
            _require_editable(party, {})
            for kind in kinds:
                use_contact_point(
                    party, kind=kind, value=values[kind] or "", actor=asked.actor, now=asked.now
                )
        except BadInput as refusal:
            refused[party.pk] = str(refusal.sentence)
    return refused


def _plan(ids: Sequence[int], values: Mapping[str, Any], asked: Asked, *, lock: bool) -> Edited:
    plain: dict[str, Any] = {name: values[name] or "" for name in COLUMNS if name in values}
    if "country" in plain:
        plain["country"] = country_code(plain["country"])
    if "home_unit" in values:
        plain[HOME] = _home_unit(values["home_unit"], asked)
    attributes = AttributeEdit(values, asked.actor)
    columns = ("kind", "is_unknown_buyer", "attributes", *plain)
    rows, refused = rows_to_edit(Party, ids, asked.actor, lock=lock, columns=columns)
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


def _home_unit(unit_id: int | None, asked: Asked) -> int:
    if unit_id is None or unit_id not in asked.actor.units(Level.WORK):
        raise BadInput(_("Choose a unit in which you work."))
    return unit_id


def _require_editable(party: Party, plain: Mapping[str, Any]) -> None:
    if party.is_unknown_buyer:
        raise BadInput(_("The unknown buyer stands for everyone without a name, and stays as it is."))
    if plain and party.kind == Party.Kind.UNIT:
        raise BadInput(_("A unit is changed on its own page, by those who lead it."))


def _write(changes: Sequence[RowChange], now: datetime) -> None:
    """Neither language, country nor attributes are in the search index: there is nothing to write anew there."""
    write_changes(changes, changed_at=now)
    renew_attribute_entries(Party, changes)
