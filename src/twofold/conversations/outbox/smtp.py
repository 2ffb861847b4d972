"""A line to one mail server, over which many mails go, each with a word to the journal before its final dot."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass

CONNECT_SECONDS = 30.0
COMMAND_SECONDS = 120.0
DOT_SECONDS = 600.0  # RFC 5321 §4.5.3.2.6
LINE_END = re.compile(rb"\r\n|\r|\n")
LEADING_DOT = re.compile(rb"(?m)^\.")


@dataclass(frozen=True)
class Server:
    """A mail server and how to speak with it.

    :param security: ``tls`` from the start, ``starttls``, or ``none``
    """

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:  # never the password
        return f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Envelope:
    """Where a mail goes and where its bounce comes back to."""

    return_path: str
    recipient: str


class ServerTrouble(Exception):
    """The server is not there, does not let us in, or hung up. Nothing was sent.

    :param answer: what it said
    """

    def __init__(self, answer: str) -> None:
        super().__init__(answer)
        self.answer = answer


class Refused(Exception):
    """The server would not take this mail.

    :param code: 4xx when it may later, 5xx when it never will
    """

    def __init__(self, code: int, answer: str) -> None:
        super().__init__(f"{code} {answer}")
        self.code, self.answer = code, f"{code} {answer}"

    @property
    def is_final(self) -> bool:
        return self.code >= 500


class Unconfirmed(Exception):
    """The line broke after the dot and before the answer: nobody on this side can know."""


class Line(smtplib.SMTP):
    """An open connection, logged in."""

    def __init__(self, server: Server, *, own_name: str, dot_seconds: float = DOT_SECONDS) -> None:
        self._server, self._dot_seconds = server, dot_seconds
        super().__init__(local_hostname=own_name, timeout=CONNECT_SECONDS)

    def open(self) -> None:
        """Connect, secure the line, log in.

        :raises ServerTrouble: when any of it fails
        """
        try:
            _told(self.connect(self._server.host, self._server.port), 220)
            self.ehlo_or_helo_if_needed()
            if self._server.security == "starttls":
                self.starttls(context=ssl.create_default_context())
                self.ehlo_or_helo_if_needed()
            if self._server.user:
                self.login(self._server.user, self._server.password)
            self.sock.settimeout(COMMAND_SECONDS)
        except smtplib.SMTPResponseException as error:
            self.close()
            raise ServerTrouble(_sentence(error.smtp_code, error.smtp_error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise ServerTrouble(str(error)) from error

    def deliver(self, envelope: Envelope, content: bytes, before_dot: Callable[[], None]) -> str:
        """Hand over one mail.

        :param content: made ready by :func:`stuffed`
        :param before_dot: called when everything but the dot has left
        :returns: what the server said when it took it
        :raises ServerTrouble: when the line broke before the dot, or is closing
        :raises Refused: when it does not take this mail
        :raises Unconfirmed: when the line broke after the dot
        """
        try:
            self._introduce(envelope)
            self.send(content)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.close()
            raise ServerTrouble(str(error)) from error
        before_dot()
        code, answer = self._dot()
        if code == 250:
            return _sentence(code, answer)
        raise _refusal(code, answer)

    def hang_up(self) -> None:
        """Say goodbye, if there is still someone to say it to."""
        try:
            self.sock.settimeout(1)
            self.docmd("QUIT")
        except (OSError, smtplib.SMTPException, AttributeError):
            pass
        finally:
            self.close()

    def _introduce(self, envelope: Envelope) -> None:
        """Sender, recipient and DATA: in one go where the server can take that (RFC 2920)."""
        commands = (f"MAIL FROM:<{envelope.return_path}>", f"RCPT TO:<{envelope.recipient}>", "DATA")
        expected = (250,), (250, 251), (354,)
        if not self.has_extn("pipelining"):
            for command, codes in zip(commands, expected, strict=True):
                self._expect(self.docmd(command), codes)
            return
        self.send("\r\n".join(commands) + "\r\n")
        answers = [self.getreply() for _command in commands]
        if answers[2][0] == 354 and not (answers[0][0] == 250 and answers[1][0] in (250, 251)):
            self.close()  # it waits for a mail that it will not take
        for answer, codes in zip(answers, expected, strict=True):
            self._expect(answer, codes)

    def _expect(self, answer: tuple[int, bytes], codes: tuple[int, ...]) -> None:
        if answer[0] not in codes:
            refusal = _refusal(*answer)
            if self.sock and isinstance(refusal, Refused):
                self._forget()
            raise refusal

    def _forget(self) -> None:
        """Leave this mail and be ready for the next."""
        try:
            self.rset()
        except (OSError, smtplib.SMTPServerDisconnected):
            self.close()

    def _dot(self) -> tuple[int, bytes]:
        try:
            self.sock.settimeout(self._dot_seconds)
            self.send(b".\r\n")
            code, answer = self.getreply()
            self.sock.settimeout(COMMAND_SECONDS)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.close()
            raise Unconfirmed(str(error)) from error
        return code, answer

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        sock = super()._get_socket(host, port, timeout)
        sock.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )  # the dot must not wait for an answer to the body
        if self._server.security == "tls":
            return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        return sock


def stuffed(content: bytes) -> bytes:
    """A mail as it goes over the line: ends of lines as CR LF, dots at their beginning doubled."""
    lines = LINE_END.sub(b"\r\n", content)
    lines = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    return LEADING_DOT.sub(b"..", lines)


def _told(answer: tuple[int, bytes], code: int) -> None:
    if answer[0] != code:
        raise smtplib.SMTPResponseException(*answer)


def _refusal(code: int, answer: bytes) -> Exception:
    """421 says that the server closes the line, whatever was asked."""
    if code == 421 or not 400 <= code < 600:
        return ServerTrouble(_sentence(code, answer))
    return Refused(code, _text(answer))


def _sentence(code: int, answer: bytes | str) -> str:
    return f"{code} {_text(answer)}".strip()


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())
