"""Every address of the site against the matrix: none is missing, each opens for whom it should, none gives away what exists."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from tests.access.addresses import ABSENT, Address, addresses
from tests.access.matrix import Matrix, columns_to_crawl, read_matrix
from tests.access.world import COMMON, World
from twofold.core.actor import Actor

MATRIX = read_matrix()
ADDRESSES = {address.name: address for address in addresses()}
STAFF_COLUMNS = [column for column in MATRIX.columns if "/" not in column]
OPEN, HIDDEN, REFUSED, UNFINISHED, SIGN_IN = "open", "hidden", "refused", "to be filled in", "sign in"
ENTRANCES = ("/accounts/login/", "/portal/sign-in/")
NOISE = re.compile(rb'(?:csrfmiddlewaretoken" value="|csrf-token" content=")[^"]+')


def client_for(world: World, column: str) -> Client:
    client = Client(raise_request_exception=False)
    if column != "nobody":
        client.force_login(world.users[column])
    return client


def actor_at(world: World, column: str, page: str) -> Actor:
    """Who a column is at a page: in the portal, whoever signs in is a customer."""
    return world.actor(f"{column}/portal" if page.startswith("portal") else column)


def opens(world: World, column: str) -> Callable[[str, str, str], bool]:
    """`is_open(record, page, action)`: what the policy says to a column at a page, asked once."""
    sides = {True: actor_at(world, column, "portal:"), False: actor_at(world, column, "")}

    @cache
    def said(record: str, action: str, in_portal: bool) -> bool:
        return world.records[record].is_open_to(sides[in_portal], action)

    return lambda record, page, action: said(record, action, page.startswith("portal"))


def kind_of(answer) -> str:
    """open, hidden (404), refused (403), a form to be filled in again (422), or asked to sign in."""
    if answer.status_code in (301, 302) and answer["Location"].startswith(ENTRANCES):
        return SIGN_IN
    return {404: HIDDEN, 403: REFUSED, 422: UNFINISHED}.get(answer.status_code, OPEN)


def in_public_or_elsewhere(matrix: Matrix) -> set[str]:
    return set(matrix.public) | set(matrix.elsewhere)


def test_every_address_is_in_the_matrix():
    written = {*MATRIX.pages, *MATRIX.record_pages, *in_public_or_elsewhere(MATRIX)}
    missing, gone = set(ADDRESSES) - written, written - set(ADDRESSES)
    assert not missing, (
        f"{', '.join(sorted(missing))}: add each to tests/access/matrix.yaml: under `pages` if it is about no record, under "
        "`record pages` with the model (`of`) and the action (`needs`), or under `public` or `checked elsewhere` with the reason."
    )
    assert not gone, (
        f"{', '.join(sorted(gone))}: no such address any more; remove it from tests/access/matrix.yaml."
    )


def test_every_address_but_the_public_ones_asks_to_sign_in():
    for name, address in ADDRESSES.items():
        view = address.pattern.callback
        assert getattr(view, "login_required", True) == (name not in MATRIX.public), name


def test_no_record_page_takes_an_id_for_which_it_was_not_written():
    for name, what in MATRIX.record_pages.items():
        own = () if "asks" in what else ("pk",)
        assert {*own, *what.get("with", {})} == set(ADDRESSES[name].ids), name


@pytest.mark.parametrize("column", STAFF_COLUMNS)
def test_pages_about_no_record_open_for_whom_they_should(world, column):
    client, wrong = client_for(world, column), []
    for page, words in MATRIX.pages.items():
        word = dict(zip(MATRIX.columns, words, strict=True))[column]
        address = ADDRESSES[page]
        found = kind_of(ask(client, "get", address.path()))
        wanted = (SIGN_IN,) if column == "nobody" else (REFUSED, HIDDEN) if word == "deny" else (OPEN,)
        if found not in wanted:
            wrong.append(f"{page}: written {word}, found {found}")
    assert not wrong, f"{column}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("column", columns_to_crawl(STAFF_COLUMNS))
def test_pages_about_a_record_open_for_whom_the_record_does(world, column):
    """Hidden and absent look the same to the byte; what is visible but not permitted is refused in words."""
    client, wrong, absent = client_for(world, column), [], {}
    is_open, sent = opens(world, column), form(world)
    for page, what in MATRIX.record_pages.items():
        address, method = ADDRESSES[page], "get"
        for record, parts in targets(world, what):
            is_seen = is_open(record.name, page, what.get("seen by", "view"))
            is_allowed = is_open(record.name, page, what["needs"])
            path, nowhere = place(address, what, parts), place(address, what, {**parts, "pk": ABSENT})
            if method == "get":
                answer = ask(client, "get", path)
                if answer.status_code == 405:  # takes forms only, whatever it is about
                    method = "post"
            if method == "post":
                if is_allowed and is_seen:
                    continue
                answer = ask(client, "post", path, sent)
            found = kind_of(answer)
            if column == "nobody":
                wanted = (SIGN_IN,)
            elif is_allowed:
                wanted = (OPEN, HIDDEN) if "may refuse" in what else (OPEN,)
            else:
                wanted = (REFUSED, UNFINISHED) if is_seen else (HIDDEN,)
            if found not in wanted or answer.status_code == 500:
                wrong.append(
                    f"{path} ({record.name}): should be {' or '.join(wanted)}, is {answer.status_code}"
                )
            elif found == HIDDEN and not is_seen:
                if nowhere not in absent:
                    absent[nowhere] = quiet(ask(client, method, nowhere, sent if method == "post" else {}))
                if quiet(answer) != absent[nowhere]:
                    wrong.append(f"{path} ({record.name}): hidden and absent differ")
    assert not wrong, f"{column}:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "column", columns_to_crawl(["vera", "eli", "mallory", "audra", "tess", "dana", "nobody"])
)
def test_forms_sent_without_the_right_change_nothing(world, column):
    client = client_for(world, column)
    before = everything()
    is_open = opens(world, column)
    for page, what in MATRIX.record_pages.items():
        for record, parts in targets(world, what):
            if not is_open(record.name, page, what.get("changes with", what["needs"])):
                ask(client, "post", place(ADDRESSES[page], what, parts), form(world))
    for page, words in MATRIX.pages.items():
        if dict(zip(MATRIX.columns, words, strict=True))[column] == "deny" or column == "nobody":
            ask(client, "post", ADDRESSES[page].path(), form(world))
    after = everything()
    assert {table for table in before if before[table] != after[table]} == set()


def targets(world: World, what: dict):
    """The records that a page can be about, with the parts of its address."""
    for record in world.records.values():
        if record.model.__name__ != what["of"]:
            continue
        if "kind" in what and record.row.kind not in what["kind"]:
            continue
        parts = {"pk": record.row.pk}
        for part, path in what.get("with", {}).items():
            label, field = path.rsplit(".", 1)
            model = apps.get_model(label)
            manager = model.objects.system("test") if hasattr(model.objects, "system") else model.objects
            found = manager.filter(**{field: record.row.pk}).order_by("pk").first()
            parts[part] = found and found.pk
        if None not in parts.values():
            yield record, parts


def place(address: Address, what: dict, parts: dict) -> str:
    """The address about one record; some pages take its id as a question behind the address."""
    if "asks" not in what:
        return address.path(**parts)
    others = {name: value for name, value in parts.items() if name != "pk"}
    return f"{address.path(**others)}?{what['asks']}={parts['pk']}"


def ask(client: Client, method: str, path: str, form: dict | None = None):
    return getattr(client, method)(path, form or {})


def quiet(answer) -> tuple:
    """An answer without what differs each time."""
    headers = {name: value for name, value in answer.headers.items() if name not in ("Content-Length",)}
    return answer.status_code, NOISE.sub(b"", answer.content), headers


def form(world: World) -> dict:
    """Something for every field that a form might have."""
    words = (
        "body",
        "text",
        "title",
        "name",
        "reason",
        "resolution",
        "answer",
        "note",
        "value",
        "statement",
        "purpose",
    )
    return {
        **dict.fromkeys(words, COMMON),
        "unit": world.units["it"].pk,
        "to": world.units["it"].pk,
        "parent": world.units["root"].pk,
        "assignee": world.users["mallory"].person_id,
        "party": world.users["dana"].person_id,
        "customer": world.users["dana"].person_id,
        "group": world.units["it"].pk,
        "level": 3,
        "kind": "email",
        "side": "internal",
        "email": "mallory2@twofold.example",
        "capabilities": ["administer"],
        "scopes": ["cases:read"],
        "expires_on": "2026-12-24",
        "day": "2026-12-24",
    }


def everything() -> dict[str, list]:
    """All rows of all our tables, but for sessions and what only says when someone was here."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in ("sessions", "account", "usersessions") or not model._meta.managed:
            continue
        with connection.cursor() as cursor:
            columns = [
                connection.ops.quote_name(field.column)
                for field in model._meta.local_fields
                if field.name not in ("last_login",)
            ]
            cursor.execute(
                f'SELECT {", ".join(columns)} FROM "{model._meta.db_table}" ORDER BY {model._meta.pk.column}'
            )
            found[model._meta.label] = cursor.fetchall()
    return found


def test_the_form_would_change_something_if_it_were_allowed(world):
    """Else the test above could pass by sending nonsense."""
    client, before = client_for(world, "mallory"), everything()
    party = world.records["a colleague in IT"].row
    ask(client, "post", f"/notes/parties/{party.pk}/", form(world))
    assert isinstance(party, models.Model)
    assert everything() != before


def test_no_two_routes_share_a_name():
    assert all(isinstance(address, Address) for address in ADDRESSES.values())
    assert len(ADDRESSES) == len(addresses())
