"""What an export of another system is known by, and what its columns mean here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from twofold.workspace.queries.columns import normalized


@dataclass(frozen=True)
class KnownExport:
    """One kind of file that another system writes. Headers are compared in lower case, by letters and digits only.

    :param label: how it is called, e.g. "HubSpot contacts"
    :param record_type: name of the record type that it becomes
    :param signs: sets of headers; a file that has all of one of them is such an export
    :param mapping: header → field
    :param keys: headers by which a line is known again; the first that the file has is used
    :param options: of the record type, as far as the usual ones do not fit
    :param note: what to see to before importing, in a sentence
    """

    label: str
    record_type: str
    signs: tuple[frozenset[str], ...]
    mapping: Mapping[str, str]
    keys: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def is_in(self, headers: Sequence[str]) -> bool:
        """Whether a file with these headers is such an export."""
        bare = {bare_header(header) for header in headers}
        return any(sign <= bare for sign in self.signs)

    def mapping_of(self, headers: Sequence[str]) -> dict[str, str]:
        """Header as in the file → field, each field once."""
        found: dict[str, str] = {}
        by_name = {bare_header(header): header for header in reversed(headers)}
        for name, target in self.mapping.items():
            if name in by_name and target not in found.values():
                found[by_name[name]] = target
        return {header: found[header] for header in headers if header in found}

    def key_of(self, headers: Sequence[str]) -> tuple[str, ...]:
        """The header by which a line is known again, as in the file."""
        by_name = {bare_header(header): header for header in reversed(headers)}
        return next(((by_name[name],) for name in self.keys if name in by_name), ())


def bare_header(header: str) -> str:
    """A header without what connectors put before it."""
    return normalized(header.removeprefix("property_").removesuffix("__c"))


def signs(*alternatives: str) -> tuple[frozenset[str], ...]:
    """Sets of headers, each written as words between blanks."""
    return tuple(frozenset(words.split()) for words in alternatives)
