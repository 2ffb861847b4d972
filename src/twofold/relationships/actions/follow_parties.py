"""What becomes of parties that an import has brought in: on request they are served from then on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.plates import ImportContext
from twofold.directory.access import require_work_in
from twofold.directory.queries.units import unit_tree
from twofold.relationships.actions.import_customers import serve_customers
from twofold.relationships.models import Side


def open_potential_relationships(context: ImportContext, party_ids: Sequence[int]) -> None:
    """Open a relationship with each party where the options name a unit that serves them, or only a side.

    Until a dealing comes they are potential customers. Options: ``served_by`` (name of a unit; left out, the importing
    one), ``side`` and ``relationship_kind``.

    :raises BadInput: if there is no such unit, side or kind
    """
    side = context.options.get("side", "")
    if not side and not context.options.get("served_by"):
        return
    provider_id = unit_named(context.options.get("served_by", "")) or context.unit_id
    require_work_in(context.actor, provider_id)
    serve_customers(
        party_ids,
        provider_id=provider_id,
        side=side or Side.EXTERNAL,
        kind=context.options.get("relationship_kind", ""),
        run_id=context.run_id,
        now=context.now,
    )


def unit_named(name: str) -> int | None:
    """The id of the unit with that name, or None for no name.

    :raises BadInput: if there is none, or more than one
    """
    if not name.strip():
        return None
    wanted = name.strip().casefold()
    found = [unit for unit, known in unit_tree().names.items() if known.casefold() == wanted]
    if len(found) != 1:
        sentence = (
            _("No unit is called “%(name)s”. Check the spelling.")
            if not found
            else _("Several units are called “%(name)s”. Rename one of them first.")
        )
        raise BadInput(sentence % {"name": name}, field="unit")
    return found[0]
