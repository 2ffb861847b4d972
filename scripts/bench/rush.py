"""A survey rush: very many people open their links and send their sheets, as fast as the site takes them."""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import quantiles
from urllib.parse import urlencode

from figures import Run
from measured import Served, Site, family, served

INVITATIONS = 40_000
SQLITE_A_SECOND, POSTGRESQL_A_SECOND, P95_MS = 60, 120, 500
AT_ONCE = 8
TWICE_EACH = 25
"""Every so many-th sheet is sent once more, as by a double click."""
HIDDEN = re.compile(r'name="(version|submission|page|language|shown)" value="([^"]*)"')
SHEET = [
    *(("q.nps", "9"), ("q.ordering", "4"), ("q.delivery", "4"), ("q.people", "4"), ("q.value", "4")),
    *(("q.uses", "1"), ("q.uses", "3"), ("q.why", "It came a day early, and the screws were all there."), ("go", "on")),
]  # fmt: skip
ANSWERS, PICKS = 7, 2
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Rush:
    """What the respondents have seen.

    :param opened: seconds that each page took to come; `sent` likewise for each sheet
    :param thanked: sheets that were acknowledged
    """

    port: int
    tokens: Iterator[str]
    until: float
    opened: list[float] = field(default_factory=list)
    sent: list[float] = field(default_factory=list)
    thanked: int = 0
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def go(self) -> float:
        """Let them all come.

        :returns: seconds that it took
        """
        began = time.perf_counter()
        people = [threading.Thread(target=self._one_after_another) for _line in range(AT_ONCE)]
        for one in people:
            one.start()
        for one in people:
            one.join()
        return time.perf_counter() - began

    def _one_after_another(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while time.perf_counter() < self.until:
            with self.lock:
                token = next(self.tokens, None)
            if token is None:
                return
            self._answer(connection, f"/s/{token}/")

    def _answer(self, connection: http.client.HTTPConnection, link: str) -> None:
        page, opened, status = self._ask(connection, "GET", link)
        body = urlencode([*HIDDEN.findall(page), *SHEET])
        said, sent, status = self._ask(connection, "POST", link, body)
        with self.lock:
            self.opened.append(opened)
            self.sent.append(sent)
            if status == 200 and "Thank you" in said:
                self.thanked += 1
            else:
                self.failed.append(f"{status}")
            again = len(self.sent) % TWICE_EACH == 0
        if again:
            self._ask(connection, "POST", link, body)

    def _ask(self, connection, method: str, link: str, body: str | None = None) -> tuple[str, float, int]:
        began = time.perf_counter()
        connection.request(method, link, body, FORM if body else {})
        answer = connection.getresponse()
        return answer.read().decode(), time.perf_counter() - began, answer.status


def measure_rush(site: Site, run: Run, seconds: int, invitations: int = INVITATIONS) -> None:
    """All of it, in a database of its own that is kept; each time a new round asks the same customers."""
    site.folder.mkdir(parents=True, exist_ok=True)
    site.run("migrate", "-v0")
    if site.inside("tables")["parties"] == 0:
        site.run("example", "--scale", str(invitations * 5 // 4))
    prepared = site.ask("answering", "prepare", invitations)
    bare = site.ask("answering", "bare")["bare"]
    with served(site) as server:
        rush, took, cpu, own = _rush(server, prepared["tokens"], seconds)
        processes = len(family(server.process.pid)) - 1
    kept = site.ask("answering", "kept", prepared["wave"])
    speed, what = rush.thanked / took, f"rush of {len(prepared['tokens']):,} invitations"
    least = POSTGRESQL_A_SECOND if site.url else SQLITE_A_SECOND
    run.add(f"{what}, sheets taken in", speed, "/s", least, more_is_better=True)
    run.add("a sheet of it, p95", 1000 * p95(rush.sent), "ms", P95_MS)
    run.add("a page of it, p95", 1000 * p95(rush.opened), "ms", P95_MS)
    run.add("processor time for page and sheet", 1000 * cpu / len(rush.sent), "ms")
    run.add("processor time of their sender, on the same cores", 1000 * own / len(rush.sent), "ms")
    run.add("processes that answered them", processes, "")
    run.add("sheets that Django inserts bare, one after the other", bare, "/s", more_is_better=True)
    run.add("sheets taken in, share of a bare insert", 100 * speed / bare, "%", more_is_better=True)
    run.add("sheets sent and not thanked for", len(rush.failed), "", 0)
    run.add("sheets lost or doubled", abs(kept["sheets"] - rush.thanked) + _odd(kept), "", 0)


def p95(times: list[float]) -> float:
    """95 of a hundred were faster."""
    return quantiles(times, n=20)[-1]


def _rush(server: Served, tokens: list[str], seconds: int) -> tuple[Rush, float, float, float]:
    """The rush, and seconds: on the clock, of processor time of the site without its database, and of ours."""
    before, own = server.cpu(), time.process_time()
    rush = Rush(server._connection.port, iter(tokens), time.perf_counter() + seconds)
    took = rush.go()
    return rush, took, server.cpu() - before, time.process_time() - own


def _odd(kept: dict[str, int]) -> int:
    """Sheets without all of their answers, or whose invitation does not know of them."""
    sheets = kept["sheets"]
    return (
        abs(kept["answered"] - sheets)
        + abs(kept["answers"] - sheets * ANSWERS)
        + abs(kept["picks"] - sheets * PICKS)
    )
