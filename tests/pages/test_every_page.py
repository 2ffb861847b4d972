"""Every page of the house in a real browser: by day, by night and on a phone, for someone who may open them all.

The addresses come from the inventory that the access matrix is held to, so a new page is visited from its first day on.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.access.addresses import ABSENT, addresses
from tests.access.matrix import read_matrix
from tests.access.test_addresses import actor_at, place, targets
from tests.access.world import World, build_world
from tests.browser import looking, no_csp_violations
from tests.cast import PASSWORD
from tests.factories import make_bulk_run, make_case, make_relationship, make_saved_view
from twofold.accounts.models import User
from twofold.cases.models import Case
from twofold.directory.models import Attribute
from twofold.relationships.models import OfferingFamily

MATRIX = read_matrix()
WORDS = {
    "key": "surveys.nps",
    "token": "x" * 43,
    "record_type": "people",
    "uidb36": "1",
    "signed": "x",
    "name": "party",
    "field": "country",
    "act": "merge",
}
STRANGERS_ONLY = {"account_login", "account_reset_password"}
SENDS_AWAY = {
    "accounts:settings",
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "workspace:import-mapping",
    "entrance:sign-in",
    "entrance:code",
    "portal:case-new",
}
"""These lead on to another page: the first one's, Home, signing in, or that of an import that has run already."""
ENDS_ITS_SESSION = {"account_logout"}
ANSWERS = {
    "accounts:address-confirm": 409,
    "accounts:set-up": 409,
    "accounts:invitation-accept": 409,
    "conversations:draft-file": 404,
    "conversations:form-page": 404,
    "conversations:no-more": 404,
    "surveys:answer-by-ballot": 404,
    "surveys:answer-by-link": 404,
    "surveys:ballot-change": 404,
    "surveys:answer-file": 404,
    "surveys:round-new": 409,
    "surveys:open-link": 404,
    "surveys:kiosk": 404,
    "files:attachment": 404,
    "portal:case-file": 404,
    "lists:suggestions": 404,
    "workspace:import-report": 404,
    "workspace:mail-stop": 409,
    "absent": 404,
}
"""What a link that leads nowhere (any more) is answered with: a page that says so."""

DIFFERENT_ON_A_PHONE = (
    "aria-hidden-focus",
    "button-name",
    "landmark-unique",
    "link-name",
    "page-has-heading-one",
    "region",
    "scrollable-region-focusable",
    "skip-link",
    "target-size",
)
"""Rules whose answer can change with what is shown and how large; the others were asked at the desk."""


BULK = ("detail", "progress")
PARTS = 4
"""In how many tests the pages are looked at, so that several workers share them."""


def bulk_run(world: World) -> int:
    """A bulk edit of Chidi's."""
    plan = {"scope": {"ids": [world.users["dana"].person_id]}, "values": {"language": "en"}}
    return make_bulk_run(world.users["chidi"], act="edit", list_name="party", plan=plan).pk


def visits(world: World) -> Iterator[tuple[str, str]]:
    """Name and path of each address, about the first record that Chidi may do it with."""
    actor = world.actor("chidi")
    subjects = {
        "accounts:sealed-unit-join": world.units["hr"].pk,
        "relationships:family-edit": OfferingFamily.objects.get().pk,
        "accounts:attribute-edit": Attribute.objects.get().pk,
        **{f"workspace:bulk-{page}": bulk_run(world) for page in BULK},
        "lists:view-change": make_saved_view(world.users["chidi"], "Mine").pk,
        "cases:conflict-room": world.records["a conflict that Chidi is part of"].row.pk,
        "portal:conflict-room": world.records["a conflict that Chidi is part of"].row.pk,
        "cases:help-article": world.records["an article for everyone"].row.pk,
        "lists:quick": world.users["dana"].person_id,
        "lists:cell": world.users["dana"].person_id,
    }
    for address in addresses():
        if address.name in MATRIX.record_pages and address.name not in subjects:
            what = MATRIX.record_pages[address.name]
            for record, parts in targets(world, what):
                if record.is_open_to(actor_at(world, "chidi", address.name), what["needs"]):
                    yield address.name, place(address, what, parts)
                    break
        else:
            words = {name: WORDS.get(name, "x") for name in address.words}
            subject = subjects.get(address.name, actor.user_id)
            yield address.name, address.path(**words, **dict.fromkeys(address.ids, subject))


