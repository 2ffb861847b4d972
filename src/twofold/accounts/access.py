"""Who may decide who works where: administrators, and the leads of a unit; behind a seal, only the leads behind it."""

from django.utils.translation import gettext as _

from twofold.core.access import require_capability
from twofold.core.actor import Actor, Level
from twofold.core.errors import NotAllowed
from twofold.directory.models import Unit
from twofold.directory.queries.units import UnitTree, unit_tree

TO_BE_ASKED = "whoever decides on a unit's members is asked first"


def can_staff(actor: Actor, unit_id: int, tree: UnitTree) -> bool:
    """Whether the actor decides who belongs to the unit."""
    if actor.level_in(unit_id) == Level.LEAD:
        return True
    return actor.may("administer") and not is_behind_seal(unit_id, tree)


def is_behind_seal(unit_id: int, tree: UnitTree) -> bool:
    """Whether the unit, or one above it, is sealed."""
    return not tree.sealed.isdisjoint((unit_id, *tree.ancestors(unit_id)))


def staffable_units(actor: Actor, tree: UnitTree) -> list[int]:
    """The units whose members the actor decides on, as the tree is read from the top."""
    return [unit for unit in top_down(tree) if can_staff(actor, unit, tree)]


def top_down(tree: UnitTree) -> list[int]:
    """All units, each followed by those below it, by name."""
    waiting, found = list(reversed(tree.roots)), []
    while waiting:
        unit = waiting.pop()
        found.append(unit)
        waiting += reversed(tree.children(unit))
    return found


def require_staffing(actor: Actor, unit: Unit) -> None:
    """Refuse an actor who does not decide who belongs to the unit.

    :raises NotAllowed: with a sentence
    """
    tree = unit_tree()
    if can_staff(actor, unit.pk, tree):
        return
    if is_behind_seal(unit.pk, tree):
        raise NotAllowed(
            _("%(unit)s is sealed: only its own leads decide who belongs to it.") % {"unit": unit}
        )
    raise NotAllowed(_("Only an administrator or a lead of %(unit)s may do this.") % {"unit": unit})


def require_administrator(actor: Actor) -> None:
    """Refuse anyone but an administrator.

    :raises NotAllowed: with a sentence
    """
    require_capability(actor, "administer", _("Only an administrator may do this."))


def can_manage_people(actor: Actor) -> bool:
    """Whether the actor decides on anyone's account or membership at all."""
    return actor.may("administer") or Level.LEAD in (actor.level_in(unit) for unit in actor.levels)
