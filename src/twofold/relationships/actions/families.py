"""Offering families: groups of offerings with one recency window."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.rows import changed, created, row_values
from twofold.directory.access import is_house
from twofold.relationships.models import OfferingFamily
from twofold.timeline.actions.record import record

LONGEST_WINDOW = 3650


@transaction.atomic
def add_family(*, name: str, actor: Actor, now: datetime, window_days: int | None = None) -> OfferingFamily:
    """Begin a family.

    :param window_days: how long after a dealing a customer still counts as current; left out, it follows from dealings
    :raises NotAllowed: if the actor works in no unit
    :raises Conflict: if there is one of that name
    """
    _require_worker(actor)
    name = _free_name(name)
    family = OfferingFamily.objects.create(name=name, window_days=_checked_window(window_days))
    record(
        "relationships.family_added",
        subject=family,
        actor=actor,
        now=now,
        unit_id=None,
        rows=[created(family)],
    )
    return family


@transaction.atomic
def edit_family(
    family: OfferingFamily, *, name: str, window_days: int | None, actor: Actor, now: datetime
) -> OfferingFamily:
    """Rename a family, or choose its window; a window chosen holds for every day, past ones too.

    :raises NotAllowed: if the actor leads no unit: a window changes who counts as a customer everywhere
    :raises Conflict: if there is another of that name
    """
    if not is_house(actor) and not actor.units(Level.LEAD):
        raise NotAllowed(_("A family’s window changes figures everywhere, so only leads may edit families."))
    before = row_values(family)
    name = family.name if name.strip() == family.name else _free_name(name)
    family.name, family.window_days = name, _checked_window(window_days)
    family.save(update_fields=["name", "window_days"])
    record(
        "relationships.family_edited",
        subject=family,
        actor=actor,
        now=now,
        unit_id=None,
        changes={column: (value, getattr(family, column)) for column, value in before.items()},
        rows=[changed(family, before)],
    )
    return family


def _require_worker(actor: Actor) -> None:
    if not is_house(actor) and not actor.units(Level.WORK):
        raise NotAllowed(_("Only those who work in a unit can add families."))


def _free_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise BadInput(_("A family needs a name."), field="name")
    if OfferingFamily.objects.filter(name__iexact=name).exists():
        raise Conflict(_("There is a family called “%(name)s” already.") % {"name": name}, field="name")
    return name


def _checked_window(days: int | None) -> int | None:
    if days is not None and not 1 <= days <= LONGEST_WINDOW:
        raise BadInput(
            _("A window lasts between 1 and %(most)d days.") % {"most": LONGEST_WINDOW}, field="window_days"
        )
    return days