def pages_for(user: User | None, visited: Iterable[tuple[str, str]]) -> list[tuple[str, str, int]]:
    """Name, path and expected status of those that are pages: not what takes forms only, sends a file or leads elsewhere."""
    client = Client(raise_request_exception=False)
    if user:
        client.force_login(user)
    found = []
    for name, path in visited:
        if name in ENDS_ITS_SESSION:
            continue
        answer = client.get(path)
        is_page = b"<main" in b"".join(answer) if not answer.streaming else False
        if answer.status_code == 302:
            assert user is None or name in SENDS_AWAY, f"{path} leads to {answer['Location']}"
        elif is_page and answer.status_code != 405:
            found.append((name, path, answer.status_code))
    return found


def open_page(page: Page, path: str) -> int:
    """Go there and wait until all of its panels have come. :returns: the status"""
    answer = page.goto(path)
    page.wait_for_function(
        "() => document.readyState === 'complete' && !document.querySelector('[data-lazy], .htmx-request')"
    )
    return answer.status


def wrong_with(page: Page, axe) -> Iterator[str]:
    """What is wrong with the page that is open, in any of its looks."""
    yield from axe(page)
    if page.locator(".lazy-failed").count():
        yield "a panel did not come"
    with looking(page, dark=True):
        yield from (f"in the dark: {found}" for found in axe(page, only=("color-contrast",)))
    with looking(page, phone=True):
        yield from (f"on a phone: {found}" for found in axe(page, only=DIFFERENT_ON_A_PHONE))
        too_wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        if too_wide > 0:
            yield f"on a phone: {too_wide} pixels too wide"
    no_csp_violations(page)


@pytest.fixture
def world(transactional_db, settings, tmp_path: Path) -> World:
    settings.FILES_DIR = tmp_path
    world = build_world()
    OfferingFamily.objects.create(name="Chairs")
    bond = make_relationship(world.units["it"], world.users["chidi"].person, "internal")
    world.add("a case of IT that Chidi asked for", make_case(bond))
    world.add("a conflict that Chidi is part of", make_case(bond, kind=Case.Kind.CONFLICT))
    return world


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console says; that a page was answered with its own status is none."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    return said


def look_at(
    page: Page, axe, complaints: list[str], visited: list[tuple[str, str, int]]
) -> dict[str, list[str]]:
    """Path → what is wrong there."""
    found = {}
    for _name, path, expected in visited:
        status = open_page(page, path)
        wrong = list(wrong_with(page, axe))
        wrong += [said for said in complaints if f"status of {expected}" not in said]
        if status != expected:
            wrong.append(f"answered {status}, not {expected}")
        if wrong:
            found[path] = wrong
        complaints.clear()
    return found


def told(found: dict[str, list[str]]) -> str:
    return "\n".join(f"{path}\n  " + "\n  ".join(wrong) for path, wrong in found.items())


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_house_is_as_it_should_be(signed_in, world, axe, complaints, part):
    chidi = world.users["chidi"]
    chidi.set_password(PASSWORD)  # without one, changing it leads to asking for one
    chidi.save(update_fields=["password"])
    pages = pages_for(chidi, [*visits(world), ("absent", f"/parties/{ABSENT}/")][part::PARTS])
    assert not [visit for visit in pages if visit[2] != ANSWERS.get(visit[0], 200)]
    assert len(pages) > 25
    found = look_at(signed_in(chidi), axe, complaints, pages)
    assert not found, told(found)


def test_every_page_for_strangers_is_as_it_should_be(page, world, axe, complaints):
    pages = pages_for(None, visits(world))
    assert {name for name, _path, _status in pages} >= STRANGERS_ONLY
    found = look_at(page, axe, complaints, pages)
    assert not found, told(found)
