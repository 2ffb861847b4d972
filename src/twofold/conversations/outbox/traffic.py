"""All lanes of one sender, and what it has learnt about the servers at their ends."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.claiming import Room
from twofold.conversations.outbox.house import Sent
from twofold.conversations.outbox.lanes import LINES, Lane
from twofold.conversations.outbox.letters import Letter
from twofold.conversations.outbox.outcomes import Outcome, Peace
from twofold.conversations.outbox.outlets import Outlets
from twofold.conversations.outbox.patience import gives_up, pause_after
from twofold.conversations.outbox.pauses import Pauses, spread
from twofold.conversations.outbox.server import Server

log = logging.getLogger("twofold.outbox")
MOST_IN_A_LANE = 600
MOST_OF_A_DOMAIN = 300
State = OutgoingMail.State


class Traffic:
    """Where letters are between the outbox and the servers.

    :param build: makes the lane to a server
    """

    def __init__(self, build: Callable[[Server], Lane]) -> None:
        self._build = build
        self._lanes: dict[Server, Lane] = {}
        self._pauses = Pauses()
        self.outlets: Outlets = {}
        self.under_way = 0

    def room(self, *, now: datetime) -> Room:
        """What may be claimed: not for lanes and domains that have enough, nor for those that are left in peace.

        What is urgent goes before all that a lane holds, and so there is always room for it.
        """
        paused = self._pauses.paused(now=now)
        shut = set(paused)
        for server, lane in self._lanes.items():
            held = lane.held()
            if held.total() >= MOST_IN_A_LANE:
                shut.add((server, ""))
            shut |= {(server, domain) for domain, count in held.items() if count >= MOST_OF_A_DOMAIN}
        return Room(*self._open(shut), urgent=Room(*self._open(paused)))

    def add(self, letters: Iterable[Letter]) -> None:
        """Give letters to their lanes."""
        by_server: dict[Server, list[Letter]] = {}
        for letter in letters:
            by_server.setdefault(letter.server, []).append(letter)
        for server, some in by_server.items():
            if server not in self._lanes:
                self._lanes[server] = self._build(server)
            self._lanes[server].add(some)
            self.under_way += len(some)

    def judge(self, sent: Sent, *, now: datetime) -> tuple[list[Outcome], list[Peace]]:
        """What to write about a letter that came back, about those that need not try any more, and for whom to wait."""
        self.under_way -= 1
        letter = sent.letter
        if sent.state == State.SENT:
            self._pauses.note_success(letter.server, letter.domain)
            self._lanes[letter.server].lines = LINES
            return [Outcome(letter.mail_id, sent.state, sent.answer)], []
        if sent.state != State.WAITING:
            return [Outcome(letter.mail_id, sent.state, sent.answer)], []
        return self._put_off(sent, now)

    def take_back(self, now: datetime) -> list[Outcome]:
        """End all lanes: what nobody carries yet goes back to the outbox."""
        handed_back = []
        for server, lane in self._lanes.items():
            handed_back += self._hand_back(server, "", now, "")
            lane.stop()
        return handed_back

    def _open(self, shut: set[tuple[Server, str]]) -> tuple[Outlets, list[tuple[list[int | None], str]]]:
        free = {
            channel: outlet for channel, outlet in self.outlets.items() if (outlet.server, "") not in shut
        }
        return free, [(self._channels(server), domain) for server, domain in shut if domain]

    def _put_off(self, sent: Sent, now: datetime) -> tuple[list[Outcome], list[Peace]]:
        letter, domain = sent.letter, "" if sent.is_trouble else sent.letter.domain
        again_at = now + pause_after(letter.attempts + 1, spread())
        if sent.is_trouble:
            until = again_at = self._pauses.note_trouble(letter.server, now=now)
        else:
            until = self._pauses.note_delay(letter.server, domain, now=now)
        state = State.FAILED if gives_up(letter.created_at, now) else State.WAITING
        outcomes = [Outcome(letter.mail_id, state, sent.answer, again_at)]
        if until is None:
            return outcomes, []
        log.warning("%s %s is left in peace until %s: %s", letter.server, domain, until, sent.answer)
        if sent.is_trouble:
            self._lanes[letter.server].lines = 1  # enough to find out whether it is back
        outcomes += self._hand_back(letter.server, domain, until, sent.answer)
        return outcomes, [Peace(tuple(self._channels(letter.server)), domain, until, sent.answer)]

    def _hand_back(self, server: Server, domain: str, again_at: datetime, answer: str) -> list[Outcome]:
        letters = self._lanes[server].empty(domain)
        self.under_way -= len(letters)
        return [
            Outcome(letter.mail_id, State.WAITING, answer, again_at, was_tried=False) for letter in letters
        ]

    def _channels(self, server: Server) -> list[int | None]:
        return [channel for channel, outlet in self.outlets.items() if outlet.server == server]
