"""What the engines are asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """Each word, or one of its likes, must occur; the last one only has to begin so.

    :param whole: for every word typed but the last, the words that will do
    :param begun: the beginnings of which one must occur
    :param scopes: words of scopes, of which one must be there; None: no limit
    :param kinds: words of kinds, of which one must be there; None: any kind
    """

    whole: tuple[tuple[str, ...], ...]
    begun: tuple[str, ...]
    scopes: tuple[str, ...] | None
    kinds: tuple[str, ...] | None
