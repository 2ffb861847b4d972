"""Keeping order among the mappings that a unit has used."""

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, NotVisible
from twofold.workspace.access import importing_units
from twofold.workspace.models import SavedMapping

LONGEST = 80


@transaction.atomic
def rename_mapping(pk: int, *, name: str, actor: Actor) -> SavedMapping:
    """Call a mapping by a name that its unit understands.

    :raises NotVisible: if the actor may not import for its unit
    :raises BadInput: if the name is empty or too long
    """
    saved, name = _own(pk, actor), " ".join(name.split())
    if not name or len(name) > LONGEST:
        raise BadInput(_("Give it a name of at most %(most)d characters.") % {"most": LONGEST}, field="name")
    saved.name = name
    saved.save(update_fields=["name"])
    return saved


@transaction.atomic
def forget_mapping(pk: int, *, actor: Actor) -> None:
    """Propose a mapping no more.

    :raises NotVisible: if the actor may not import for its unit
    """
    _own(pk, actor).delete()


def _own(pk: int, actor: Actor) -> SavedMapping:
    saved = SavedMapping.objects.select_for_update().filter(pk=pk, unit_id__in=importing_units(actor)).first()
    if saved is None:
        raise NotVisible
    return saved
