"""The canary crawl: everyone opens every address about every record, and reads only what the policies let them read.

Each record of the world carries words found nowhere else. Whatever comes back, page, fragment, search, file or header, may hold a
record's words only if its policy lets this actor do what reveals them.
"""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.access.addresses import ABSENT, Address, addresses
from tests.access.matrix import read_matrix
from tests.access.test_addresses import client_for
from tests.access.world import COMMON, Record, World

HARMLESS_TO_OPEN = {"account_logout"}
FRAGMENT = {"HX-Request": "true"}
WORDS = {
    "key": ("cases.open", "surveys.nps"),
    "token": ("x" * 43,),
    "record_type": ("people",),
    "uidb36": ("1",),
}
PLAIN = (({}, {}), ({}, FRAGMENT))
ASKED = (*PLAIN, ({"q": COMMON}, FRAGMENT), ({"side": "internal"}, {}), ({"state": "all"}, {}))
MATRIX = read_matrix()
COLUMNS = [column for column in MATRIX.columns if "/" not in column]


def paths(world: World, address: Address) -> Iterator[str]:
    """The address about every record that it can be about, and about one that does not exist."""
    words = [{}]
    for name in address.words:
        words = [{**one, name: value} for one in words for value in WORDS.get(name, ("x",))]
    for parts in words:
        if not address.ids:
            yield address.path(**parts)
        for pk in ids_for(world, address) if address.ids else ():
            yield address.path(**parts, **dict.fromkeys(address.ids, pk))


def ids_for(world: World, address: Address) -> list[int]:
    """Ids of the records that an address takes; of users for the pages about accounts."""
    kind = MATRIX.record_pages.get(address.name, {}).get("of")
    if kind is None:
        return [ABSENT, *(user.pk for user in world.users.values())]
    return [ABSENT, *(r.row.pk for r in world.records.values() if r.model.__name__ == kind)]


def answers(world: World, client: Client) -> Iterator[tuple[str, bytes]]:
    """Every address with what came back, headers included."""
    for address in addresses():
        if address.name in HARMLESS_TO_OPEN:
            continue
        for path in paths(world, address):
            for question, headers in ASKED if not address.ids else PLAIN:
                answer = client.get(path, question, headers=headers)
                assert answer.status_code < 500, f"{path} {question} broke"
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                yield f"{path} {question or ''}", content + repr(answer.headers).encode()


def holders(world: World) -> dict[bytes, Record]:
    """Canary → its record."""
    return {word.encode(): record for record in world.records.values() for word in record.canaries}


@pytest.mark.parametrize("column", COLUMNS)
def test_nobody_reads_what_is_not_theirs(world, column):
    client, actor = client_for(world, column), world.actor(column)
    foreign = {
        word: record for word, record in holders(world).items() if not record.is_open_to(actor, record.reveal)
    }
    leaks = {
        f"{where}: {record.name}"
        for where, what in answers(world, client)
        if b"cnry" in what
        for word, record in foreign.items()
        if word in what
    }
    assert not leaks, f"{column} reads what is not theirs:\n" + "\n".join(sorted(leaks))


def test_the_crawl_would_find_something(world):
    """Else it could pass by opening nothing: whoever leads Sales reads most of what Sales has."""
    client, actor = client_for(world, "bo"), world.actor("bo")
    own = {word for word, record in holders(world).items() if record.is_open_to(actor, record.reveal)}
    seen = b"".join(what for _where, what in answers(world, client))
    found = {word for word in own if word in seen}
    assert len(found) > len(own) / 2, sorted(holders(world)[word].name for word in own - found)


def test_a_search_finds_what_one_may_see_and_nothing_else(world):
    for column in COLUMNS:
        if column == "nobody":
            continue
        said = client_for(world, column).get("/search/", {"q": COMMON}).content
        actor = world.actor(column)
        for word, record in holders(world).items():
            if word in said:
                assert record.is_open_to(actor, record.reveal), f"{column} found {record.name}"
    assert b"cnry" in client_for(world, "bo").get("/search/", {"q": COMMON}).content
