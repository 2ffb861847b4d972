"""Whatever people write is shown as they wrote it: no page takes it for markup of its own."""

from datetime import timedelta

import pytest

from tests import factories as make
from tests.access import world as worlds
from tests.access.test_addresses import client_for
from tests.access.test_canaries import FRAGMENT
from tests.access.test_odd_addresses import pages
from twofold.accounts.models import ApiToken, Invitation
from twofold.directory.models import Attribute, Party
from twofold.workspace.models import SavedMapping

MARKUP = "Cnry'\"><img src=x>{{7*7}}"
RAW = ("<img src=x", "Cnry'\"")
PROSE = ("/articles/", "/portal/help/", "/help/")
"""These show cleaned text between tags, where quotes mean nothing."""


@pytest.fixture
def world(db, settings, tmp_path, monkeypatch) -> worlds.World:
    """The world of these tests, in which every text is markup."""
    settings.FILES_DIR = tmp_path
    monkeypatch.setattr(worlds, "COMMON", MARKUP)
    world = worlds.build_world()
    Party.objects.system("all of them").filter(kind="unit").update(name=MARKUP, sort_name=MARKUP)
    stated = {"label": MARKUP, "help": MARKUP, "created_at": make.NOW}
    for number, kind in enumerate(("person", "organization", "unit", "case")):
        Attribute.objects.create(applies_to=kind, key=f"own{number}", kind="text", **stated)
    chidi, root = world.users["chidi"], world.units["root"]
    SavedMapping.objects.create(
        unit=root,
        record_type="people",
        name=MARKUP,
        headers=[MARKUP],
        headers_hash="x",
        plan={},
        used_at=make.NOW,
    )
    later = {"created_at": make.NOW, "expires_at": make.NOW + timedelta(days=30_000)}
    ApiToken.objects.create(user=chidi, name=MARKUP, prefix="tf_", token_hash="x", **later)
    Invitation.objects.create(email="a@b.example", name=MARKUP, unit=root, token_hash="x", **later)
    return world


def test_no_page_takes_a_text_for_markup(world):
    client, seen, wrong = client_for(world, "chidi"), 0, []
    asked = [*((path, {}) for _address, path in pages(world)), ("/search/", {"q": MARKUP})]
    for path, question in asked:
        marks = RAW[:1] if path.startswith(PROSE) else RAW
        for headers in ({}, FRAGMENT):
            said = client.get(path, question, headers=headers)
            if said.headers.get("Content-Type", "").startswith("text/html"):
                seen += "&lt;img src=x" in said.text
                wrong += [f"{path} {headers}"] if any(raw in said.text for raw in marks) else []
    assert not wrong, "\n".join(wrong)
    assert seen > 50
