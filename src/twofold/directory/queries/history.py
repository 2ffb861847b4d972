"""What belongs to a party's history besides its own row, and attributes in words."""

from collections.abc import Callable

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import house
from twofold.directory.models import Affiliation, ContactPoint, DayOff, Identifier, Party, Tie, Unit
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.aliases import with_aliases
from twofold.directory.queries.attribute_shown import said
from twofold.directory.queries.attributes import registry
from twofold.timeline.queries.history import Rows
from twofold.ui.formats import NOTHING


def rows_of_party(party: Party, actor: Actor) -> Rows:
    """The party's row, and those of its addresses, numbers and ties that the actor may see."""
    of_party = {
        model: visible_list(model, actor).filter(party=party).values_list("pk", flat=True)
        for model in (ContactPoint, Affiliation, Tie)
    }
    identifiers = Identifier.objects.filter(party=party).values_list("pk", flat=True)
    rows = {Party: with_aliases(party.pk), Identifier: identifiers, **of_party}
    if party.kind == Party.Kind.UNIT:
        rows |= {
            Unit: [party.pk],
            DayOff: DayOff.objects.filter(unit_id=party.pk).values_list("pk", flat=True),
        }
    return rows


def attribute_in_words(actor: Actor) -> Callable[[str, object], tuple[str, str]]:
    """Says an attribute by its id: its label, and a value of it."""
    known = registry().by_id

    def say(key: str, kept: object) -> tuple[str, str]:
        attribute = known.get(int(key)) if key.isdecimal() else None
        if attribute is None:
            return key, NOTHING if kept is None else str(kept)
        if kept is None:
            return attribute.label, NOTHING
        names = house().party_names([kept], seen_by=actor) if attribute.kind == Kind.PARTY else {}
        return attribute.label, said(attribute, kept, names)

    return say
