"""Noting looks at cases that few may see."""

from datetime import datetime

from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.directory.queries.units import unit_tree
from twofold.timeline.actions.look_ups import note_look_up


def note_case_look(case: Case, *, actor: Actor, now: datetime) -> int | None:
    """Note that someone opened a restricted case, or one of a sealed unit.

    :returns: the unit whose leads may read who looked; None if nobody notes it
    """
    if not case.is_restricted and case.unit_id not in unit_tree().behind_seals():
        return None
    note_look_up(case, unit_id=case.unit_id, actor=actor, now=now)
    return case.unit_id
