"""By what records are found by an attribute: a folded text, a number, or both."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from twofold.directory.models.attribute import Attribute
from twofold.directory.models.attribute_values import Kept, Kind
from twofold.directory.models.names import sort_name

LONGEST_INDEXED = 120


class Entry(NamedTuple):
    """What an index row holds of a value."""

    text: str = ""
    number: Decimal | None = None


def entries(attribute: Attribute, kept: Kept) -> Sequence[Entry]:
    """The index rows of a value."""
    match attribute.kind:
        case Kind.TEXT:
            return (Entry(folded(kept)),)
        case Kind.NUMBER:
            return (Entry(number=Decimal(kept)),)
        case Kind.YES_NO:
            return (Entry(number=Decimal(kept)),)
        case Kind.MONEY:
            return (Entry(kept["currency"], Decimal(kept["minor"])),)
        case Kind.CHOICES:
            return tuple(map(Entry, kept))
    return (Entry(str(kept)),)


def folded(text: str) -> str:
    """A text as the index compares it: without case and accents, its beginning."""
    return sort_name(text)[:LONGEST_INDEXED]
