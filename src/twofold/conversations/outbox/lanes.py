"""A lane: the few lines to one mail server. A server that is slow or dead keeps its own lane waiting and nobody else."""

import logging
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Thread

from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.letters import Letter
from twofold.conversations.outbox.server import Refused, Server, ServerTrouble, Unconfirmed
from twofold.conversations.outbox.smtp import Line

log = logging.getLogger("twofold.outbox")
LINES = 4
MOST_OF_ONE_DOMAIN = LINES - 1
IDLE_SECONDS = 5.0
State = OutgoingMail.State


@dataclass(frozen=True)
class Sent:
    """What came of one letter.

    :param state: sent, failed, unconfirmed, or waiting
    :param is_trouble: the server itself is in trouble, whatever the letter
    """

    letter: Letter
    state: str
    answer: str
    is_trouble: bool = False


class Lane:
    """Letters for one server, and the threads that carry them.

    :param report: called from those threads with what came of each letter
    :param may_send: asked just before the final dot: whether the sender still holds its mails
    """

    def __init__(
        self,
        server: Server,
        *,
        journal: Journal,
        own_name: str,
        report: Callable[[Sent], None],
        may_send: Callable[[], bool],
    ) -> None:
        self.server, self.lines = server, LINES
        self._journal, self._own_name = journal, own_name
        self._report, self._may_send = report, may_send
        self._letters: deque[Letter] = deque()
        self._on_the_way: Counter[str] = Counter()
        self._changed = Condition()
        self._threads = 0
        self._stopping = False

    def add(self, letter: Letter) -> None:
        """Take a letter, and one more line to carry it if there are not enough."""
        with self._changed:
            self._letters.append(letter)
            if self._threads < min(self.lines, len(self._letters) + self._on_the_way.total()):
                self._threads += 1
                Thread(target=self._carry, name=f"lane to {self.server}", daemon=True).start()
            self._changed.notify()

    def held(self) -> Counter[str]:
        """Domain → how many letters for it are here."""
        with self._changed:
            return Counter(letter.domain for letter in self._letters) + self._on_the_way

    def empty(self, domain: str = "") -> list[Letter]:
        """Give back the letters that nobody carries yet: all, or those of a domain."""
        with self._changed:
            held, self._letters = self._letters, deque()
            self._letters.extend(letter for letter in held if domain and letter.domain != domain)
            return [letter for letter in held if not domain or letter.domain == domain]

    def stop(self) -> None:
        """Carry what is on its way, and nothing more."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()

    @property
    def is_over(self) -> bool:
        """Whether no thread is left."""
        with self._changed:
            return self._threads == 0

    def _carry(self) -> None:
        line = None
        try:
            while letter := self._next():
                line, sent = self._hand_over(line, letter)
                with self._changed:
                    self._on_the_way[letter.domain] -= 1
                    self._on_the_way += Counter()
                    self._changed.notify()
                self._report(sent)
        finally:
            if line:
                line.hang_up()

    def _next(self) -> Letter | None:
        """The first letter whose domain has not got its share of the lines; None when there is nothing to do for a while."""
        with self._changed:
            while not self._stopping and self._threads <= self.lines:
                for place, letter in enumerate(self._letters):
                    if self._on_the_way[letter.domain] < MOST_OF_ONE_DOMAIN:
                        del self._letters[place]
                        self._on_the_way[letter.domain] += 1
                        return letter
                if not self._changed.wait(IDLE_SECONDS) and not self._letters:
                    break
            self._threads -= 1
            return None

    def _hand_over(self, line: Line | None, letter: Letter) -> tuple[Line | None, Sent]:
        try:
            content = letter.content()
        except Exception as error:
            log.exception("mail %d cannot be written", letter.mail_id)
            return line, Sent(letter, State.FAILED, f"This mail could not be written: {error}")
        for is_fresh in (line is None, True):
            try:
                line = line or self._open()
                return self._deliver(line, letter, content)
            except ServerTrouble as error:
                line, trouble = None, error
                if is_fresh:  # one that was kept open may have been closed meanwhile, which is no trouble
                    break
        self._journal.settle(letter.mail_id, f"not sent: {trouble.answer}", accepted=False)
        return None, Sent(letter, State.WAITING, trouble.answer, is_trouble=True)

    def _open(self) -> Line:
        line = Line(self.server, own_name=self._own_name)
        line.open()
        return line

    def _deliver(self, line: Line, letter: Letter, content: bytes) -> tuple[Line | None, Sent]:
        place = self._journal.announce(letter.mail_id)

        def before_dot() -> None:
            if not self._may_send():
                line.close()
                raise ServerTrouble("This sender was away for too long.")
            try:
                self._journal.secure(place)
            except OSError as error:
                line.close()
                raise ServerTrouble(f"The journal cannot be written: {error}") from error

        try:
            answer = line.deliver(letter.envelope, content, before_dot)
        except Refused as refusal:
            self._journal.settle(letter.mail_id, refusal.answer, accepted=False)
            state = State.FAILED if refusal.is_final else State.WAITING
            return line if line.sock else None, Sent(letter, state, refusal.answer)
        except Unconfirmed as error:
            return None, Sent(letter, State.UNCONFIRMED, str(error))
        self._journal.settle(letter.mail_id, answer, accepted=True)
        return line, Sent(letter, State.SENT, answer)
