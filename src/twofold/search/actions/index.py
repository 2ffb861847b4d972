"""Keeping the index: rooms tell it, set-wise and in the transaction of the change, what is found by which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction

from twofold.search.engines import engine
from twofold.search.engines.row import IndexRow
from twofold.search.models import SearchEntry
from twofold.search.queries.words import in_scope, in_title, of_kind, words_of

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found, by which words, and by whom.

    :param kind: as in the plate's ``SearchKind``, e.g. ``party``
    :param title: what it is called; found first, and also by a part of a word or with a slip of the pen
    :param body: what else it is found by: addresses, numbers, words of a text; shown as the snippet
    :param scopes: who may find it, e.g. ``("u7", "staff")``; an actor with any one of them does
    :param at: what "newest first" goes by
    """

    kind: str
    object_id: int
    title: str
    at: datetime
    body: str = ""
    scopes: Sequence[str] = ()


@transaction.atomic
def index_many(entries: Iterable[Entry]) -> int:
    """Write or overwrite the index rows of many records, the last one winning if a record comes twice.

    :returns: how many were written
    """
    written, entries = 0, iter(entries)
    while batch := list(islice(entries, BATCH)):
        rows = {(entry.kind, entry.object_id): _row(entry) for entry in batch}
        engine().write(list(rows.values()))
        engine().learn({word for row in rows.values() for word in words_of(row.title)})
        written += len(rows)
    return written


@transaction.atomic
def unindex(kind: str, ids: Iterable[int]) -> int:
    """Forget records, and the words that only they had.

    :returns: how many were known
    """
    ids = list(ids)
    titles = list(SearchEntry.objects.filter(kind=kind, object_id__in=ids).values_list("title", flat=True))
    engine().erase(kind, ids)
    forget_unused({word for title in titles for word in words_of(title)})
    return len(titles)


def forget_unused(words: Iterable[str]) -> int:
    """Drop from the vocabulary those words that occur in no title any more.

    :returns: how many were dropped
    """
    unused = [word for word in words if not engine().occurs_in_title(word)]
    engine().forget(unused)
    return len(unused)


def _row(entry: Entry) -> IndexRow:
    title = words_of(entry.title)
    return IndexRow(
        entry.kind,
        entry.object_id,
        entry.title.replace("\0", ""),
        entry.body.replace("\0", ""),
        " ".join(
            dict.fromkeys(
                [
                    of_kind(entry.kind),
                    *map(in_scope, entry.scopes),
                    *map(in_title, title),
                    *title,
                    *words_of(entry.body),
                ]
            )
        ),
        entry.at,
    )
