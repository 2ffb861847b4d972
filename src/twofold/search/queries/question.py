"""What the engines are asked."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """Every word, or one of its likes, must occur; the last one only has to begin so, unless it is whole.

    :param words: for every word typed, the words that will do: first itself, then its likes
    :param scopes: words of scopes, of which one must be there; None: no limit
    :param kinds: words of kinds, of which one must be there; None: any kind
    :param is_whole: the last word is typed to its end
    """

    words: tuple[tuple[str, ...], ...]
    scopes: tuple[str, ...] | None
    kinds: tuple[str, ...] | None
    is_whole: bool = False

    @property
    def begins(self) -> bool:
        """Whether the last word typed may be a beginning: a single letter would begin too many."""
        return not self.is_whole and len(self.words[-1][0]) > 1
