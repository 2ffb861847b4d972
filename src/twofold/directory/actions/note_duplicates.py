"""Writing down which parties may be one and the same, without touching what people decided."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from itertools import islice

from django.db import transaction

from twofold.core.setwise import among
from twofold.directory.models import PossibleDuplicate
from twofold.directory.queries.matching import records_of
from twofold.science.matching.certainty import is_certain, weighed
from twofold.science.matching.evidence import compare
from twofold.science.matching.linkage import Pair

BATCH = 1_000
REASON = "the search for duplicates works for the whole house; people see what their gate lets them"
RENEWED = ("likelihood", "is_certain", "reasons")


def note_pairs(pairs: Iterable[Pair], *, now: datetime, told: Callable[[], None]) -> set[tuple[int, int]]:
    """Write pairs down, or renew what is known of them, with the reasons that people read.

    :returns: the pairs, lower id first
    """
    noted: set[tuple[int, int]] = set()
    waiting = iter(pairs)
    while batch := list(islice(waiting, BATCH)):
        told()
        rows = _rows(batch, now)
        PossibleDuplicate.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=("first", "second"), update_fields=RENEWED
        )
        noted |= {(row.first_id, row.second_id) for row in rows}
    return noted


@transaction.atomic
def drop_stale(found: Collection[tuple[int, int]], changed: Collection[int] | None) -> None:
    """Forget open pairs that were compared anew and are not likely any more.

    :param changed: the parties of which pairs were compared; None for all
    """
    still_open = PossibleDuplicate.objects.system(REASON).filter(state=PossibleDuplicate.State.OPEN)
    stale = [
        pk
        for pk, first, second in still_open.values_list("pk", "first_id", "second_id")
        if (first, second) not in found and (changed is None or first in changed or second in changed)
    ]
    PossibleDuplicate.objects.system(REASON).filter(pk__in=among(stale)).delete()


def _rows(pairs: Collection[Pair], now: datetime) -> list[PossibleDuplicate]:
    """What is noted of pairs; a party that was merged or erased meanwhile has none."""
    records = records_of({party for pair in pairs for party in (pair.first, pair.second)})
    rows = []
    for pair in pairs:
        if pair.first not in records or pair.second not in records:
            continue
        evidence = compare(records[pair.first], records[pair.second])
        row = PossibleDuplicate(
            first_id=pair.first,
            second_id=pair.second,
            likelihood=round(weighed(pair.likelihood, evidence), 4),
            is_certain=is_certain(evidence),
            reasons=evidence.reasons,
            found_at=now,
        )
        rows.append(row)
    return rows
