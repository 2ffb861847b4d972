"""Full text on PostgreSQL: a stored `tsvector` of the folded words, and trigrams over the vocabulary of titles.

Without the extension `pg_trgm` the vocabulary is read from end to end, which is slower and finds the same. The words in a
query are only ever letters and digits, put between quotes: nothing typed can be an operator.
"""

from collections.abc import Collection, Iterable, Sequence

from django.db import connection

from twofold.search.engines.row import COLUMNS, OVERWRITE, IndexRow
from twofold.search.queries.question import Question
from twofold.search.queries.words import in_title

NEWEST = "FROM search_searchentry WHERE document @@ %s::tsquery ORDER BY id DESC LIMIT %s"
ENOUGH = 100
NEAR = "SET LOCAL random_page_cost = 1.1; "
AS_EVER = "; SET LOCAL random_page_cost TO DEFAULT"
"""Rows in no order are taken to be as near as on a disk that does not turn: else the planner reads all documents from the newest
on, for seconds, rather than ask the index for a few words."""


def write(rows: Sequence[IndexRow]) -> None:
    """Write or overwrite entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_searchentry ({COLUMNS}) SELECT * FROM unnest(%s::text[], %s::bigint[], %s::text[], %s::text[],"
            f" %s::text[], %s::timestamptz[]) ON CONFLICT (kind, object_id) DO UPDATE SET {OVERWRITE}",
            [list(column) for column in zip(*rows, strict=True)],
        )


def erase(kind: str, ids: Sequence[int]) -> None:
    """Delete entries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM search_searchentry WHERE kind = %s AND object_id = ANY(%s)", [kind, list(ids)]
        )


def learn(words: Iterable[str]) -> None:
    """Add words to the vocabulary."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_searchword(word) SELECT unnest(%s::text[]) ON CONFLICT DO NOTHING",
            [list(words)],
        )


def forget(words: Collection[str]) -> None:
    """Drop words from the vocabulary."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_searchword WHERE word = ANY(%s)", [list(words)])


def tidy(pages: int, *, first: bool) -> bool:
    """Nothing: autovacuum does it."""
    return False


def newest(question: Question, limit: int, *, title_only: bool) -> list[int]:
    """Ids of the newest entries that answer the question.

    Who may find them and of what kind they are is sieved first: merging the long lists of both into every question costs more
    than looking at some hundred rows.
    """
    mark = in_title if title_only else str
    *whole, last = ([mark(word) for word in words] for words in question.words)
    words = [*map(_any_of, whole), _any_of(last, begins=question.begins)]
    meant = [_any_of(some) for some in (question.scopes, question.kinds) if some is not None]
    if meant:
        found, complete = _sieve(words, meant, limit)
        if complete:
            return found
    return [pk for (pk,) in _looked_into(f"SELECT id {NEWEST}", [" & ".join([*words, *meant]), limit])]


def words_beginning(piece: str, shortest: int, longest: int, limit: int) -> list[str]:
    """Words of the vocabulary that begin with a piece and are so long."""
    return _words_like(f"{piece}%", shortest, longest, limit, order="word")


def words_containing(piece: str, shortest: int, longest: int, limit: int) -> list[str]:
    """Words of the vocabulary that contain a piece of at least three letters and are so long."""
    return _words_like(f"%{piece}%", shortest, longest, limit, order="id")


def occurs_in_title(word: str) -> bool:
    """Whether any title has this word."""
    return bool(
        _column(
            "SELECT id FROM search_searchentry WHERE document @@ %s::tsquery LIMIT 1", [f"'{in_title(word)}'"]
        )
    )


def _sieve(words: Sequence[str], meant: Sequence[str], limit: int) -> tuple[list[int], bool]:
    """Of the newest entries with all words those that are meant.

    :returns: ids, and whether they will do: enough of them, or all there are
    """
    rows = _looked_into(
        f"SELECT id, document @@ %s::tsquery FROM (SELECT id, document {NEWEST}) AS newest ORDER BY id DESC",
        [" & ".join(meant), " & ".join(words), limit],
    )
    found = [pk for pk, is_meant in rows if is_meant]
    return found, len(rows) < limit or len(found) >= ENOUGH


def _any_of(words: Iterable[str], *, begins: bool = False) -> str:
    """One of the words; the first of them, if it `begins` one, only as a beginning."""
    first, *others = (f"'{word}'" for word in words)
    return "(" + " | ".join([first + ":*" * begins, *others]) + ")"


def _words_like(pattern: str, shortest: int, longest: int, limit: int, *, order: str) -> list[str]:
    return _column(
        "SELECT word FROM search_searchword WHERE word LIKE %s AND length(word) BETWEEN %s AND %s "
        f"ORDER BY {order} LIMIT %s",
        [pattern, shortest, longest, limit],
    )


def _looked_into(sql: str, parameters: list) -> list[tuple]:
    """The answer to a question that looks into documents. What is sent as one is one transaction, planned as it says."""
    with connection.cursor() as cursor:
        cursor.execute(NEAR + sql + AS_EVER, parameters)
        cursor.nextset()
        return cursor.fetchall()


def _column(sql: str, parameters: list) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()]
