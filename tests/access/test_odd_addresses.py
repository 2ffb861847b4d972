"""What no id, no day and no text can be is refused or absent, and breaks no page."""

import pytest

from tests.access.addresses import addresses
from tests.access.test_addresses import client_for

ODD = ("9" * 25, "9" * 5_000, "-1", "²", "٣", "\x00")
NAMED_IN_ADDRESSES = "ids with party unit before record survivor of except rules q month after".split()
ODD_RULES = (
    '{"all":[{"field":"created_at","op":"on","value":["9999-12-31"]}]}',
    '{"all":[{"field":"created_at","op":"after","value":["0001-01-01"]}]}',
    '{"all":[{"field":"name","op":"contains","value":["\\ud800"]}]}',
    '{"all":[{"field":{"a":1},"op":["x"],"value":{"a":2}}]}',
    "[" * 3_000,
)


def test_ids_that_no_engine_keeps_are_absent(world):
    client = client_for(world, "chidi")
    for address in addresses():
        if address.ids and not address.words:
            answer = client.get(address.path(**dict.fromkeys(address.ids, 10**25)))
            assert answer.status_code in (404, 405, 403), address.name


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: repr(odd[:8]))
def test_odd_values_in_addresses_break_no_page(world, odd):
    client = client_for(world, "chidi")
    for address in addresses():
        if not address.ids and not address.words and address.name != "account_logout":
            answer = client.get(address.path(), dict.fromkeys(NAMED_IN_ADDRESSES, odd))
            assert answer.status_code < 500, address.name


@pytest.mark.parametrize("rules", ODD_RULES)
def test_odd_rules_are_left_out(world, rules):
    client = client_for(world, "chidi")
    for page in ("/parties/", "/lists/party/rules/", "/lists/party/count/"):
        assert client.get(page, {"rules": rules}).status_code == 200
