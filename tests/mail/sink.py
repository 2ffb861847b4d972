"""A mail server that keeps what it is given and misbehaves where it is told to: in a thread for tests, or as a process.

`python -m tests.mail.sink FILE DELAY [careful]` prints its port and adds a line to the file for each mail that it has taken,
before it says so.
"""

import asyncio
import json
import os
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Thread
from typing import NamedTuple

ADDRESS = re.compile(rb"<([^>]*)>")
HEADER_ID = re.compile(rb"(?im)^message-id:\s*<([^>]+)>")
END = b"\r\n.\r\n"


class Taken(NamedTuple):
    """A mail that was taken."""

    return_path: str
    recipient: str
    content: bytes

    @property
    def header_id(self) -> str:
        found = HEADER_ID.search(self.content)
        return found[1].decode() if found else ""


@dataclass
class Manners:
    """How a domain is served.

    :param rcpt: the answer to RCPT TO
    :param dot: the answer to the final dot; "" hangs up instead, before the mail was taken
    :param lost: take the mail, then hang up without a word
    :param delay: seconds before the dot is answered, or the longest of random ones
    :param silent: never answer the dot
    """

    rcpt: str = "250 ok"
    dot: str = "250 2.0.0 taken"
    lost: bool = False
    delay: float = 0.0
    silent: bool = False


@dataclass
class Sink:
    """The server. Whatever is not told otherwise is taken at once.

    :param manners: domain of the recipient → how it is served
    :param greeting: what it says first
    :param keep: called with each mail that was taken
    """

    manners: dict[str, Manners] = field(default_factory=dict)
    greeting: str = "220 sink.example ready"
    keep: Callable[[Taken], None] | None = None
    pipelines: bool = True
    longest_delay: float = 0.0
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def __enter__(self) -> "Sink":
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.start(), self._loop).result(60)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)

    async def start(self) -> None:
        """Listen on a free port of this machine."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Talk(self), "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    def take(self, mail: Taken) -> None:
        """Keep a mail."""
        (self.keep or self.taken.append)(mail)

    def manners_for(self, recipient: str) -> Manners:
        return self.manners.get(recipient.rpartition("@")[2]) or Manners(
            delay=random.uniform(0, self.longest_delay)
        )


class Talk(asyncio.Protocol):
    """One connection."""

    def __init__(self, sink: Sink) -> None:
        self.sink, self.buffer, self.in_content = sink, b"", False
        self.return_path = self.recipient = ""
        self.said: list[bytes] = []
        self.is_over = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.sink.connections += 1
        self.say(self.sink.greeting)
        self.send()

    def say(self, *lines: str) -> None:
        self.said += [line.encode() + b"\r\n" for line in lines]

    def send(self) -> None:
        """What was said since, in one piece (RFC 2920 §3.2)."""
        if self.said and not self.transport.is_closing():
            self.transport.write(b"".join(self.said))
        self.said = []

    def data_received(self, received: bytes) -> None:
        self.buffer += received
        self.heed()
        self.send()
        if self.is_over:
            self.transport.close()

    def heed(self) -> None:
        while not (self.is_over or self.transport.is_closing()):
            end = END if self.in_content else b"\r\n"
            content, found, rest = self.buffer.partition(end)
            if not found:
                return
            self.buffer = rest
            if self.in_content:
                self.in_content = False
                self.finish(content)
            else:
                self.obey(content)

    def obey(self, line: bytes) -> None:
        verb = line[:4].upper()
        if verb == b"EHLO":
            self.say("250-sink.example", *(["250-PIPELINING"] if self.sink.pipelines else []), "250 8BITMIME")
        elif verb == b"MAIL":
            self.return_path, self.recipient = self._address(line), ""
            self.say("250 ok")
        elif verb == b"RCPT":
            answer = self.sink.manners_for(self._address(line)).rcpt
            self.recipient = self._address(line) if answer[0] == "2" else ""
            self.say(answer)
        elif verb == b"DATA":
            self.in_content = bool(self.recipient)
            self.say("354 go on" if self.recipient else "503 no recipient")
        elif verb == b"QUIT":
            self.say("221 bye")
            self.is_over = True
        else:
            self.say("250 ok")

    def finish(self, content: bytes) -> None:
        manners = self.sink.manners_for(self.recipient)
        mail = Taken(self.return_path, self.recipient, content)
        if manners.silent:
            return
        if manners.delay:
            asyncio.get_running_loop().call_later(manners.delay, self.answer, manners, mail)
        else:
            self.answer(manners, mail)

    def answer(self, manners: Manners, mail: Taken) -> None:
        if manners.lost or manners.dot[:1] == "2":
            self.sink.take(mail)
        if manners.lost or not manners.dot:
            self.transport.abort()
        elif not self.transport.is_closing():
            self.say(manners.dot)
            self.send()

    @staticmethod
    def _address(line: bytes) -> str:
        found = ADDRESS.search(line)
        return found[1].decode() if found else ""


async def serve(path: str, longest_delay: float, *, is_careful: bool = False) -> None:
    """Serve until killed, noting what was taken.

    :param is_careful: have each on disk before saying so, as a mail server must
    """
    with open(path, "a", buffering=1, encoding="utf-8") as file:

        def note(mail: Taken) -> None:
            file.write(json.dumps([mail.header_id, mail.recipient]) + "\n")
            if is_careful:
                os.fdatasync(file.fileno())

        sink = Sink(keep=note, longest_delay=longest_delay)
        await sink.start()
        print(sink.port, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    _, path, delay, *more = sys.argv
    asyncio.run(serve(path, float(delay), is_careful="careful" in more))
