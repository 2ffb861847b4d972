"""A lane: the few lines to one mail server. A server that is slow or dead keeps its own lane waiting and nobody else."""

from collections import Counter, deque
from collections.abc import Iterable
from itertools import islice
from threading import Lock, Thread

from twofold.conversations.outbox.carrier import Carrier
from twofold.conversations.outbox.house import House
from twofold.conversations.outbox.letters import Letter
from twofold.conversations.outbox.server import Server

LINES = 4
MOST_OF_ONE_DOMAIN = LINES - 1


class Lane:
    """Letters for one server. One thread carries them over all lines as long as there are any.

    :ivar lines: how many lines it may use just now
    """

    def __init__(self, server: Server, house: House) -> None:
        self.server, self.lines = server, LINES
        self._is_stopping = False
        self._house = house
        self._letters: deque[Letter] = deque()
        self._on_the_way: Counter[str] = Counter()
        self._lock = Lock()
        self._carrier: Carrier | None = None

    def add(self, letters: Iterable[Letter]) -> None:
        """Take letters, and begin to carry them."""
        with self._lock:
            for letter in letters:
                if letter.is_urgent:
                    self._letters.appendleft(letter)
                else:
                    self._letters.append(letter)
            if self._carrier is None and self._letters:
                self._carrier = Carrier(self, self._house)
                Thread(target=self._carrier.run, name=f"lane to {self.server}", daemon=True).start()
        self._ring()

    def held(self) -> Counter[str]:
        """Domain → how many letters for it are here."""
        with self._lock:
            return Counter(letter.domain for letter in self._letters) + self._on_the_way

    def empty(self, domain: str = "") -> list[Letter]:
        """Give back the letters that nobody carries yet: all, or those of a domain."""
        with self._lock:
            held, self._letters = self._letters, deque()
            self._letters.extend(letter for letter in held if domain and letter.domain != domain)
            return [letter for letter in held if not domain or letter.domain == domain]

    def stop(self) -> None:
        """Carry what is on its way, and nothing more."""
        with self._lock:
            self._is_stopping = True
        self._ring()

    # What the carrier asks, in its own thread.

    def take(self) -> Letter | None:
        """The first letter whose domain has not got its share of the lines."""
        with self._lock:
            for place, letter in enumerate(self._letters):
                if self._on_the_way[letter.domain] < MOST_OF_ONE_DOMAIN and not self._is_stopping:
                    del self._letters[place]
                    self._on_the_way[letter.domain] += 1
                    return letter
        return None

    def put_back(self, letter: Letter) -> None:
        """It was not sent, and is the next."""
        self.let_go(letter)
        with self._lock:
            self._letters.appendleft(letter)

    def let_go(self, letter: Letter) -> None:
        """It is not on its way any more."""
        with self._lock:
            self._on_the_way[letter.domain] -= 1
            if not self._on_the_way[letter.domain]:
                del self._on_the_way[letter.domain]

    def first(self, count: int) -> list[Letter]:
        """Those that come next, or soon."""
        with self._lock:
            return list(islice(self._letters, count))

    def wanted_lines(self) -> int:
        """How many lines have work."""
        with self._lock:
            return min(self.lines, 0 if self._is_stopping else len(self._letters) + self._on_the_way.total())

    def leave(self, *, is_idle: bool) -> bool:
        """Whether the carrier may end: nothing is on its way and nothing comes. Another one begins with the next letter.

        :param is_idle: nothing has come for a while
        """
        with self._lock:
            if self._on_the_way or not (self._is_stopping or (is_idle and not self._letters)):
                return False
            self._carrier = None
            return True

    def _ring(self) -> None:
        with self._lock:
            if self._carrier:
                self._carrier.ring()
