"""Letting units know parties: what opens the gate."""

from collections.abc import Iterable
from itertools import islice

from django.db import transaction

from twofold.core.setwise import among
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import KnownTo

BATCH = 5_000


@transaction.atomic
def make_known(party_ids: Iterable[int], unit_id: int) -> int:
    """Make parties known to a unit, set-wise; those it knows already stay as they are.

    A consequence of other verbs (opening a relationship, adding an affiliation, bringing a party in): whoever calls it has
    asked and records. The search finds the parties for the unit from here on.

    :returns: how many the unit did not know before
    """
    waiting, fresh = iter(party_ids), 0
    while batch := list(dict.fromkeys(islice(waiting, BATCH))):
        known = KnownTo.objects.filter(unit_id=unit_id, party_id__in=among(batch)).values_list(
            "party_id", flat=True
        )
        new = set(batch) - set(known)
        KnownTo.objects.bulk_create(
            [KnownTo(party_id=party, unit_id=unit_id) for party in batch if party in new],
            ignore_conflicts=True,
        )
        refresh_search(new)
        fresh += len(new)
    return fresh
