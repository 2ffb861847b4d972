"""The round or square sign beside a name: initials for people, an icon for everything else."""

from zlib import crc32

TONES = 6


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name: "Dana van Buy" → DB."""
    words = [word for word in name.replace(",", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def tone(name: str) -> int:
    """A number from 1 to 6 that stays with the name, so that a person keeps one color."""
    return crc32(name.encode()) % TONES + 1
