"""A line to one mail server, over which many mails go, each with a word to the journal before its final dot."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable

from twofold.conversations.outbox.server import Envelope, Refused, Server, ServerTrouble, Unconfirmed

CONNECT_SECONDS = 30.0
COMMAND_SECONDS = 120.0
PIECE = 65_536
DOT_SECONDS = 600.0  # RFC 5321 §4.5.3.2.6
LINE_END = re.compile(rb"\r\n|\r|\n")
LEADING_DOT = re.compile(rb"(?m)^\.")


class Line(smtplib.SMTP):
    """An open connection, logged in."""

    def __init__(self, server: Server, *, own_name: str, dot_seconds: float = DOT_SECONDS) -> None:
        self._server, self._dot_seconds = server, dot_seconds
        self._heard = b""
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
            self.sock.sendall(content)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            self.close()
            raise ServerTrouble(str(error)) from error
        before_dot()
        code, answer = self._dot()
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

    def _introduce(self, envelope: Envelope) -> None:
        """Sender, recipient and DATA: in one go where the server can take that (RFC 2920)."""
        commands = (f"MAIL FROM:<{envelope.return_path}>", f"RCPT TO:<{envelope.recipient}>", "DATA")
        expected = (250,), (250, 251), (354,)
        if not self.has_extn("pipelining"):
            for command, codes in zip(commands, expected, strict=True):
                self._expect(self.docmd(command), codes)
            return
        self.sock.sendall(("\r\n".join(commands) + "\r\n").encode())
        answers = self._answers(len(commands))
        if answers[2][0] == 354 and not (answers[0][0] == 250 and answers[1][0] in (250, 251)):
            self.close()  # it waits for a mail that it will not take
        for answer, codes in zip(answers, expected, strict=True):
            self._expect(answer, codes)

    def _answers(self, count: int) -> list[tuple[int, bytes]]:
        """The next answers, read in as few pieces as they come."""
        answers: list[tuple[int, bytes]] = []
        words: list[bytes] = []
        while len(answers) < count:
            line, end, rest = self._heard.partition(b"\n")
            if not end:
                self._heard += self._more()
                continue
            self._heard = rest
            words.append(line[4:].strip())
            if line[3:4] != b"-":
                answers.append((int(line[:3]) if line[:3].isdigit() else -1, b"\n".join(words)))
                words = []
        return answers

    def _more(self) -> bytes:
        received = self.sock.recv(PIECE)
        if not received or len(self._heard) > PIECE:
            raise smtplib.SMTPServerDisconnected("The server hung up, or says more than anyone would.")
        return received

    def _expect(self, answer: tuple[int, bytes], codes: tuple[int, ...]) -> None:
        if answer[0] not in codes:
            refusal = self._refusal(*answer)
            if self.sock:
                self._forget()
            raise refusal

    def _refusal(self, code: int, answer: bytes) -> Exception:
        """421 says that the server closes the line, whatever was asked."""
        if code != 421 and 400 <= code < 600:
            return Refused(code, _text(answer))
        self.close()
        return ServerTrouble(_sentence(code, answer))

    def _forget(self) -> None:
        """Leave this mail and be ready for the next."""
        try:
            self.rset()
        except (OSError, smtplib.SMTPServerDisconnected):
            self.close()

    def _dot(self) -> tuple[int, bytes]:
        try:
            self.sock.settimeout(self._dot_seconds)
            self.sock.sendall(b".\r\n")
            ((code, answer),) = self._answers(1)
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


def _sentence(code: int, answer: bytes | str) -> str:
    return f"{code} {_text(answer)}".strip()


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())
