"""Every form is either sensitive, and waits until its sender has confirmed who they are, or written down as an everyday one."""

from time import time

import pytest
import yaml
from django.test import Client

from tests import factories as make
from tests.access.addresses import ABSENT, Address, addresses
from tests.access.matrix import WRITTEN
from twofold.accounts.web.recent import CONFIRMED
from twofold.directory.actions.units import move_unit
from twofold.timeline.models import Event

LISTS = yaml.safe_load(WRITTEN.with_name("sensitive.yaml").read_text(encoding="utf-8"))
SENSITIVE = set(LISTS["sensitive"])
EVERYDAY = {name for names in LISTS["everyday"].values() for name in names}


@pytest.fixture
def late(world) -> Client:
    """The browser of the administrator, an hour after he signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(world.users["chidi"])
    session = client.session
    session[CONFIRMED] = time() - 3600
    session.save()
    return client


def test_moving_a_unit_back_asks_too(world, late):
    unit, there = world.units["it"], world.units["sales"]
    move_unit(unit, to=there, actor=world.actor("chidi"), now=make.NOW)
    event = Event.objects.system("a test looks").get(verb="directory.unit_moved")
    assert late.post(f"/undo/{event.pk}/")["Location"].startswith("/settings/security/confirm/?")
    unit.refresh_from_db()
    assert unit.parent_id == there.pk


def path_of(address: Address) -> str:
    return address.path(**dict.fromkeys(address.ids, ABSENT), **dict.fromkeys(address.words, "x"))


def takes_forms(client: Client, address: Address) -> bool:
    """Whether an address has something to say to a POST; all refuse TRACE, and most say what they take."""
    answer = client.trace(path_of(address))
    return answer.status_code != 405 or "POST" in answer["Allow"]


def test_every_form_is_written_down_as_sensitive_or_everyday(late):
    forms = {address.name for address in addresses() if takes_forms(late, address)}
    unsaid, gone = forms - SENSITIVE - EVERYDAY, (SENSITIVE | EVERYDAY) - forms
    assert not unsaid, f"{', '.join(sorted(unsaid))}: write each into tests/access/sensitive.yaml."
    assert not gone, f"{', '.join(sorted(gone))}: take no forms any more; remove them from sensitive.yaml."
    assert not SENSITIVE & EVERYDAY


def test_exactly_the_sensitive_ones_ask_who_it_is(late):
    for address in addresses():
        if address.name in SENSITIVE | EVERYDAY - {"account_logout"}:
            answer = late.post(path_of(address))
            is_asked = answer.status_code == 302 and answer["Location"].startswith(
                "/settings/security/confirm/?"
            )
            assert is_asked == (address.name in SENSITIVE), address.name
