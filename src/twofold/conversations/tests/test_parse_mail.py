"""What is read from a mail, however it was written."""

import random
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twofold.conversations.channels.mail.parse import parse_mail
from twofold.conversations.channels.mail.parsed import ParsedMail
from twofold.conversations.channels.mail.vouching import is_vouched
from twofold.conversations.tests.mails import ARF, DSN, mail, raw_mail

SEEDS = (
    raw_mail(
        "Grüße", html="<p>Grüße</p>", files=[("Rechnung März.pdf", b"%PDF-1.4 x")], References="<a@x> <b@x>"
    ),
    DSN % {b"action": b"failed", b"status": b"5.1.1"},
    ARF,
    b'From: =?utf-8?q?J=C3=B6rg?= <j@x.example>\nContent-Type: text/plain; charset="\x00klingon"\n\n\xff\xfe hello',
)


def test_who_when_and_what():
    parsed = parse_mail(
        raw_mail(
            "Where is it?",
            sender='"Byrne, Dana" <Dana@Buyer.example>',
            Cc="Eli <eli@x.example>, ann@x.example",
            Date="Sun, 22 Nov 2026 10:00:00 +0100",
            In_Reply_To="<ours@alderfinch.example>",
            References="<first@alderfinch.example> <ours@alderfinch.example>",
        )
    )

    assert (parsed.sender.email, parsed.sender.name) == ("dana@buyer.example", "Byrne, Dana")
    assert [address.email for address in parsed.recipients] == [
        "care@alderfinch.example",
        "eli@x.example",
        "ann@x.example",
    ]
    assert parsed.sent_at == datetime(2026, 11, 22, 9, tzinfo=UTC)
    assert parsed.message_id == "d1@buyer.example"
    assert parsed.in_reply_to == ("ours@alderfinch.example",)
    assert parsed.references == ("first@alderfinch.example", "ours@alderfinch.example")
    assert parsed.text.strip() == "Where is it?"
    assert parsed.problem == ""


@pytest.mark.parametrize(
    ("raw", "subject"),
    [
        (b"Subject: =?iso-8859-1?q?Gr=FC=DFe?=\n\n", "Grüße"),
        ("Subject: Grüße\n\n".encode(), "Grüße"),
        ("Subject: Grüße\n\n".encode("latin-1"), "Grüße"),
        (b"Subject: =?klingon?q?nuqneH?= you\n\n", "nuqneH you"),
        (b"Subject: =?utf-8?b?4oCuZ3BqLmV4ZQ==?=\n\n", "gpj.exe"),
        (b"Subject: two\n lines\n\n", "two lines"),
    ],
)
def test_subjects_as_they_are_written_out_there(raw, subject):
    assert parse_mail(raw).subject == subject


@pytest.mark.parametrize(
    ("charset", "content"),
    [
        ("utf-8", "Grüße".encode("latin-1")),
        ("klingon", "Grüße".encode()),
        ("zlib", "Grüße".encode()),
        ("punycode", "Grüße".encode()),
    ],
)
def test_text_in_a_charset_that_is_not_the_one_it_claims(charset, content):
    raw = f"Content-Type: text/plain; charset={charset}\n\n".encode() + content

    assert parse_mail(raw).text == "Grüße"


def test_a_file_is_named_without_what_nobody_sees_and_typed_by_its_bytes():
    raw = raw_mail(files=[("\u200b.htaccess", b"Deny"), ("../..\\x.png", b"<svg onload=alert(1)>")])

    files = parse_mail(raw).files

    assert [file.name for file in files] == ["htaccess", "x.png"]
    assert [file.content_type for file in files] == ["text/plain", "text/plain"]
    assert files[0].content == b"Deny"


def test_a_file_named_in_the_old_way_has_its_name():
    raw = b'Content-Disposition: attachment; filename="=?utf-8?b?UmVjaG51bmcgTcOkcnoucGRm?="\n\nx'

    assert [file.name for file in parse_mail(raw).files] == ["Rechnung März.pdf"]


