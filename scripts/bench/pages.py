"""What pages cost: processor time as a multiple of a bare view of the same server, and time on the clock."""

import re
import statistics
import time
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

from figures import Run
from measured import Served

WARM = 3
LIST_RATIO, LIST_MS, SEARCH_MS, RECORD_MS, HOME_MS = 8, 80, 60, 100, 300
INBOX_MS, POLL_MS = 80, 2
BARE = "/healthz"
FRAGMENT = {"HX-Request": "true"}
COLUMNS = {"name": "name", "newest": "-created_at"}
"""Order of the list → how an address says it."""
LINE = re.compile(r'class="inbox-line[^>]*data-id="(\d+)"')
SINCE = re.compile(r'name="since" id="inbox-since" value="([^"]*)"')
PANEL = re.compile(r'hx-get="([^"]+)"[^>]*hx-trigger="[^"]*(?:load|revealed)')


@dataclass(frozen=True)
class Cost:
    """Milliseconds that a page takes.

    :param cpu: of processor time on the average; `bare`: the same of a bare view
    """

    cpu: float
    bare: float
    p95: float
    median: float


class Pages:
    """The pages of a site, each asked for many times, one after the other.

    :param asked: what inside.py prepared
    """

    def __init__(self, server: Served, asked: dict[str, Any], run: Run, times: int) -> None:
        self.server, self.asked, self.run, self.times = server, asked, run, times
        self.lead = asked["viewers"]["lead"]

    def measure(self) -> None:
        """All of them."""
        self.run.add("bare view, processor time", self.cost(BARE, self.lead).cpu, "ms")
        self.lists()
        for what, words in self.asked["searches"].items():
            self.page(f"search: {what}", f"/search/?q={quote(words)}", SEARCH_MS)
        self.record("record of a person", self.asked["person"])
        self.record("record of the busiest customer", self.asked["busy"])
        self.page("home", "/", HOME_MS)
        self.inbox()

    def inbox(self) -> None:
        """Its folders, a conversation, and what an inbox that is left open asks for every ten seconds."""
        for folder in ("open", "waiting", "closed"):
            self.page(f"inbox, {folder}", f"/inbox/?folder={folder}", INBOX_MS)
        inbox = self.server.get("/inbox/", self.lead).decode()
        self.page("conversation", f"/conversations/{LINE.search(inbox)[1]}/", RECORD_MS)
        poll = self.cost(f"/inbox/changes/?since={SINCE.search(inbox)[1]}", self.lead)
        self.run.add("inbox, nothing new, processor time", poll.cpu, "ms", POLL_MS)

    def lists(self) -> None:
        """The list of parties for three viewers, at the beginning and deep inside, and the other lists as their lead."""
        for viewer, cookie in self.asked["viewers"].items():
            seen = {"lead": "sees all", "unit": "sees one unit", "few": "sees 100"}[viewer]
            for order, token in self.asked["deep"].items():
                self.list(f"parties by {order}, {seen}", f"/parties/?order={COLUMNS[order]}", cookie)
                if viewer != "few":
                    deep = urlencode({"order": COLUMNS[order], "page": token})
                    self.list(f"parties by {order}, {seen}, deep", f"/parties/?{deep}", cookie)
        for name in ("relationships", "dealings", "cases"):
            self.list(name, f"/{name}/", self.lead)
        self.page("standing of all customers", "/standing/", None)

    def list(self, name: str, address: str, cookie: str) -> None:
        found = self.cost(address, cookie)
        self.run.add(f"{name}, processor time", found.cpu / found.bare, "× bare", LIST_RATIO)
        self.run.add(f"{name}, p95", found.p95, "ms", LIST_MS)

    def page(self, name: str, address: str, limit: float | None, *, fragment: bool = False) -> Cost:
        found = self.cost(address, self.lead, fragment=fragment)
        self.run.add(f"{name}, processor time", found.cpu / found.bare, "× bare")
        self.run.add(f"{name}, p95", found.p95, "ms", limit)
        return found

    def record(self, name: str, pk: int) -> None:
        """A record's page, each of its panels, and all together as one who opens it waits for them."""
        address = f"/parties/{pk}/"
        panels = [unescape(url) for url in PANEL.findall(self.server.get(address, self.lead).decode())]
        whole = self.page(name, address, RECORD_MS).median
        for panel in panels:
            shown = f"{name}, {panel.replace(str(pk), 'N')}"
            whole += self.page(shown, panel, RECORD_MS, fragment=True).median
        self.run.add(f"{name} with all its panels, median", whole, "ms", RECORD_MS)

    def cost(self, address: str, cookie: str, *, fragment: bool = False) -> Cost:
        """What a page costs; a bare view is asked for in between, so that both meet the same neighbours on the machine."""
        headers = FRAGMENT if fragment else None
        for _ in range(WARM):
            self.server.get(address, cookie, headers)
        walls, page, bare = [], 0.0, 0.0
        for _ in range(self.times):
            start = self.server.cpu()
            self.server.get(BARE, self.lead)
            middle, began = self.server.cpu(), time.perf_counter()
            self.server.get(address, cookie, headers)
            walls.append((time.perf_counter() - began) * 1000)
            bare, page = bare + middle - start, page + self.server.cpu() - middle
        each = 1000 / self.times
        return Cost(
            page * each, bare * each, sorted(walls)[int(self.times * 0.95) - 1], statistics.median(walls)
        )
