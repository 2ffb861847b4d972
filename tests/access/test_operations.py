"""Every operation of the API against `operations.yaml`: none is missing, each answers for whom it should, none tells of more."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from django.http import HttpResponse
from django.test import Client

from tests.access.addresses import ABSENT, operations
from tests.access.matrix import columns_to_crawl
from tests.access.test_addresses import MATRIX, everything, targets
from tests.access.test_canaries import holders
from tests.access.world import COMMON, World
from tests.programs import make_token
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide, Actor
from twofold.directory.models import Affiliation, Party

WRITTEN = yaml.safe_load(Path(__file__).with_name("operations.yaml").read_text(encoding="utf-8"))
ABOUT_ONE = WRITTEN["about one record"]
OPERATIONS = {operation.name.removeprefix("api:"): operation for operation in operations()}
COLUMNS = [column for column in MATRIX.columns if "/" not in column and column != "nobody"]
LISTS = (
    *("list_parties", "list_relationships", "list_dealings", "list_cases"),
    *("list_channels", "list_conversations", "list_messages"),
)


class Asker:
    """A program with all scopes of a user, who has used it just now."""

    def __init__(self, world: World, column: str) -> None:
        user = world.users[column]
        self.actor: Actor = actor_for(user, ActingSide.API)
        headers = {"Authorization": f"Bearer {make_token(user)}"}
        self.client = Client(headers=headers, raise_request_exception=False)
        self.client.get("/api/v1/me")

    def ask(self, name: str, body: dict, **parts: int) -> HttpResponse:
        """The operation's answer."""
        verb, _, _ = name.partition("_")
        method = {"read": "get", "list": "get", "change": "patch", "delete": "delete"}.get(verb, "post")
        path = OPERATIONS[name].path(**parts)
        if method == "get":
            return self.client.get(path, body)
        return getattr(self.client, method)(path, body, content_type="application/json")


def body_of(world: World, what: dict) -> dict:
    """What to send, with ids in place of the names of units."""
    sent = dict(what.get("send", {}))
    return sent | ({"unit": world.units[sent["unit"]].pk} if "unit" in sent else {})


def asked(world: World, asker: Asker) -> Iterator[tuple[str, dict, object, dict]]:
    """Each operation about each record that it can be about."""
    for name, what in ABOUT_ONE.items():
        for record, parts in targets(world, what):
            yield name, what, record, parts


def test_every_operation_is_written_down():
    assert {*ABOUT_ONE, *WRITTEN["about no record"]} == set(OPERATIONS)


def test_no_operation_answers_without_a_token(client):
    for operation in OPERATIONS.values():
        path = operation.path(**dict.fromkeys(operation.ids, 1))
        answers = {getattr(client, method)(path).status_code for method in ("get", "post", "patch", "delete")}
        assert answers <= {401, 405} and 401 in answers, operation.name


def test_no_operation_answers_a_session(world, client):
    client.force_login(world.users["chidi"])
    for operation in OPERATIONS.values():
        path = operation.path(**dict.fromkeys(operation.ids, 1))
        assert client.get(path).status_code in (401, 405), operation.name


@pytest.mark.parametrize("column", columns_to_crawl(COLUMNS))
def test_what_is_not_permitted_is_refused_and_changes_nothing(world, column):
    """Hidden and absent look the same to the byte."""
    asker, wrong = Asker(world, column), []
    before = everything()
    for name, what, record, parts in asked(world, asker):
        if record.is_open_to(asker.actor, what["needs"]):
            continue
        answer = asker.ask(name, body_of(world, what), **parts)
        if record.is_open_to(asker.actor, what.get("seen by", "view")):
            if answer.status_code != 403:
                wrong.append(f"{name} ({record.name}): should be refused, is {answer.status_code}")
            continue
        absent = asker.ask(name, body_of(world, what), **{**parts, "pk": ABSENT})
        if answer.status_code != 404 or answer.content != absent.content:
            wrong.append(f"{name} ({record.name}): should be hidden, is {answer.status_code}")
    assert not wrong, "\n".join(wrong)
    after = everything()
    assert {table for table in before if before[table] != after[table]} == set()


@pytest.mark.parametrize("column", columns_to_crawl(COLUMNS))
def test_what_is_permitted_is_answered(world, column):
    """It may still be impossible, e.g. what would reopen a case that is open."""
    asker, wrong = Asker(world, column), []
    allowed = [one for one in asked(world, asker) if one[2].is_open_to(asker.actor, one[1]["needs"])]
    for name, what, record, parts in sorted(allowed, key=lambda one: one[0] == "transfer_case"):
        status = asker.ask(name, body_of(world, what), **parts).status_code
        if status not in (200, 201, 204, 409, 422):
            wrong.append(f"{name} ({record.name}): should be answered, is {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("column", columns_to_crawl(COLUMNS))
def test_nobody_reads_what_is_not_theirs(world, column):
    """But for the names of the groups to which a party belongs whose affiliations they may read."""
    asker = Asker(world, column)
    groups = set(Affiliation.objects.visible_to(asker.actor).values_list("group_id", flat=True))
    foreign = {
        word: record
        for word, record in holders(world).items()
        if not record.is_open_to(asker.actor, record.reveal)
        if not (record.model is Party and record.row.pk in groups)
    }
    answers = [(name, asker.ask(name, {"limit": 200})) for name in LISTS]
    answers += [("search", asker.ask("list_parties", {"q": COMMON}))]
    answers += [("resolved", asker.ask("list_cases", {"state": "resolved"}))]
    for name, _what, record, parts in asked(world, asker):
        if name.startswith(("read_", "list_")):
            answers.append((f"{name} ({record.name})", asker.ask(name, {}, **parts)))
    assert {answer.status_code for _, answer in answers} <= {200, 404}
    leaks = {
        f"{where}: {record.name}"
        for where, answer in answers
        for word, record in foreign.items()
        if word in answer.content
    }
    assert not leaks
