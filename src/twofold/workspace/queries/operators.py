"""Who asks when someone with a shell on the machine runs a command."""

from django.utils.translation import gettext as _

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Actor, Level
from twofold.core.errors import BadInput
from twofold.directory.models import Unit
from twofold.directory.queries.units import unit_tree


def operator() -> Actor:
    """Whoever operates the installation: leads every unit, as one could make oneself by the database anyway."""
    return Actor(
        side=ActingSide.STAFF,
        levels=dict.fromkeys(unit_tree().parents, Level.LEAD),
        capabilities=frozenset({"administer", "import"}),
    )


def actor_with_email(email: str) -> Actor:
    """The actor that a user is.

    :raises BadInput: if there is no such user
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise BadInput(_("There is no user with the address %(email)s.") % {"email": email})
    return actor_for(user, ActingSide.STAFF)


def unit_named(name: str) -> Unit:
    """The unit of that name; without a name the enterprise, the only unit above which there is none.

    :raises BadInput: if there is no such unit, or more than one
    """
    units = Unit.objects.system("named on the command line").select_related("party")
    found = list(units.filter(party__name__iexact=name) if name else units.filter(parent=None))
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(unit_tree().names.values())) or _(
        "none yet; import units first, or run the set-up"
    )
    if found:
        raise BadInput(_("More than one unit fits. Name one of: %(units)s.") % {"units": known}, field="unit")
    raise BadInput(
        _("There is no unit “%(name)s”. There are: %(units)s.") % {"name": name or "–", "units": known},
        field="unit",
    )
