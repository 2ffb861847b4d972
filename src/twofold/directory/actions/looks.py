"""Noting looks at people and organisations whom only sealed units know."""

from datetime import datetime

from twofold.core.actor import Actor
from twofold.directory.models import Party
from twofold.directory.queries.sealed import sealed_unit_of
from twofold.timeline.actions.look_ups import note_look_up


def note_party_look(party: Party, *, actor: Actor, now: datetime) -> int | None:
    """Note that someone opened the record of a party, if it is known to sealed units only.

    :returns: the sealed unit, whose leads may read who looked; None if nobody notes it
    """
    unit = sealed_unit_of(party.pk) if party.kind != Party.Kind.UNIT else None
    if unit is not None:
        note_look_up(party, unit_id=unit, actor=actor, now=now)
    return unit
