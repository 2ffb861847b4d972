"""Bounces and complaints as mail servers write them (RFC 3464, 5965, 6522), in the many shapes that are about."""

from collections.abc import Callable, Iterator
from itertools import product

NEWS = {
    ("failed", "5.1.1"): "bounces",
    ("failed", "5.1.2"): "bounces",
    ("failed", "5.1.3"): "bounces",
    ("failed", "5.1.10"): "bounces",
    ("failed", "5.2.2"): "unsure",
    ("failed", "5.7.1"): "unsure",
    ("failed", "4.4.7"): "unsure",
    ("delayed", "4.4.1"): "unsure",
    ("delivered", "2.1.5"): "works",
    ("relayed", "2.0.0"): "works",
}
"""What a server says became of a mail → how its address delivers from then on."""
FEEDBACK = {
    "abuse": "objected",
    "fraud": "objected",
    "virus": "objected",
    "other": "objected",
    "opt-out": "objected",
    "not-spam": "works",
    "auth-failure": "works",
}
"""What kind of feedback → the same."""
WRITERS = (
    "MAILER-DAEMON@relay.example (Mail Delivery System)",
    "=?utf-8?q?Zustellsystem_f=C3=BCr_Mail?= <postmaster@exchange.example>",
    "<>",
)
OURS = "Message-ID: <ours@alderfinch.example>\nSubject: Your chair\n"
PLAIN = """Return-Path: <>
From: {writer}
To: {path}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind}; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

This is the mail system. It says more in many words.

{report}
--B
Content-Type: message/rfc822

{ours}
Hello
--B--
"""
STATUS = """--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Mon, 2 Nov 2026 09:00:00 +0000

Original-Recipient: rfc822;{recipient}
Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {answer} <{recipient}>: said the other side
"""
COMPLAINT = """--B
Content-Type: message/feedback-report

Feedback-Type: {feedback}
User-Agent: Provider/1.0
Version: 1
Original-Mail-From: <{path}>
Original-Rcpt-To: <{recipient}>
"""
SHAPES: dict[str, Callable[[str], str]] = {
    "by the book": lambda text: text,
    "only headers come back": lambda text: text.replace("message/rfc822", "text/rfc822-headers"),
    "nothing comes back": lambda text: text[: text.rindex("--B\nContent-Type: message/rfc822")] + "--B--\n",
    "lines end with CR LF": lambda text: text.replace("\n", "\r\n"),
    "fields are folded": lambda text: text.replace("; smtp", ";\n smtp").replace("said the", "said\n the"),
    "words are small": lambda text: text.replace("Final-Recipient", "final-recipient").replace(
        "Action", "action"
    ),
    "an unknown charset": lambda text: text.replace("us-ascii", "x-klingon"),
    "in UTF-8": lambda text: text.replace("message/delivery-status", "message/global-delivery-status"),
    "the end is missing": lambda text: text[: text.rindex("--B--")],
    "in capitals": lambda text: text.replace("multipart/report", "MULTIPART/REPORT"),
    "only the final recipient": lambda text: "\n".join(
        line for line in text.split("\n") if not line.startswith("Original-Recipient")
    ),
}


def bounces(recipient: str) -> Iterator[tuple[str, str, Callable[[str], bytes]]]:
    """What it is, how its address delivers afterwards, and the bounce for a return path."""
    for number, ((action, status), (name, shape)) in enumerate(product(NEWS, SHAPES.items())):
        for writer in WRITERS[number % 2 : number % 2 + 2]:
            answer = f"{status[0]}50 {status}"
            report = STATUS.format(recipient=recipient, action=action, status=status, answer=answer)
            yield (
                f"{action} {status}, {name}, {writer}",
                NEWS[action, status],
                _maker(shape, writer=writer, kind="delivery-status", report=report),
            )


def complaints(recipient: str) -> Iterator[tuple[str, str, Callable[[str], bytes]]]:
    """The same for complaints."""
    for feedback, name in product(
        FEEDBACK, ("by the book", "only headers come back", "lines end with CR LF")
    ):
        report = COMPLAINT.replace("{feedback}", feedback).replace("{recipient}", recipient)
        yield (
            f"{feedback}, {name}",
            FEEDBACK[feedback],
            _maker(SHAPES[name], writer="<feedback@provider.example>", kind="feedback-report", report=report),
        )


def _maker(shape: Callable[[str], str], *, report: str, **given: str) -> Callable[[str], bytes]:
    def make(path: str) -> bytes:
        told = report.replace("{path}", path)
        return shape(PLAIN.format(path=path, report=told, ours=OURS, **given)).encode()

    return make
