"""Showing why something was found: the words of a text that answer to what was typed."""

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from rapidfuzz.distance import OSA

from twofold.search.queries.likeness import SHORTEST_MISSPELT, SHORTEST_PART, slips_of
from twofold.search.queries.words import WORD, fold, words_of


def marked(text: str, query: str) -> SafeString:
    """The text with ``<mark>`` around each word that was typed, begun, or misspelt in the query."""
    typed = words_of(query)
    pieces, behind = [], 0
    for found in WORD.finditer(text):
        if any(answers(fold(found[0]), word) for word in typed):
            pieces += [escape(text[behind : found.start()]), format_html("<mark>{}</mark>", found[0])]
            behind = found.end()
    return format_html_join("", "{}", ((piece,) for piece in [*pieces, text[behind:]]))


def answers(word: str, typed: str) -> bool:
    """Whether a folded word of a text begins as typed, contains it, or is within a slip of the pen of it."""
    if word.startswith(typed) or (len(typed) >= SHORTEST_PART and typed in word):
        return True
    if len(typed) < SHORTEST_MISSPELT or len(word) < SHORTEST_MISSPELT:
        return False
    slips = slips_of(typed)
    return OSA.distance(typed, word, score_cutoff=slips) <= slips
