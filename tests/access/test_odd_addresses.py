"""What no id, no day, no token and no text can be is refused or absent, and breaks no page."""

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from django.http import QueryDict
from django.test import Client

from tests.access.addresses import ABSENT, Address, addresses
from tests.access.matrix import read_matrix
from tests.access.test_addresses import client_for
from tests.access.world import World

TOKENS = ("page", "before", "after")
"""Refused first: a page that reads one of these looks at nothing else then."""
ODD = tuple(map(quote, ("9" * 25, str(2**63), "²", '{"all":1}', "2026-02-30T25:61:00Z", "A" * 9_000))) + (
    "%00",
    "%FF",
    "9999-12-31T23:59:59-14:00",
    "1&{name}=2",
)
ODD_WORDS = ("\x00", "é" * 300, "..", "a b", "%", "1" * 25)
ODD_RULES = (
    '{"all":[{"field":"created_at","op":"on","value":["9999-12-31"]}]}',
    '{"all":[{"field":"created_at","op":"after","value":["0001-01-01"]}]}',
    '{"all":[{"field":"name","op":"contains","value":["\\ud800"]}]}',
    '{"all":[{"field":{"a":1},"op":["x"],"value":{"a":2}}]}',
    "[" * 3_000,
)
MEANT = {"name": "party", "field": "country", "key": "cases.open", "record_type": "people"}
RECORD_PAGES = read_matrix().record_pages


def pages(world: World) -> Iterator[tuple[Address, str]]:
    """Every address, about a record that there is."""
    for address in addresses():
        if address.name != "account_logout":
            kind = RECORD_PAGES.get(address.name, {}).get("of", "")
            ids = (one.row.pk for one in world.records.values() if type(one.row).__name__ == kind)
            meant = {word: MEANT.get(word, "x") for word in address.words}
            yield address, address.path(**dict.fromkeys(address.ids, next(ids, ABSENT)), **meant)


@pytest.fixture
def read(monkeypatch) -> set[str]:
    """Names of everything that pages have looked for behind their addresses."""
    names: set[str] = set()

    def noting(held: Callable) -> Callable:
        return lambda this, name, *default: names.add(name) or held(this, name, *default)

    for method in ("get", "getlist", "__getitem__", "__contains__"):
        monkeypatch.setattr(QueryDict, method, noting(getattr(QueryDict, method)))
    return names


def is_broken(client: Client, path: str) -> bool:
    answer = client.get(path)
    return answer.status_code not in (200, 204, 301, 302, 400, 403, 404, 405, 409, 422)


def test_whatever_stands_behind_an_address_breaks_no_page(world, read):
    client, broken = client_for(world, "chidi"), []
    for _address, path in pages(world):
        read.clear()
        broken += [path] if is_broken(client, path) else []
        tokens, others = read & {*TOKENS}, read - {*TOKENS, "csrfmiddlewaretoken"}
        for names in filter(None, (tokens, others)):
            for odd in ODD:
                asked = "&".join(
                    f"{name}={odd.format(name=name) if '&' in odd else odd}" for name in sorted(names)
                )
                broken += [f"{path}?{asked[:200]}"] if is_broken(client, f"{path}?{asked}") else []
    assert not broken, "\n".join(broken)


def test_whatever_stands_in_an_address_breaks_no_page(world):
    client, broken = client_for(world, "chidi"), []
    for address, path in pages(world):
        meant = {word: MEANT.get(word, "x") for word in address.words}
        for number in (2**63, 10**25) if address.ids else ():
            odd = address.path(**dict.fromkeys(address.ids, number), **meant)
            broken += [odd] if client.get(odd).status_code not in (403, 404, 405) else []
        for word in address.words if address.route.count("<str") or "(?P" in address.route else ():
            *others, last = path.rsplit(meant[word], 1)
            for odd in ODD_WORDS:
                there = quote(odd).join((*others, last))
                broken += [there] if is_broken(client, there) else []
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("rules", ODD_RULES)
def test_odd_rules_are_left_out(world, rules):
    client = client_for(world, "chidi")
    for page in ("/parties/", "/lists/party/rules/", "/lists/party/count/"):
        assert client.get(page, {"rules": rules}).status_code == 200
