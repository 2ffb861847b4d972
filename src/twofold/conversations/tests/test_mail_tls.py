"""A line is encrypted as it was set up, with a server that proves its name, or not used at all."""

import pytest

from twofold.conversations.channels.mail.imap import MailboxTrouble, signed_in
from twofold.conversations.models import Mailbox
from twofold.conversations.outbox.server import Server, ServerTrouble
from twofold.conversations.outbox.smtp import Line
from twofold.conversations.tests.tls_servers import SMTP, authority, certificate_of, mail_server
from twofold.core.sealing import seal

PASSWORD = "opensesame"
NOT_VALID = "The certificate of localhost is not valid"
NO_STARTTLS = "does not speak STARTTLS on port"
NO_TLS = "does not speak this kind of encryption on port"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """One that is good, one of an authority that nobody knows, one for another name; and the authority that is trusted."""
    folder = tmp_path_factory.mktemp("certificates")
    known, unknown = authority(folder, "Known"), authority(folder, "Unknown")
    return {
        "good": certificate_of("localhost", known, folder / "good.pem"),
        "unknown": certificate_of("localhost", unknown, folder / "unknown.pem"),
        "another": certificate_of("mx.elsewhere.example", known, folder / "another.pem"),
        "trusted": known[2],
    }


def open_smtp(port, security):
    line = Line(Server("localhost", port, security, "care", PASSWORD), own_name="sales.example")
    line.open()
    line.hang_up()


def open_imap(port, security):
    box = Mailbox(
        address="care@sales.example",
        imap_host="localhost",
        imap_port=port,
        imap_security=security,
        imap_secret=seal(PASSWORD, purpose="mailbox"),
    )
    with signed_in(box):
        pass


OPEN = {"smtp": open_smtp, "imap": open_imap}


@pytest.mark.parametrize("kind", OPEN)
@pytest.mark.parametrize(
    ("asked", "spoken", "certificate", "sentence"),
    [
        ("tls", "tls", "good", ""),
        ("starttls", "starttls", "good", ""),
        ("tls", "tls", "unknown", NOT_VALID),
        ("tls", "tls", "another", NOT_VALID),
        ("starttls", "starttls", "unknown", NOT_VALID),
        ("starttls", "starttls", "another", NOT_VALID),
        ("starttls", "none", "good", NO_STARTTLS),
        ("tls", "none", "good", NO_TLS),
    ],
)
def test_the_password_goes_only_where_it_was_asked_to_go(
    certificates, monkeypatch, kind, asked, spoken, certificate, sentence
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["trusted"]))

    with mail_server(kind, spoken, certificates[certificate]) as (port, in_the_clear):
        if sentence:
            with pytest.raises((ServerTrouble, MailboxTrouble), match=sentence):
                OPEN[kind](port, asked)
        else:
            OPEN[kind](port, asked)

    told = b"".join(in_the_clear)
    assert PASSWORD.encode() not in told and b"AUTH" not in told and b"LOGIN " not in told


def test_a_password_that_was_changed_says_what_to_do(certificates, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates["trusted"]))
    monkeypatch.setitem(SMTP, b"AUTH", b"535 5.7.8 wrong")

    wrong = pytest.raises(ServerTrouble, match=r"Enter the password again.*\(535 5.7.8 wrong\)")
    with mail_server("smtp", "tls", certificates["good"]) as (port, _in_the_clear), wrong:
        open_smtp(port, "tls")
