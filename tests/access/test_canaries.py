"""The canary crawl: everyone opens every address about every record, and reads only what the policies let them read.

Each record of the world carries words found nowhere else. Whatever comes back, page, fragment, search, file or header, may hold a
record's words only if its policy lets this actor do what reveals them.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from tests.access.addresses import ABSENT, Address, addresses
from tests.access.matrix import columns_to_crawl, read_matrix
from tests.access.test_addresses import client_for, opens
from tests.access.world import COMMON, Record, World

HARMLESS_TO_OPEN = {"account_logout"}
FRAGMENT = {"HX-Request": "true"}
WORDS = {
    "key": ("cases.open", "surveys.nps"),
    "token": ("x" * 43,),
    "record_type": ("people",),
    "uidb36": ("1",),
}
AGAIN = (({}, FRAGMENT), ({"q": COMMON}, {}), ({"side": "internal"}, FRAGMENT), ({"state": "all"}, {}))
MATRIX = read_matrix()
CANARY = re.compile(rb"cnry[0-9a-f]{12}")
TOLD_BESIDES = {("mallory", "/room/"): "a customer of Sales (Dana)"}
"""Who reads, on addresses of that end, the name of whom no policy shows them: a mediator knows the sides of the conflict."""
COLUMNS = ["vera", "bo", "chidi", "eli", "mallory", "hana", "audra", "tess", "dana", "nobody"]
AT_THE_PORTAL = [
    "dana/portal",
    "eli/portal",
    "amina/portal",
    "chidi/portal",
    "mallory/portal",
    "nobody/portal",
]


def paths(world: World, address: Address, is_open: Callable[[str, str, str], bool]) -> Iterator[str]:
    """The address about every record that it can be about for someone.

    What is hidden from them is to the byte what does not exist: test_addresses.py has asked for all of it.
    """
    words = [{}]
    for name in address.words:
        words = [{**one, name: value} for one in words for value in WORDS.get(name, ("x",))]
    for parts in words:
        if not address.ids:
            yield address.path(**parts)
        for pk in ids_for(world, address, is_open) if address.ids else ():
            yield address.path(**parts, **dict.fromkeys(address.ids, pk))


def ids_for(world: World, address: Address, is_open: Callable[[str, str, str], bool]) -> Iterator[int]:
    """Ids of the records that an address takes; of users for the pages about accounts."""
    what = MATRIX.record_pages.get(address.name)
    if what is None:
        yield from (ABSENT, *(user.pk for user in world.users.values()))
        return
    for record in world.records.values():
        doors = (what.get("seen by", "view"), what["needs"])
        if record.model.__name__ == what["of"] and any(
            is_open(record.name, address.name, door) for door in doors
        ):
            yield record.row.pk


def answers(world: World, client: Client, column: str) -> Iterator[tuple[str, bytes]]:
    """Every address on the column's side with what came back, headers included; open ones are asked again in other ways."""
    is_open = opens(world, column.partition("/")[0])
    for address in addresses():
        is_of_portal = address.name.startswith("portal")
        if address.name in HARMLESS_TO_OPEN or is_of_portal != column.endswith("/portal"):
            continue
        for path in paths(world, address, is_open):
            status, content = read(client, path, {}, {})
            yield path, content
            if status == 405:  # takes forms only
                break
            for question, headers in AGAIN if not address.ids else AGAIN[:1]:
                if status == 200:
                    yield f"{path} {question}", read(client, path, question, headers)[1]


def read(client: Client, path: str, question: dict, headers: dict) -> tuple[int, bytes]:
    """Status, and body with headers."""
    answer = client.get(path, question, headers=headers)
    assert answer.status_code < 500, f"{path} {question} broke"
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content + repr(answer.headers).encode()


def holders(world: World) -> dict[bytes, Record]:
    """Canary → its record."""
    return {word.encode(): record for record in world.records.values() for word in record.canaries}


@pytest.mark.parametrize("column", columns_to_crawl(COLUMNS + AT_THE_PORTAL))
def test_nobody_reads_what_is_not_theirs(world, column):
    """And they do read most of what is theirs, else the crawl could pass by opening nothing."""
    client, actor = client_for(world, column.partition("/")[0]), world.actor(column)
    is_theirs = {word: record.is_readable_by(actor) for word, record in holders(world).items()}
    assert all(map(CANARY.fullmatch, is_theirs))  # else none of them would be found
    leaks, seen = set(), set()
    for where, what in answers(world, client, column):
        here = is_theirs.keys() & CANARY.findall(what)
        besides = next(
            (name for (who, end), name in TOLD_BESIDES.items() if who == column and f"{end} " in f"{where} "),
            "",
        )
        names = {holders(world)[word].name for word in here if not is_theirs[word]} - {besides}
        leaks |= {f"{where}: {name}" for name in names}
        seen |= here
    assert not leaks, f"{column} reads what is not theirs:\n" + "\n".join(sorted(leaks))
    if column in ("bo", "chidi", "hana"):
        assert len(seen) > sum(is_theirs.values()) / 2


def test_a_search_finds_what_one_may_see_and_nothing_else(world):
    for column in set(COLUMNS) - {"nobody"}:
        said = client_for(world, column).get("/search/", {"q": COMMON}).content
        actor = world.actor(column)
        for word, record in holders(world).items():
            if word in said:
                assert record.is_readable_by(actor), f"{column} found {record.name}"
    assert b"cnry" in client_for(world, "bo").get("/search/", {"q": COMMON}).content