def test_an_attached_mail_is_a_file():
    outer = mail("See below")
    outer.add_attachment(mail("Inside", Subject="Inner"))

    parsed = parse_mail(outer.as_bytes())

    assert parsed.text.strip() == "See below"
    assert [file.name for file in parsed.files] == ["message.eml"]
    assert b"Subject: Inner" in parsed.files[0].content


def nested(depth: int) -> bytes:
    """Containers in containers."""
    return (
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
        + b"\n\nx"
    )


@pytest.mark.parametrize(
    "raw",
    [
        nested(500),
        nested(50),
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 20_000,
        b"To: " + b"(" * 40_000 + b"\n\n",
        b"Content-Type: text/plain\n\n" + b"x" * 3_000_000,
    ],
    ids=["too many containers", "deep", "many parts", "brackets", "long"],
)
def test_a_mail_made_to_cost_time_is_cut_short_and_says_so(raw):
    began = time.process_time()

    parsed = parse_mail(raw)

    assert time.process_time() - began < 5
    assert len(parsed.text) <= 1_000_000 and len(parsed.files) <= 300
    assert parsed.problem or parsed.to == ()


def test_bytes_that_are_no_mail_are_shown_raw():
    parsed = parse_mail(nested(500))

    assert "raw text" in parsed.problem
    assert parsed.text.startswith("Content-Type: multipart/mixed")


@pytest.mark.parametrize(
    "raw", [b"", b"\x00", b"\n\n", b":\n: \n", b"From: \xff\xfe\n\n", b"From \xff\nFrom: <@>\n"]
)
def test_scraps_are_read_as_far_as_they_go(raw):
    assert isinstance(parse_mail(raw), ParsedMail)


@pytest.mark.parametrize("seed", range(4))
def test_slightly_wrong_mails_never_stop_it(seed):
    rng = random.Random(seed)
    source = SEEDS[seed]

    for _round in range(400):
        raw = bytearray(source)
        for _change in range(rng.randint(1, 8)):
            place = rng.randrange(len(raw))
            match rng.randrange(4):
                case 0:
                    raw[place] = rng.randrange(256)
                case 1:
                    del raw[place : place + rng.randint(1, 20)]
                case 2:
                    raw[place:place] = bytes(rng.choices(b'=?;:"<>()%\x00\xff\n\r', k=rng.randint(1, 6)))
                case _:
                    raw[place:place] = raw[place : place + 40]
        parsed = parse_mail(bytes(raw))
        assert isinstance(parsed, ParsedMail)
        assert "\x00" not in parsed.text + parsed.subject


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.binary(max_size=400), st.sampled_from(SEEDS))
def test_any_bytes_in_front_of_a_mail_or_after_it(noise, source):
    for raw in (noise + source, source + noise):
        assert isinstance(parse_mail(raw), ParsedMail)


VOUCHED = "mx.alderfinch.example; dkim=pass (2048) header.d=buyer.example; spf=pass; dmarc=pass"


@pytest.mark.parametrize(
    ("given_header", "expected"),
    [
        (VOUCHED, True),
        ("mx.alderfinch.example; dkim=pass header.i=@buyer.example", True),
        ("mx.alderfinch.example; dkim=pass header.d=mallory.example", False),
        ("mx.alderfinch.example; dkim=pass header.d=example", False),
        ("mx.alderfinch.example; dkim=fail header.d=buyer.example; dmarc=fail", False),
        ("mx.mallory.example; dmarc=pass", False),
        ("", False),
    ],
)
def test_a_sender_is_vouched_for_only_by_our_own_server(given_header, expected):
    parsed = parse_mail(raw_mail(Authentication_Results=given_header) if given_header else raw_mail())

    assert is_vouched(parsed, trusted_server="mx.alderfinch.example") is expected


def test_a_header_that_the_sender_put_below_ours_vouches_for_nobody():
    raw = b"Authentication-Results: mx.alderfinch.example; dmarc=fail\n" + raw_mail(
        Authentication_Results=VOUCHED
    )

    assert not is_vouched(parse_mail(raw), trusted_server="mx.alderfinch.example")
