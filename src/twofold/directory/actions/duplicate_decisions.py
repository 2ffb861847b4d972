"""What people decide about two parties that may be one and the same. Merging is a verb of its own."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.errors import Conflict, NotAllowed
from twofold.core.rows import changed, row_values
from twofold.directory.access import is_house
from twofold.directory.models import DuplicateSearch, PossibleDuplicate
from twofold.jobs.actions.enqueue import enqueue_unique
from twofold.timeline.actions.record import record

State = PossibleDuplicate.State
GIVEN_UP = timedelta(hours=6)
TASK = "twofold.directory.tasks.find_duplicates_of"


@transaction.atomic
def keep_apart(pair: PossibleDuplicate, *, actor: Actor, now: datetime) -> PossibleDuplicate:
    """Decide that the two are different parties; they are never offered again, unless someone takes it back.

    :raises NotAllowed: if the actor may not change both
    :raises Conflict: if it was decided already
    """
    return _decide(pair, State.OPEN, State.DISTINCT, "directory.parties_kept_apart", actor, now)


@transaction.atomic
def compare_again(pair: PossibleDuplicate, *, actor: Actor, now: datetime) -> PossibleDuplicate:
    """Take back that the two are different parties. Raises as :func:`keep_apart`."""
    return _decide(pair, State.DISTINCT, State.OPEN, "directory.parties_compared_again", actor, now)


@transaction.atomic
def look_for_duplicates(*, actor: Actor, now: datetime) -> DuplicateSearch:
    """Ask for a look through the whole register, in the background.

    :raises NotAllowed: if the actor neither leads a unit nor administers
    :raises Conflict: if one is under way
    """
    if not (actor.units(Level.LEAD) or actor.may("administer")):
        raise NotAllowed(_("Only leads and administrators have the whole register looked through."))
    if under_way(now=now) is not None:
        raise Conflict(_("A search for duplicates is under way already. It says below how far it has come."))
    search = DuplicateSearch.objects.create(is_whole=True, asked_by_id=actor.person_id, started_at=now)
    enqueue_unique(import_string(TASK), "all", search_id=search.pk)
    return search


def under_way(*, now: datetime) -> DuplicateSearch | None:
    """The search that waits or runs, if one does; one of yesterday was given up."""
    unfinished = DuplicateSearch.objects.filter(finished_at=None, started_at__gte=now - GIVEN_UP)
    return unfinished.order_by("-pk").first()


def _decide(
    pair: PossibleDuplicate, before: str, after: str, verb: str, actor: Actor, now: datetime
) -> PossibleDuplicate:
    if not is_house(actor) and not visible_list(PossibleDuplicate, actor, "work").filter(pk=pair.pk).exists():
        raise NotAllowed(_("Only those who may change both parties decide whether they are one."))
    if pair.state != before:
        raise Conflict(_("Someone has decided this already. Load the page again to see how."))
    old = row_values(pair)
    pair.state = after
    pair.decided_at, pair.decided_by_id = (now, actor.person_id) if after == State.DISTINCT else (None, None)
    pair.save(update_fields=["state", "decided_at", "decided_by_id"])
    record(
        verb,
        subject=pair,
        actor=actor,
        now=now,
        unit_id=pair.first.home_unit_id,
        parties=[pair.first_id, pair.second_id],
        rows=[changed(pair, old)],
    )
    return pair
