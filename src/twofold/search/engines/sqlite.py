"""Full text on SQLite: FTS5 over the folded words, and trigrams over the vocabulary of titles.

FTS5 reads its content from the tables of the models; it is written here, a batch at a time, since a trigger for each row takes
three times as long. The words in a query are only ever letters and digits, put between quotes: nothing typed can be an
operator.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC
from itertools import groupby
from operator import attrgetter

from django.db import connection

from twofold.search.engines.row import COLUMNS, OVERWRITE, IndexRow
from twofold.search.queries.question import Question
from twofold.search.queries.words import in_title

FEW = 3
SIEVED = 2_000
ENOUGH = 50
TABLES = ("search_text", "search_trigrams")
MATCHING = "FROM search_text WHERE search_text MATCH %s ORDER BY rowid DESC LIMIT %s"
OF_RECORDS = "FROM search_searchentry WHERE kind = %s AND object_id IN (SELECT value FROM json_each(%s))"


def write(rows: Sequence[IndexRow]) -> None:
    """Write or overwrite entries."""
    keys = [
        [kind, json.dumps([row.object_id for row in some])]
        for kind, some in groupby(sorted(rows, key=attrgetter("kind")), attrgetter("kind"))
    ]
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute(
                f"INSERT INTO search_text(search_text, rowid, words) SELECT 'delete', id, words {OF_RECORDS}",
                key,
            )
        cursor.executemany(
            f"INSERT INTO search_searchentry ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s)"
            f" ON CONFLICT (kind, object_id) DO UPDATE SET {OVERWRITE}",
            [(*row[:-1], str(row.at.astimezone(UTC))[:-6]) for row in rows],  # as Django stores times,
        )
        for key in keys:
            cursor.execute(
                f"INSERT INTO search_text(rowid, words) SELECT id, words {OF_RECORDS} ORDER BY id", key
            )


def erase(kind: str, ids: Sequence[int]) -> None:
    """Delete entries."""
    key = [kind, json.dumps(list(ids))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_text(search_text, rowid, words) SELECT 'delete', id, words {OF_RECORDS}",
            key,
        )
        cursor.execute(f"DELETE {OF_RECORDS}", key)


def learn(words: Iterable[str]) -> None:
    """Add words to the vocabulary."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM search_searchword")
        (newest_known,) = cursor.fetchone()
        cursor.executemany(
            "INSERT OR IGNORE INTO search_searchword(word) VALUES (%s)", [(word,) for word in words]
        )
        cursor.execute(
            "INSERT INTO search_trigrams(rowid, word) SELECT id, word FROM search_searchword WHERE id > %s",
            [newest_known],
        )


def forget(words: Collection[str]) -> None:
    """Drop words from the vocabulary."""
    among = "FROM search_searchword WHERE word IN (SELECT value FROM json_each(%s))"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_trigrams(search_trigrams, rowid, word) SELECT 'delete', id, word {among}",
            [json.dumps(list(words))],
        )
        cursor.execute(f"DELETE {among}", [json.dumps(list(words))])


def tidy(pages: int, *, first: bool) -> bool:
    """Do a bounded piece of the work that makes one segment of many, and so purges what was deleted.

    :param first: whether to begin anew, with all segments there are now
    :returns: False when there was nothing left to do
    """
    with connection.cursor() as cursor:
        before = connection.connection.total_changes
        for table in TABLES:
            cursor.execute(
                f"INSERT INTO {table}({table}, rank) VALUES ('merge', %s)", [-pages if first else pages]
            )
    return connection.connection.total_changes - before >= 2 * len(
        TABLES
    )  # the sign that FTS5's manual names


def newest(question: Question, limit: int, *, title_only: bool) -> list[int]:
    """Ids of the newest entries that answer the question. FTS5 yields them by falling id, without sorting.

    Many scopes or kinds are sieved first: merging that many long lists costs more than looking at some thousand rows.
    """
    mark = in_title if title_only else str
    *whole, last = ([mark(word) for word in words] for words in question.words)
    parts = [*map(_any_of, whole), _any_of(last, begins=question.begins)]
    meant = [some for some in (question.scopes, question.kinds) if some is not None]
    few = [_any_of(some) for some in meant if len(some) <= FEW]
    many = [some for some in meant if len(some) > FEW]
    if many:
        found, complete = _sieve([*parts, *few], many, limit)
        if complete:
            return found
    return _column(f"SELECT rowid {MATCHING}", [" AND ".join([*parts, *few, *map(_any_of, many)]), limit])


def words_beginning(piece: str, shortest: int, longest: int, limit: int) -> list[str]:
    """Words of the vocabulary that begin with a piece and are so long."""
    return _column(
        "SELECT word FROM search_searchword WHERE word >= %s AND word < %s AND length(word) BETWEEN %s AND %s "
        "ORDER BY word LIMIT %s",
        [piece, piece + "\U0010ffff", shortest, longest, limit],
    )


def words_containing(piece: str, shortest: int, longest: int, limit: int) -> list[str]:
    """Words of the vocabulary that contain a piece of at least three letters and are so long."""
    return _column(
        "SELECT word FROM search_trigrams WHERE search_trigrams MATCH %s AND length(word) BETWEEN %s AND %s "
        "ORDER BY rowid LIMIT %s",
        [f'"{piece}"', shortest, longest, limit],
    )


def occurs_in_title(word: str) -> bool:
    """Whether any title has this word."""
    return bool(
        _column("SELECT rowid FROM search_text WHERE search_text MATCH %s LIMIT 1", [f'"{in_title(word)}"'])
    )


def _sieve(parts: list[str], meant: Sequence[Sequence[str]], limit: int) -> tuple[list[int], bool]:
    """Walk down the newest matches and keep those that have a word out of each collection in `meant`.

    :returns: ids, and whether they will do: enough of them, or all there are
    """
    wanted, found, seen = [frozenset(some) for some in meant], [], 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT rowid, words {MATCHING}", [" AND ".join(parts), SIEVED])
        for pk, words in cursor:
            seen += 1
            held = words.split()
            if not any(some.isdisjoint(held) for some in wanted):
                found.append(pk)
                if len(found) == limit:
                    break
    return found, seen < SIEVED or len(found) >= ENOUGH


def _any_of(words: Iterable[str], *, begins: bool = False) -> str:
    """One of the words; the first of them, if it `begins` one, only as a beginning."""
    first, *others = (f'"{word}"' for word in words)
    return "(" + " OR ".join([first + "*" * begins, *others]) + ")"


def _column(sql: str, parameters: list) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]
