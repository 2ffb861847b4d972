"""The open lines to one server, and waiting for whichever has something to do."""

import socket
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from selectors import EVENT_READ, DefaultSelector
from threading import Thread
from time import monotonic

from twofold.conversations.outbox.letters import Letter
from twofold.conversations.outbox.server import Server, ServerTrouble
from twofold.conversations.outbox.smtp import Line, Talk


@dataclass(eq=False)
class Runner:
    """A line, and the letter that goes over it just now, if there is one.

    :param talk: how far that has come
    :param until: how long the server may take to answer
    :param is_used: it has carried before, so that the server may have closed it meanwhile, which is no trouble
    """

    line: Line
    sock: socket.socket
    letter: Letter | None = None
    talk: Talk[str] | None = None
    until: float = 0.0
    waits_for: int = EVENT_READ
    is_used: bool = False


class Runners:
    """The lines that are open. Each is opened in a thread of its own, since that takes its time.

    Only :meth:`ring` may be called by other threads.
    """

    def __init__(self, server: Server, own_name: str) -> None:
        self._server, self._own_name = server, own_name
        self._runners: list[Runner] = []
        self._opened: SimpleQueue[Line | ServerTrouble] = SimpleQueue()
        self._opening = 0
        self._selector = DefaultSelector()
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._selector.register(self._ear, EVENT_READ)

    def __len__(self) -> int:
        return len(self._runners)

    @property
    def idle(self) -> list[Runner]:
        return [runner for runner in self._runners if not runner.letter]

    def ring(self) -> None:
        """Wake whoever waits in :meth:`ready`."""
        with suppress(OSError):  # it has been rung often enough, or nobody is there any more
            self._bell.send(b"!")

    def have(self, count: int, *, most: int) -> None:
        """Open lines until there are so many, and close idle ones of which there are too many."""
        for runner in self.idle[: max(0, len(self) - most)]:
            self.hang_up(runner)
        while len(self) + self._opening < count:
            self._opening += 1
            Thread(target=self._open, name=f"line to {self._server}", daemon=True).start()

    def troubles(self) -> list[ServerTrouble]:
        """Take in the lines that were opened since.

        :returns: why others could not be
        """
        troubles = []
        with suppress(Empty):
            while True:
                opened = self._opened.get_nowait()
                self._opening -= 1
                if isinstance(opened, ServerTrouble):
                    troubles.append(opened)
                    continue
                runner = Runner(opened, opened.sock)
                self._selector.register(runner.sock, EVENT_READ, runner)
                self._runners.append(runner)
        return troubles

    def ready(self, seconds: float) -> list[Runner]:
        """Wait until some can go on, or the bell rings."""
        ready = []
        for key, _events in self._selector.select(seconds):
            if key.data is None:
                self._ear.recv(4096)
            else:
                ready.append(key.data)
        return ready

    def overdue(self) -> list[Runner]:
        """Those whose server has not answered in time."""
        now = monotonic()
        return [runner for runner in self._runners if runner.letter and runner.until <= now]

    def wait(self, runner: Runner, wants: int) -> None:
        """Note what a line waits for."""
        runner.until = monotonic() + runner.line.patience
        if wants != runner.waits_for:
            runner.waits_for = wants
            self._selector.modify(runner.sock, wants, runner)

    def drop(self, runner: Runner) -> None:
        """Have the line no more."""
        self._selector.unregister(runner.sock)
        self._runners.remove(runner)
        runner.line.close()

    def hang_up(self, runner: Runner) -> None:
        """The same, with a word of goodbye."""
        self._selector.unregister(runner.sock)
        self._runners.remove(runner)
        runner.line.hang_up()

    def close(self) -> None:
        """End. A line that is opened later is closed again by nobody, which its server will notice."""
        for runner in list(self._runners):
            self.hang_up(runner)
        self._selector.close()
        self._bell.close()
        self._ear.close()

    def _open(self) -> None:
        line = Line(self._server, own_name=self._own_name)
        try:
            line.open()
        except ServerTrouble as trouble:
            self._opened.put(trouble)
        else:
            self._opened.put(line)
        self.ring()
