"""Mail servers with certificates of an authority of our own, and how they are spoken to."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server, socket
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

SMTP = {
    b"EHLO": b"250-mx.example\r\n250-AUTH PLAIN\r\n%(offer)s250 8BITMIME",
    b"AUTH": b"235 ok",
    b"STARTTLS": b"220 go on",
    b"QUIT": b"221 bye",
}
IMAP = {
    b"CAPABILITY": b"* CAPABILITY IMAP4rev1 %(offer)s\r\n%(tag)s OK done",
    b"STARTTLS": b"%(tag)s OK go on",
    b"LOGIN": b"%(tag)s OK in",
    b"SELECT": b"* 0 EXISTS\r\n%(tag)s OK [READ-WRITE] here",
    b"LOGOUT": b"* BYE\r\n%(tag)s OK done",
}


@contextmanager
def mail_server(kind: str, security: str, certificate: Path) -> Iterator[tuple[int, list[bytes]]]:
    """A server that takes connections one after another.

    :param kind: smtp or imap
    :param security: tls, starttls, or none: it offers no encryption
    :returns: its port, and what it was told before the line was encrypted
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    in_the_clear: list[bytes] = []
    with create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    line, _from = listening.accept()
                    with line, suppress(OSError):
                        _talk(line, kind, security, context, in_the_clear)

        Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1], in_the_clear


def _talk(line: socket, kind: str, security: str, context: ssl.SSLContext, in_the_clear: list[bytes]) -> None:
    is_secure = security == "tls"
    line = context.wrap_socket(line, server_side=True) if is_secure else line
    line.sendall(b"220 ready\r\n" if kind == "smtp" else b"* OK ready\r\n")
    while heard := line.recv(4096):
        if not is_secure:
            in_the_clear.append(heard)
        words = heard.split()
        tag, verb = (b"", words[0].upper()) if kind == "smtp" else words[:2]
        starttls = b"250-STARTTLS\r\n" if kind == "smtp" else b"STARTTLS"
        offer = starttls if security == "starttls" and not is_secure else b""
        answer = (SMTP if kind == "smtp" else IMAP).get(verb, b"%(tag)s BAD" if tag else b"500 what?")
        named = (b"%(tag)s" in answer or b"%(offer)s" in answer) and {b"tag": tag, b"offer": offer}
        line.sendall((answer % named if named else answer) + b"\r\n")
        if verb == b"STARTTLS":
            line, is_secure = context.wrap_socket(line, server_side=True), True
        if verb in (b"QUIT", b"LOGOUT"):
            return


def authority(folder: Path, name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey, Path]:
    """One that vouches for certificates, with the file by which it is trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _signed(name, key, name, key, x509.BasicConstraints(ca=True, path_length=None))
    path = folder / f"{name}.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return certificate, key, path


def certificate_of(
    host: str, issuer: tuple[x509.Certificate, ec.EllipticCurvePrivateKey, Path], path: Path
) -> Path:
    """A certificate for a host, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    by = issuer[0].subject.rfc4514_string().removeprefix("CN=")
    certificate = _signed(host, key, by, issuer[1], x509.SubjectAlternativeName([x509.DNSName(host)]))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)
    return path


def _signed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    by: str,
    by_key: ec.EllipticCurvePrivateKey,
    more: x509.ExtensionType,
) -> x509.Certificate:
    subject, issuer = (x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, one)]) for one in (name, by))
    builder = x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
    began = datetime.now(UTC) - timedelta(days=1)
    dated = builder.not_valid_before(began).not_valid_after(began + timedelta(days=30))
    return dated.add_extension(more, critical=isinstance(more, x509.BasicConstraints)).sign(
        by_key, hashes.SHA256()
    )
