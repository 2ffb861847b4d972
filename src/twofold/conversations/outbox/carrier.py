"""Carrying letters over several lines at once: one thread, which goes on with whichever line its server has answered."""

import logging
from time import monotonic
from typing import Protocol

from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.house import House, Sent
from twofold.conversations.outbox.letters import Letter
from twofold.conversations.outbox.runners import Runner, Runners
from twofold.conversations.outbox.server import Refused, Server, ServerTrouble, Unconfirmed
from twofold.conversations.outbox.smtp import DOT

log = logging.getLogger("twofold.outbox")
IDLE_SECONDS = 5.0
LOOKS_UP_AFTER = 1.0
AHEAD = 32  # letters announced at once: so many may be unconfirmed after a failure of the power
State = OutgoingMail.State


class Letters(Protocol):
    """Where a carrier takes its letters from: :class:`~twofold.conversations.outbox.lanes.Lane`."""

    server: Server
    lines: int

    def take(self) -> Letter | None: ...
    def put_back(self, letter: Letter) -> None: ...
    def let_go(self, letter: Letter) -> None: ...
    def first(self, count: int) -> list[Letter]: ...
    def wanted_lines(self) -> int: ...
    def leave(self, *, is_idle: bool) -> bool: ...


class Carrier:
    """Carries the letters of one lane until there are none for a while."""

    def __init__(self, letters: Letters, house: House) -> None:
        self._letters, self._house = letters, house
        self._runners = Runners(letters.server, house.own_name)
        self._at_dot: list[Runner] = []
        self._announced: set[Letter] = set()
        self._tried_again: set[Letter] = set()
        self._allowed = letters.lines
        self._busy_at = monotonic()
        self.ring = self._runners.ring

    def run(self) -> None:
        """Carry."""
        try:
            while not self._letters.leave(is_idle=monotonic() > self._busy_at + IDLE_SECONDS):
                self._set_out()
                for runner in self._runners.ready(LOOKS_UP_AFTER):
                    self._go_on(runner)
                self._give_dots()
                for runner in self._runners.overdue():
                    self._go_on(runner, TimeoutError("The server has not answered in time."))
        finally:
            self._runners.close()

    def _set_out(self) -> None:
        """Have as many lines as are needed, and a letter on each."""
        for trouble in self._runners.troubles():
            self._do_without(trouble)
        self._runners.have(min(self._letters.wanted_lines(), self._allowed), most=self._letters.lines)
        for runner in self._runners.idle:
            while not runner.letter and (letter := self._letters.take()):
                self._hand_over(runner, letter)

    def _do_without(self, trouble: ServerTrouble) -> None:
        """A line could not be opened. While others are, the server wants no more of them at a time."""
        if len(self._runners):
            self._allowed = len(self._runners)
        elif letter := self._letters.take():
            self._report(Sent(letter, State.WAITING, trouble.answer, is_trouble=True))

    def _hand_over(self, runner: Runner, letter: Letter) -> None:
        self._busy_at = monotonic()
        try:
            content = letter.content()
        except Exception as error:
            log.exception("mail %d cannot be written", letter.mail_id)
            self._report(Sent(letter, State.FAILED, f"This mail could not be written: {error}"))
            return
        try:
            self._announce(letter)
        except OSError as error:
            answer = f"The journal cannot be written: {error}"
            self._report(Sent(letter, State.WAITING, answer, is_trouble=True))
            return
        runner.letter, runner.talk = letter, runner.line.deliver(letter.envelope, content)
        self._go_on(runner)

    def _announce(self, letter: Letter) -> None:
        """Have it in the journal, on disk, that this letter comes next, and those behind it soon."""
        if letter not in self._announced:
            ahead = [letter, *self._letters.first(AHEAD - 1)]
            self._house.journal.announce(one.mail_id for one in ahead)
            self._announced = set(ahead)

    def _go_on(self, runner: Runner, error: Exception | None = None) -> None:
        """Let a line do the next step."""
        if runner.talk is None:  # its server hangs up, or says what nobody has asked
            self._runners.drop(runner)
            return
        try:
            wants = runner.talk.throw(error) if error else next(runner.talk)
        except StopIteration as end:
            self._settle(runner, State.SENT, end.value, accepted=True)
        except Refused as refusal:
            state = State.FAILED if refusal.is_final else State.WAITING
            self._settle(runner, state, refusal.answer, accepted=False)
        except Unconfirmed as unknown:
            self._finish(runner, State.UNCONFIRMED, str(unknown))
        except ServerTrouble as trouble:
            self._break_off(runner, trouble.answer)
        else:
            if wants == DOT:
                self._at_dot.append(runner)
            else:
                self._runners.wait(runner, wants)

    def _give_dots(self) -> None:
        """Mark what is complete but for its dot, all in one go, then let the dots leave."""
        runners, self._at_dot = self._at_dot, []
        if not runners:
            self._house.journal.keep_up()
            return
        why_not = "" if self._house.may_send() else "This sender was away for too long."
        try:
            self._house.journal.mark(runner.letter.mail_id for runner in runners if not why_not)
        except OSError as error:
            why_not = f"The journal cannot be written: {error}"
        for runner in runners:
            if why_not:
                self._give_up(runner, why_not)
            else:
                self._go_on(runner)

    def _settle(self, runner: Runner, state: str, answer: str, *, accepted: bool) -> None:
        self._house.journal.settle(runner.letter.mail_id, answer, accepted=accepted)
        self._finish(runner, state, answer)

    def _break_off(self, runner: Runner, answer: str) -> None:
        """The line broke before the dot. The server may have closed one that was kept open: then once more by another."""
        if not runner.is_used or runner.letter in self._tried_again:
            self._give_up(runner, answer)
            return
        self._tried_again.add(runner.letter)
        self._letters.put_back(runner.letter)
        self._runners.drop(runner)

    def _give_up(self, runner: Runner, answer: str) -> None:
        letter = runner.letter
        self._house.journal.settle(letter.mail_id, f"not sent: {answer}", accepted=False)
        self._runners.drop(runner)
        self._report(Sent(letter, State.WAITING, answer, is_trouble=True))

    def _finish(self, runner: Runner, state: str, answer: str) -> None:
        letter, runner.letter, runner.talk, runner.is_used = runner.letter, None, None, True
        if not runner.line.sock:
            self._runners.drop(runner)
        self._report(Sent(letter, state, answer))

    def _report(self, sent: Sent) -> None:
        self._letters.let_go(sent.letter)
        self._tried_again.discard(sent.letter)
        self._house.report(sent)
