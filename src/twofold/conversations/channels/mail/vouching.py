"""What mail servers say about who sent a mail (RFC 8601). Only the header of a server we trust means anything."""

import re

from twofold.conversations.channels.mail.parsed import Headers, ParsedMail, Vouched

COMMENT = re.compile(r"\([^()]{0,500}\)")
DOMAIN = re.compile(r"header\.(?:d|i)=@?([^\s;]+)", re.IGNORECASE)
RESULT = re.compile(r"(dkim|spf|dmarc)\s*=\s*([a-z]+)", re.IGNORECASE)
MOST = 5


def vouched_for(headers: Headers) -> tuple[Vouched, ...]:
    """The Authentication-Results headers, the one added last first."""
    found = [value for name, value in headers if name == "authentication-results"]
    return tuple(_read(value) for value in found[:MOST])


def _read(value: str) -> Vouched:
    server, *clauses = COMMENT.sub(" ", value).split(";")
    results: dict[str, str] = {}
    dkim = []
    for clause in clauses:
        if not (match := RESULT.match(clause.strip())):
            continue
        method, result = match.group(1).lower(), match.group(2).lower()
        results.setdefault(method, result)
        if method == "dkim" and (domain := DOMAIN.search(clause)):
            dkim.append((result, domain.group(1).rpartition("@")[2].lower()))
    name = server.split()[0].lower() if server.split() else ""
    return Vouched(name, results.get("dmarc", ""), results.get("spf", ""), tuple(dkim))


def is_vouched(mail: ParsedMail, *, trusted_server: str) -> bool:
    """Whether the sender's domain stands for this mail, says the server that took it in for us.

    Only the uppermost header counts, and only when it names that server: senders may write such headers themselves.
    """
    if not trusted_server or not mail.vouched or mail.sender is None:
        return False
    uppermost = mail.vouched[0]
    if uppermost.server != trusted_server.lower():
        return False
    domain = mail.sender.domain
    aligned = any(result == "pass" and _is_within(domain, signer) for result, signer in uppermost.dkim)
    return uppermost.dmarc == "pass" or aligned


def _is_within(domain: str, signer: str) -> bool:
    return domain == signer or ("." in signer and domain.endswith(f".{signer}"))
