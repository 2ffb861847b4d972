"""Every address of the site and every operation of the API, found in the URL patterns, with the records they can be about."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter

ABSENT = 987654321
API_PAGES = ("api:docs", "api:schema")


@dataclass(frozen=True)
class Address:
    """One route.

    :param name: with its namespace, e.g. ``cases:case-detail``; the route itself if it has no name
    :param ids: names of its parts that are numbers
    :param words: names of its other parts
    """

    name: str
    route: str
    ids: tuple[str, ...]
    words: tuple[str, ...]
    pattern: URLPattern

    def path(self, **parts: object) -> str:
        """The address with its parts filled in."""
        if self.name == self.route:
            return "/" + self.route
        return reverse(self.name, kwargs=parts)

    @property
    def is_operation(self) -> bool:
        """Whether it is for programs with a token."""
        return self.name.startswith("api:") and self.name not in API_PAGES


def addresses() -> list[Address]:
    """All pages, in the order in which they are tried."""
    return [address for address in _walk(get_resolver(), "", "") if not address.is_operation]


def operations() -> list[Address]:
    """All operations of the API."""
    return [address for address in _walk(get_resolver(), "", "") if address.is_operation]


def _walk(resolver: URLResolver, route: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, here, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)
            continue
        converters = entry.pattern.converters
        groups = getattr(getattr(entry.pattern, "regex", None), "groupindex", {})
        ids = tuple(name for name, kind in converters.items() if isinstance(kind, IntConverter))
        words = tuple(name for name in (*converters, *(groups if not converters else ())) if name not in ids)
        yield Address(f"{namespace}{entry.name}" if entry.name else here, here, ids, words, entry)
