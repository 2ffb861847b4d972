"""What mails carry so that answers and bounces find back."""

import pytest

from twofold.conversations.outbox.tokens import (
    bounce_address,
    conversation_named_in,
    mail_bounced_to,
    reference,
)


@pytest.mark.parametrize("number", [1, 35, 36, 200_000, 2**62])
def test_a_reference_and_a_return_path_lead_back_to_where_they_were_made(number):
    quoted = f"> see below\n> Reference: {reference(number).lower()}.\n"
    returned = bounce_address("help@sales.example", number)

    assert conversation_named_in(quoted) == number
    assert mail_bounced_to(returned.upper()) == number
    assert returned.startswith("help+b") and returned.endswith("@sales.example")


def test_what_someone_made_up_leads_nowhere():
    mine, theirs = reference(7), reference(8)

    assert conversation_named_in(mine.replace("TW-7-", "TW-8-")) is None
    assert conversation_named_in(f"{mine.replace('TW-7-', 'TW-8-')} {theirs}") == 8
    assert mail_bounced_to(bounce_address("help@sales.example", 7).replace("+b7-", "+b8-")) is None
    assert mail_bounced_to("help+b7@sales.example") is None


def test_an_address_too_long_for_a_number_is_used_as_it_is():
    address = "a" * 50 + "@sales.example"

    assert bounce_address(address, 7) == address
