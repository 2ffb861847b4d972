"""A line to one mail server, over which many mails go, each with a word to the journal before its final dot.

It is opened step by step, and then never waits by itself: whoever carries mails over several lines asks each to go on when its
server has answered (:class:`~twofold.conversations.outbox.carrier.Carrier`).
"""

import re
import smtplib
import socket
import ssl
from collections.abc import Generator
from selectors import EVENT_READ as READ
from selectors import EVENT_WRITE as WRITE
from typing import TypeVar

from django.utils.translation import gettext as _

from twofold.conversations.outbox.server import Envelope, Refused, Server, ServerTrouble, Unconfirmed

CONNECT_SECONDS = 30.0
COMMAND_SECONDS = 120.0
PIECE = 65_536
DOT_SECONDS = 600.0  # RFC 5321 §4.5.3.2.6
DOT, DOTTED = 0, b".\r\n"
LINE_END = re.compile(rb"\r\n|\r|\n")
LEADING_DOT = re.compile(rb"(?m)^\.")

T = TypeVar("T")
Talk = Generator[int, None, T]


class Line(smtplib.SMTP):
    """An open connection, logged in.

    :ivar patience: seconds to wait for what it waits for now
    """

    def __init__(self, server: Server, *, own_name: str, dot_seconds: float = DOT_SECONDS) -> None:
        self._server, self._dot_seconds = server, dot_seconds
        self._heard = b""
        self.patience = COMMAND_SECONDS
        super().__init__(local_hostname=own_name, timeout=CONNECT_SECONDS)
        self._host = server.host  # whose certificate STARTTLS asks for

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
            self.sock.setblocking(False)
        except smtplib.SMTPAuthenticationError as error:
            self.close()
            raise ServerTrouble(_not_let_in(error)) from error
        except smtplib.SMTPResponseException as error:
            self.close()
            raise ServerTrouble(_sentence(error.smtp_code, error.smtp_error)) from error
        except (OSError, ValueError, smtplib.SMTPException) as error:  # ValueError: no name of a host
            self.close()
            raise ServerTrouble(_in_words(error, self._server)) from error

    def deliver(self, envelope: Envelope, content: bytes) -> Talk[str]:
        """Hand over one mail. Says what it waits for: READ or WRITE for the other side, DOT for a word that the dot may leave.

        :param content: made ready by :func:`stuffed`
        :returns: what the server said when it took it
        :raises ServerTrouble: when the line broke before the dot, or is closing
        :raises Refused: when it does not take this mail
        :raises Unconfirmed: when the line broke after the dot
        """
        self.patience = COMMAND_SECONDS
        try:
            yield from self._introduce(envelope)
            if len(content) > PIECE:  # a shorter one leaves with its dot, in one piece
                yield from self._send(content)
                content = b""
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.close()
            raise ServerTrouble(str(error)) from error
        yield DOT
        code, answer = yield from self._dot(content)
        if 200 <= code < 300:
            return _sentence(code, answer)
        if 400 <= code < 600:
            raise self._refusal(code, answer)
        self.close()
        raise Unconfirmed(_sentence(code, answer))

    def hang_up(self) -> None:
        """Say goodbye, if there is still someone to say it to."""
        try:
            self.sock.settimeout(1)
            self.docmd("QUIT")
        except (OSError, smtplib.SMTPException, AttributeError):
            pass
        finally:
            self.close()

    def _introduce(self, envelope: Envelope) -> Talk[None]:
        """Sender, recipient and DATA: in one go where the server can take that (RFC 2920)."""
        commands = (f"MAIL FROM:<{envelope.return_path}>", f"RCPT TO:<{envelope.recipient}>", "DATA")
        expected = (250,), (250, 251), (354,)
        if not self.has_extn("pipelining"):
            for command, codes in zip(commands, expected, strict=True):
                (answer,) = yield from self._ask(command)
                yield from self._expect(answer, codes)
            return
        answers = yield from self._ask(*commands)
        if answers[2][0] == 354 and not (answers[0][0] == 250 and answers[1][0] in (250, 251)):
            self.close()  # it waits for a mail that it will not take
        for answer, codes in zip(answers, expected, strict=True):
            yield from self._expect(answer, codes)

    def _ask(self, *commands: str) -> Talk[list[tuple[int, bytes]]]:
        yield from self._send(("\r\n".join(commands) + "\r\n").encode())
        return (yield from self._answers(len(commands)))

    def _send(self, content: bytes) -> Talk[None]:
        left = memoryview(content)
        while left:
            try:
                left = left[self.sock.send(left) :]
            except (BlockingIOError, ssl.SSLWantWriteError):
                yield WRITE
            except ssl.SSLWantReadError:
                yield READ

    def _answers(self, count: int) -> Talk[list[tuple[int, bytes]]]:
        """The next answers, read in as few pieces as they come."""
        answers: list[tuple[int, bytes]] = []
        words: list[bytes] = []
        while len(answers) < count:
            line, end, rest = self._heard.partition(b"\n")
            if not end:
                yield from self._hear()
                continue
            self._heard = rest
            words.append(line[4:].strip())
            if line[3:4] != b"-":
                answers.append((int(line[:3]) if line[:3].isdigit() else -1, b"\n".join(words)))
                words = []
        return answers

    def _hear(self) -> Talk[None]:
        received = None
        while received is None:
            if not (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
                yield READ
            try:
                received = self.sock.recv(PIECE)
            except (BlockingIOError, ssl.SSLWantReadError):
                pass
            except ssl.SSLWantWriteError:
                yield WRITE
        if not received or len(self._heard) > PIECE:
            raise smtplib.SMTPServerDisconnected("The server hung up, or says more than anyone would.")
        self._heard += received

    def _expect(self, answer: tuple[int, bytes], codes: tuple[int, ...]) -> Talk[None]:
        if answer[0] not in codes:
            refusal = self._refusal(*answer)
            if self.sock:
                yield from self._forget()
            raise refusal

    def _refusal(self, code: int, answer: bytes) -> Exception:
        """421 says that the server closes the line, whatever was asked."""
        if code != 421 and 400 <= code < 600:
            return Refused(code, _text(answer))
        self.close()
        return ServerTrouble(_sentence(code, answer))

    def _forget(self) -> Talk[None]:
        """Leave this mail and be ready for the next."""
        try:
            yield from self._ask("RSET")
        except (OSError, smtplib.SMTPServerDisconnected):
            self.close()

    def _dot(self, content: bytes) -> Talk[tuple[int, bytes]]:
        """What is left of the mail, and the dot."""
        self.patience = self._dot_seconds
        try:
            yield from self._send(content + DOTTED)
            ((code, answer),) = yield from self._answers(1)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.close()
            raise Unconfirmed(str(error)) from error
        return code, answer

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        sock = super()._get_socket(host, port, timeout)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # nothing waits for an answer
        if self._server.security == "tls":
            return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        return sock


def stuffed(content: bytes) -> bytes:
    """A mail as it goes over the line: ends of lines as CR LF, dots at their beginning doubled."""
    if not content.count(b"\r\n") == content.count(b"\n") == content.count(b"\r"):
        content = LINE_END.sub(b"\r\n", content)
    content = content if content.endswith(b"\r\n") else content + b"\r\n"
    return LEADING_DOT.sub(b"..", content) if b"\n." in content or content[:1] == b"." else content


def _in_words(error: Exception, server: Server) -> str:
    """What failed and what to do, where that can be said better than the library does."""
    place = {"host": server.host, "port": server.port}
    match error:
        case ssl.SSLCertVerificationError():
            sentence = _(
                "The certificate of %(host)s is not valid for this name. Use the name that its provider gives."
            )
        case smtplib.SMTPNotSupportedError() if server.security == "starttls":
            sentence = _("%(host)s does not speak STARTTLS on port %(port)s. Choose another kind or port.")
        case ssl.SSLError():
            sentence = _(
                "%(host)s does not speak this kind of encryption on port %(port)s. Choose another kind or port."
            )
        case _:
            return str(error)
    return sentence % place


def _not_let_in(error: smtplib.SMTPAuthenticationError) -> str:
    what_to_do = _(
        "Cannot sign in: the server does not accept this user and password. Enter the password again; some "
        "providers want one made for this app."
    )
    return f"{what_to_do} ({_sentence(error.smtp_code, error.smtp_error)})"


def _told(answer: tuple[int, bytes], code: int) -> None:
    if answer[0] != code:
        raise smtplib.SMTPResponseException(*answer)


def _sentence(code: int, answer: bytes | str) -> str:
    return f"{code} {_text(answer)}".strip()


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())
