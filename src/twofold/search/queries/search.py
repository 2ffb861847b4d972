"""Finding things."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from twofold.core.setwise import among
from twofold.search.engines import engine
from twofold.search.models import SearchEntry
from twofold.search.queries.likeness import similar_words
from twofold.search.queries.question import Question
from twofold.search.queries.words import in_scope, of_kind, words_of

MOST_WORDS = 8
LONGEST_QUERY = 400
RANKED = 500
SIMILAR_WORDS = 8
SNIPPET = 160


@dataclass(frozen=True)
class Hit:
    """A record that was found. Whoever shows it looks it up again through the gate of its room.

    :param snippet: a piece of the body around the first word found, or its beginning
    """

    kind: str
    object_id: int
    title: str
    snippet: str
    at: datetime


def search(
    query: str, *, scopes: frozenset[str] | None, kinds: Collection[str] | None = None, limit: int = 20
) -> list[Hit]:
    """The best of the newest records in which all words of the query occur, the last one as a beginning.

    Titles come before bodies; when there is nothing, words that contain what was typed or look like it are tried. Any text
    may be asked for; none raises.

    :param scopes: what the asking actor may find, e.g. ``{"u7", "staff"}``; None finds everything
    :param kinds: only these kinds of records
    """
    typed = words_of(query[:LONGEST_QUERY])[:MOST_WORDS]
    if not typed or scopes == frozenset() or (kinds is not None and not kinds):
        return []
    who = None if scopes is None else tuple(sorted(in_scope(scope) for scope in scopes))
    what = None if kinds is None else tuple(sorted(of_kind(kind) for kind in kinds))
    plain = tuple((word,) for word in typed)
    # An address ends in words like "com" that begin in a million others: it is taken to be typed to its end, unless
    # something has all of its words but the last.
    is_address = "@" in query
    ids = _newest(Question(plain, who, what, is_whole=True)) if is_address else []
    if not ids and (not is_address or _newest(Question(plain[:-1] or plain, who, what, is_whole=True))):
        ids = _newest(Question(plain, who, what))
    if not ids:
        ids = _newest(Question(_with_likes(typed, query), who, what, is_whole=is_address))
    return [
        Hit(kind, object_id, title, _snippet(body, typed), at)
        for kind, object_id, title, body, at in _best(ids, typed, kinds)[:limit]
    ]


def _with_likes(typed: list[str], query: str) -> tuple[tuple[str, ...], ...]:
    """Each word with those like it; where an address is hosted is taken as typed, since half the register shares it."""
    own = len(words_of(query.partition("@")[0]))
    return tuple(
        (word, *similar_words(word, SIMILAR_WORDS)) if place < own else (word,)
        for place, word in enumerate(typed)
    )


def _newest(question: Question) -> list[int]:
    """Ids of the newest entries that answer the question, those with all words in the title first."""
    in_title = engine().newest(question, RANKED, title_only=True)
    anywhere = (
        engine().newest(question, RANKED - len(in_title), title_only=False) if len(in_title) < RANKED else []
    )
    return list({*in_title, *anywhere})


def _best(ids: Collection[int], typed: list[str], kinds: Collection[str] | None) -> list[tuple]:
    """What is shown of entries, those first whose titles answer best, and of these the newest."""
    newest = SearchEntry.objects.filter(pk__in=among(ids)).order_by("-at", "-pk")
    rows = newest.values_list("kind", "object_id", "title", "body", "at")
    if kinds is not None:  # asked here: SQLite reads all of a kind for it
        rows = [row for row in rows if row[0] in kinds]
    return sorted(rows, key=lambda row: _rank(row[2], typed), reverse=True)


def _rank(title: str, typed: list[str]) -> tuple:
    """What sorts hits: the very title, its beginning, whole words in the title, beginnings in the title."""
    words = words_of(title)
    begins = " ".join(words).startswith(" ".join(typed))
    whole = sum(word in words for word in typed)
    parts = sum(any(word.startswith(one) for word in words) for one in typed)
    return (words == typed, begins, whole, parts)


def _snippet(body: str, typed: list[str]) -> str:
    """A piece of the body around the first word found."""
    found = [at for at in (body.lower().find(word) for word in typed) if at >= 0]
    start = max(0, min(found, default=0) - SNIPPET // 4)
    if start:
        start = body.find(" ", start) + 1 or start
    piece = body[start : start + SNIPPET]
    return ("… " if start else "") + piece + (" …" if start + SNIPPET < len(body) else "")
