"""What speaks for two records being one, and what against it: the reasons that people read."""

from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from twofold.science.matching.records import Record

ALIKE = 0.85
"""From this likeness on, two names count as the same one written differently."""


@dataclass(frozen=True)
class Evidence:
    """The comparison of two records.

    :param name: how alike the names are, 0 to 1; 1 only for the same words
    :param agree: codes of what agrees: ``email``, ``phone``, ``address``, ``organization``, ``identifier``
    :param differ: codes of what both state differently: ``address``, ``country``, ``identifier:SCHEME``
    """

    name: float
    agree: frozenset[str]
    differ: frozenset[str]

    @property
    def reasons(self) -> list[list]:
        """As codes with their value, strongest first: ``["name", 0.93]``, ``["same", "email"]``, ``["different", "country"]``."""
        order = ("identifier", "email", "phone", "address", "organization")
        said: list[list] = [["same", code] for code in order if code in self.agree]
        said.append(["name", round(self.name, 2)] if self.name >= ALIKE else ["different", "name"])
        return said + [["different", code] for code in sorted(self.differ)]

    @property
    def same_number(self) -> bool:
        """Whether another system calls both by one number."""
        return "identifier" in self.agree

    @property
    def has_other_number(self) -> bool:
        """Whether another system tells the two apart: different values under one scheme."""
        return any(code.startswith("identifier:") for code in self.differ)


def compare(one: Record, other: Record) -> Evidence:
    """Compare two persons, or two organisations."""
    agree, differ = set(), set()
    for code, ours, theirs in (
        ("email", one.emails, other.emails),
        ("phone", one.phones, other.phones),
        ("organization", one.groups, other.groups),
        ("identifier", one.identifiers, other.identifiers),
    ):
        if ours & theirs:
            agree.add(code)
    if one.country and other.country and one.country != other.country:
        differ.add("country")
    address = same_address(one, other)
    if address is not None:
        (agree if address else differ).add("address")
    differ |= {f"identifier:{scheme}" for scheme in schemes_told_apart(one, other)}
    return Evidence(name_likeness(one, other), frozenset(agree), frozenset(differ))


def name_likeness(one: Record, other: Record) -> float:
    """Likeness of two names after Jaro and Winkler: of given and family name the weaker, whichever way round they stand."""
    if one.name and sorted(one.name.split()) == sorted(other.name.split()):
        return 1.0
    whole = JaroWinkler.similarity(one.name, other.name)
    if not (one.given and one.family and other.given and other.family):
        return min(whole, 0.99)
    straight = _weaker(one.given, other.given, one.family, other.family)
    crossed = _weaker(one.given, other.family, one.family, other.given)
    return min(max(straight, crossed), 0.99)


def same_address(one: Record, other: Record) -> bool | None:
    """Whether street and place are the same; None if one of them states no street, or no place."""
    if not (one.street and other.street):
        return None
    places = [
        ours == theirs
        for ours, theirs in ((one.postcode, other.postcode), (one.city, other.city))
        if ours and theirs
    ]
    return one.street == other.street and any(places) if places else None


def schemes_told_apart(one: Record, other: Record) -> set[str]:
    """Schemes under which the two have different identifiers and none in common."""
    ours, theirs = _by_scheme(one), _by_scheme(other)
    return {scheme for scheme in ours.keys() & theirs.keys() if not ours[scheme] & theirs[scheme]}


def _by_scheme(record: Record) -> dict[str, set[str]]:
    values: dict[str, set[str]] = {}
    for identifier in record.identifiers:
        scheme, _sign, value = identifier.partition("=")
        values.setdefault(scheme, set()).add(value)
    return values


def _weaker(one: str, other: str, third: str, fourth: str) -> float:
    return min(JaroWinkler.similarity(one, other), JaroWinkler.similarity(third, fourth))
