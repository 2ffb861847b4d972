"""A mail finds its conversation only if its sender takes part in it."""

import pytest

from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.channels.mail.threading import Place, Suggested, find_place
from twofold.conversations.tests.mails import raw_mail

DANAS = Suggested(1, frozenset({"dana@buyer.example"}), "ours@x")
OLDER = Suggested(2, frozenset({"dana@buyer.example"}), "first@x")
ELIS = Suggested(3, frozenset({"eli@x.example"}), "elis@x")
MARKED = Suggested(4, frozenset({"dana@buyer.example"}))


@pytest.mark.parametrize(
    ("suggested", "place"),
    [
        ([], Place()),
        ([OLDER, DANAS], Place(1)),  # the nearest message named decides
        ([MARKED, DANAS], Place(1)),  # a header before a mark
        ([MARKED], Place(4)),
        ([ELIS], Place(perhaps=3)),  # a stranger who knows a Message-ID
        ([ELIS, MARKED], Place(4)),
    ],
)
def test_where_it_goes(suggested, place):
    mail = parse_mail(raw_mail(In_Reply_To="<ours@x>", References="<first@x> <elis@x> <ours@x>"))

    assert find_place(mail, suggested) == place


def test_a_mail_from_nobody_goes_nowhere():
    mail = parse_mail(b"In-Reply-To: <ours@x>\n\nHello")

    assert find_place(mail, [Suggested(1, frozenset({""}), "ours@x")]) == Place(perhaps=1)
