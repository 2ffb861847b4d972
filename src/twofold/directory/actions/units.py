"""The one tree: founding it, adding to it, moving, naming, sealing and closing units."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import RowChange
from twofold.core.rows import changed, row_values
from twofold.directory.access import require_lead_of
from twofold.directory.actions.affiliations import today
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.actions.set_attributes import Given, keep_attributes, set_attributes
from twofold.directory.models import KnownTo, Party, Unit
from twofold.directory.models.countries import country_code
from twofold.directory.models.names import clean_name, sort_name
from twofold.directory.queries.units import UnitTree, unit_tree
from twofold.timeline.actions.record import record

EVERY_UNIT = "the tree has rules that hold for every unit"


@transaction.atomic
def found_enterprise(
    name: str, *, actor: Actor, now: datetime, country: str = "", timezone: str = "UTC"
) -> Unit:
    """Make the root of the tree. Whoever sets the installation up does this, once.

    :raises Conflict: if the enterprise is founded already
    :raises BadInput: naming the field
    """
    if Unit.objects.system(EVERY_UNIT).filter(parent=None).exists():
        raise Conflict(_("The enterprise is founded already. Add units below it."))
    root = _new_unit(name, None, "", timezone, country_code(country), now)
    _record("directory.enterprise_founded", root, actor, now, {"name": ("", root.party.name)})
    return root


@transaction.atomic
def add_unit(
    *,
    name: str,
    parent: Unit,
    actor: Actor,
    now: datetime,
    purpose: str = "",
    is_sealed: bool = False,
    timezone: str = "",
    country: str = "",
    attributes: Given | None = None,
) -> Unit:
    """Add a unit below another, in its time zone and country unless told otherwise.

    :raises NotAllowed: if the actor neither leads the parent nor administers
    :param attributes: key → value; None: they are not asked for, not even those that are required
    :raises BadInput: if the parent is closed, another unit below it has this name, or naming an attribute
    """
    require_lead_of(actor, parent)
    _require_open(parent)
    _require_free_name(name, parent.pk, unit_tree())
    country = country_code(country) or parent.party.country
    unit = _new_unit(name, parent, purpose, timezone or parent.timezone, country, now)
    if is_sealed:
        unit.is_sealed = True
        unit.save(update_fields=["is_sealed"])
    told = set_attributes(unit.party, attributes, actor=actor, is_new=True)
    if told:
        unit.party.save(update_fields=["attributes"])
        keep_attributes(unit.party, told, is_new=True)
    changes = {"name": ("", unit.party.name)} | dict(told.changes)
    _record("directory.unit_added", unit, actor, now, changes, parent_id=parent.pk)
    return unit


@transaction.atomic
def edit_unit(
    unit: Unit,
    *,
    actor: Actor,
    now: datetime,
    name: str | None = None,
    purpose: str | None = None,
    timezone: str | None = None,
    country: str | None = None,
    attributes: Given | None = None,
) -> Unit:
    """Rename a unit, or say anew what it is for, where it is and what its attributes are. What is None stays.

    :raises NotAllowed: if the actor neither leads the unit nor administers
    :raises BadInput: naming the field
    """
    require_lead_of(actor, unit)
    party = unit.party
    old = {"name": party.name, "purpose": unit.purpose, "timezone": unit.timezone, "country": party.country}
    given = {"name": name, "purpose": purpose, "timezone": timezone, "country": country}
    new = old | {field: value for field, value in given.items() if value is not None}
    new |= {"name": clean_name(new["name"]), "country": country_code(new["country"])}
    before = row_values(party), row_values(unit)
    told = set_attributes(party, attributes, actor=actor)
    if new == old and not told:
        return unit
    if new["name"] != old["name"]:
        _require_free_name(new["name"], unit.parent_id, unit_tree(), but=unit.pk)
    party.name, party.sort_name, party.country = new["name"], sort_name(new["name"]), new["country"]
    party.changed_at = now
    party.save(update_fields=["name", "sort_name", "country", "attributes", "changed_at"])
    keep_attributes(party, told)
    unit.purpose, unit.timezone = _purpose(new["purpose"]), _timezone(new["timezone"])
    unit.save(update_fields=["purpose", "timezone"])
    refresh_search([unit.pk])
    changes = {field: (old[field], new[field]) for field in new} | dict(told.changes)
    rows = [changed(party, before[0]), changed(unit, before[1])]
    _record("directory.unit_edited", unit, actor, now, changes, rows)
    return unit


@transaction.atomic
def appoint_head(unit: Unit, *, head: Party | None, actor: Actor, now: datetime) -> Unit:
    """Say who heads a unit; None: nobody does. What they may do in Twofold is another matter.

    :raises NotAllowed: if the actor neither leads the unit nor administers
    :raises BadInput: if they do not work in the enterprise
    """
    require_lead_of(actor, unit)
    if head and not head.is_colleague:
        raise BadInput(
            _("%(name)s does not work here. Add an affiliation as employee first.") % {"name": head.name},
            field="head",
        )
    if unit.head_id == (head.pk if head else None):
        return unit
    before = row_values(unit)
    old, unit.head = unit.head, head
    unit.save(update_fields=["head"])
    changes = {"head": (old.name if old else "", head.name if head else "")}
    rows = [changed(unit, before)]
    _record("directory.head_appointed", unit, actor, now, changes, rows, head_id=unit.head_id)
    return unit


@transaction.atomic
def move_unit(unit: Unit, *, to: Unit, actor: Actor, now: datetime) -> Unit:
    """Hang a unit, with all below it, under another one.

    :raises NotAllowed: if the actor does not lead both (or administer)
    :raises BadInput: if it is the root, the other is closed, or lies below the unit itself: that would be a circle
    """
    require_lead_of(actor, unit)
    require_lead_of(actor, to)
    tree = lock_tree()
    if unit.parent_id is None:
        raise BadInput(
            _("%(unit)s is the enterprise itself and stays on top.") % {"unit": tree.names[unit.pk]},
            field="to",
        )
    if to.pk == unit.parent_id:
        return unit
    refuse_circle(tree, unit.pk, to.pk)
    _require_open(to)
    _require_free_name(tree.names[unit.pk], to.pk, tree)
    before = row_values(unit)
    old, unit.parent = unit.parent_id, to
    unit.save(update_fields=["parent"])
    changes = {"parent": (tree.names[old], tree.names[to.pk])}
    rows = [changed(unit, before)]
    _record("directory.unit_moved", unit, actor, now, changes, rows, parent_id=to.pk)
    return unit


@transaction.atomic
def seal_unit(unit: Unit, *, actor: Actor, now: datetime) -> Unit:
    """Close a unit to all but its own members, whatever anyone leads above it.

    :raises NotAllowed: if the actor neither leads the unit nor administers
    :raises BadInput: if it is sealed already, or is the enterprise itself
    """
    require_lead_of(actor, unit)
    if unit.parent_id is None:
        raise BadInput(_("The enterprise itself cannot be sealed. Seal a unit below it."))
    return _set_seal(unit, True, _("%(unit)s is sealed already."), "directory.unit_sealed", actor, now)


@transaction.atomic
def unseal_unit(unit: Unit, *, actor: Actor, now: datetime) -> Unit:
    """Open a sealed unit to those who lead above it.

    :raises NotAllowed: if the actor is not one of the unit's own leads
    :raises BadInput: if it is not sealed
    """
    require_lead_of(actor, unit)
    return _set_seal(unit, False, _("%(unit)s is not sealed."), "directory.unit_unsealed", actor, now)


@transaction.atomic
def close_unit(unit: Unit, *, actor: Actor, now: datetime) -> Unit:
    """Close a unit today. What it did stays; nothing new is added below it.

    :raises NotAllowed: if the actor neither leads the unit nor administers
    :raises BadInput: if it is closed already, is the enterprise itself, or has open units below it
    """
    require_lead_of(actor, unit)
    if unit.parent_id is None:
        raise BadInput(_("The enterprise itself cannot be closed."))
    if unit.closed_on:
        raise BadInput(_("%(unit)s is closed already.") % {"unit": unit.party.name})
    below = Unit.objects.system(EVERY_UNIT).filter(parent=unit, closed_on=None)
    names = list(below.order_by("party__sort_name", "pk").values_list("party__name", flat=True)[:3])
    if names:
        raise BadInput(
            _("%(below)s still belong to %(unit)s. Close or move them first.")
            % {"below": ", ".join(names), "unit": unit.party.name}
        )
    before = row_values(unit)
    unit.closed_on = today(now)
    unit.save(update_fields=["closed_on"])
    rows, changes = [changed(unit, before)], {"closed_on": (None, unit.closed_on)}
    _record("directory.unit_closed", unit, actor, now, changes, rows)
    return unit


def lock_tree() -> UnitTree:
    """The tree, its rows locked until the transaction ends, so that two moves at once cannot close a circle."""
    list(Unit.objects.system(EVERY_UNIT).select_for_update().order_by("pk").values_list("pk"))
    return unit_tree()


def refuse_circle(tree: UnitTree, unit_id: int, to_id: int) -> None:
    """Refuse to hang a unit below itself.

    :raises BadInput: naming every unit of the circle that would be
    """
    path = [to_id, *tree.ancestors(to_id)]
    if unit_id not in path:
        return
    names = [tree.names[step] for step in path[: path.index(unit_id) + 1]]
    circle = " → ".join([tree.names[unit_id], *names])
    raise BadInput(
        _("%(unit)s cannot move below %(to)s, which is part of it: %(circle)s would be a circle.")
        % {"unit": tree.names[unit_id], "to": tree.names[to_id], "circle": circle},
        field="to",
    )


def _new_unit(
    name: str, parent: Unit | None, purpose: str, timezone: str, country: str, now: datetime
) -> Unit:
    name = clean_name(name)
    party = Party.objects.create(
        kind=Party.Kind.UNIT,
        name=name,
        sort_name=sort_name(name),
        country=country,
        created_at=now,
        changed_at=now,
    )
    unit = Unit.objects.create(
        party=party, parent=parent, purpose=_purpose(purpose), timezone=_timezone(timezone)
    )
    KnownTo.objects.create(party=party, unit=unit)
    refresh_search([party.pk])
    return unit


def _set_seal(unit: Unit, sealed: bool, refusal: str, verb: str, actor: Actor, now: datetime) -> Unit:
    if unit.is_sealed == sealed:
        raise BadInput(refusal % {"unit": unit.party.name})
    unit.is_sealed = sealed
    unit.save(update_fields=["is_sealed"])
    _record(verb, unit, actor, now, {"is_sealed": (not sealed, sealed)})
    return unit


def _require_open(unit: Unit) -> None:
    if unit.closed_on:
        raise BadInput(
            _("%(unit)s is closed. Choose a unit that is open.") % {"unit": unit.party.name}, field="parent"
        )


def _require_free_name(name: str, parent_id: int | None, tree: UnitTree, but: int | None = None) -> None:
    wanted = sort_name(clean_name(name))
    for sibling in tree.children(parent_id) if parent_id else []:
        if sibling != but and sort_name(tree.names[sibling]) == wanted:
            raise BadInput(
                _("There is a unit %(name)s below %(parent)s already. Choose another name.")
                % {"name": tree.names[sibling], "parent": tree.names[parent_id]},
                field="name",
            )


def _purpose(text: str) -> str:
    purpose = " ".join(text.split())
    if len(purpose) > 300:
        raise BadInput(_("Say the purpose in at most 300 characters."), field="purpose")
    return purpose


def _timezone(name: str) -> str:
    if name not in available_timezones():
        raise BadInput(
            _("“%(name)s” is not a time zone. Write it like Europe/Berlin.") % {"name": name[:60]},
            field="timezone",
        )
    return name


def _record(
    verb: str,
    unit: Unit,
    actor: Actor,
    now: datetime,
    changes: dict,
    rows: Sequence[RowChange] = (),
    **details: int | None,
) -> None:
    record(
        verb,
        subject=unit,
        actor=actor,
        now=now,
        unit_id=unit.pk,
        parties=[unit.pk],
        details=details,
        changes=changes,
        rows=rows,
    )
