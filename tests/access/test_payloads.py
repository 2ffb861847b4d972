"""Ids that somebody writes into a form by hand: what is not theirs comes back in no answer and stays as it was."""

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.access.test_addresses import client_for
from tests.access.test_canaries import holders
from tests.access.world import World
from twofold.core.plates import house
from twofold.directory.models import Party

VALUES = {
    "party": {"do-language": "set", "to-language": "ar"},
    "case": {"do-assignee": "clear"},
    "offering": {"do-is_active": "set", "to-is_active": "no"},
    "expectation": {"do-strategy": "set", "to-strategy": "another"},
}


def forms(world: World) -> Iterator[tuple[str, dict]]:
    """Every form that takes ids besides the one in its address, with the ids of everything there is."""
    for kind in house().every("lists"):
        ids = {"ids": world.ids_of(kind.model)}
        for step in ("", "preview", "run"):
            yield f"/lists/{kind.name}/edit/", ids | VALUES.get(kind.name, {}) | {"step": step}
        for way in ("csv", "json"):
            yield f"/lists/{kind.name}/export/", ids | {"as": way}
    parties = world.ids_of(Party)
    yield "/lists/party/together/merge/", {"ids": parties}
    for pk in parties:
        yield f"/parties/merge/?ids={pk},{parties[0]}", {"survivor": pk}
        yield "/relationships/new/", {"provider": world.units["it"].pk, "customer": f"#{pk}", "party": pk}
        yield "/cases/new/", {"party": pk, "customer": pk, "kind": "question", "title": "x"}
    for unit in world.units.values():
        yield "/lists/party/views/", {"name": f"view {unit.pk}", "unit": unit.pk}
    for page in ("/notifications/seen/", "/palette/opened/"):
        yield page, {"notice": 1, "path": f"/parties/{parties[-1]}/"}


def answer(client: Client, path: str, form: dict) -> bytes:
    said = client.post(path, form, follow=True)
    assert said.status_code < 500, path
    return b"".join(said.streaming_content) if said.streaming else said.content


@pytest.mark.parametrize("column", ["vera", "bo", "mallory", "dana"])
def test_nothing_of_others_is_read_or_changed_by_naming_it(world, column):
    client, actor = client_for(world, column), world.actor(column)
    theirs = {word: one.is_readable_by(actor) for word, one in holders(world).items()}
    kept = {
        one.name: model_values(one.row)
        for one in world.records.values()
        if not one.is_open_to(actor, "work") and not one.is_open_to(actor, "lead")
    }
    leaks, seen = set(), set()
    for path, form in forms(world):
        said = answer(client, path, form)
        seen |= {word for word in theirs if word in said}
        leaks |= {
            f"{path}: {holders(world)[word].name}" for word in theirs if not theirs[word] and word in said
        }
    assert not leaks, "\n".join(sorted(leaks))
    assert len(seen) > 3 or column == "dana"
    assert {name for name, values in kept.items() if model_values(world.records[name].row) != values} == set()


def model_values(row) -> dict | None:
    manager = type(row).objects
    rows = manager.system("a test looks") if hasattr(manager, "system") else manager
    return rows.filter(pk=row.pk).values().first()
