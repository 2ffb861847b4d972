"""What the desk costs at size: the inbox, conversations, cases with their panels, searches, polls, and mail that comes in."""

from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

from figures import Run
from measured import Site, served
from pages import INBOX_MS, LINE, PANEL, POLL_MS, RECORD_MS, SINCE, Pages

SEARCH_MS = 80
MAILS_IN, MAILS_A_SECOND = 2_000, 100
FOLDERS = ("open", "waiting", "unassigned", "closed")
SEARCHERS = ("sees all", "sees one unit")


def measure_desk(site: Site, run: Run, times: int) -> None:
    """All of it, on a database that `fill_desk` has built."""
    prepared = site.ask("desk", "prepare")
    with served(site) as server:
        lead = prepared["viewers"]["sees all"]["cookie"]
        desk = Desk(Pages(server, {"viewers": {"lead": lead}}, run, times), run)
        run.add("desk: bare view, processor time", desk.pages.cost("/healthz", lead).bare, "ms")
        for who, viewer in prepared["viewers"].items():
            desk.look_around(who, viewer)
        for who in SEARCHERS:
            desk.search(who, prepared["viewers"][who]["cookie"], prepared["searches"])
    mails = site.ask("mail", "inbound", MAILS_IN)
    run.add("inbound mail, at size", mails["both"], "mails/s", MAILS_A_SECOND, more_is_better=True)


def fill_desk(site: Site, conversations: int) -> None:
    """Build the database unless it is there; one that was left half-built is refused."""
    site.folder.mkdir(parents=True, exist_ok=True)
    site.run("migrate", "-v0")
    found = site.ask("desk", "sizes")["conversations"]
    if found == 0:
        site.run("example", "--scale", str(conversations // 4), "--conversations", str(conversations))
    elif found < conversations:
        raise SystemExit(
            f"{site.folder} holds {found:,} conversations only. Remove it, and it is built anew."
        )


class Desk:
    """The pages of those who serve, as one viewer after the other asks for them."""

    def __init__(self, pages: Pages, run: Run) -> None:
        self.pages, self.run = pages, run

    def look_around(self, who: str, viewer: dict[str, Any]) -> None:
        """The inbox and its folders, deep inside too, a conversation, two cases and the poll, for one viewer."""
        cookie = viewer["cookie"]
        for folder in FOLDERS:
            self.page(f"inbox, {folder}, {who}", f"/inbox/?folder={folder}", cookie, INBOX_MS)
        for folder, token in viewer["deep"].items():
            deep = urlencode({"folder": folder, "page": token})
            self.page(f"inbox, {folder}, {who}, deep", f"/inbox/?{deep}", cookie, INBOX_MS)
        inbox = self.pages.server.get("/inbox/", cookie).decode()
        self.opened(f"conversation, {who}", f"/conversations/{LINE.search(inbox)[1]}/", cookie)
        self.opened(f"open case, {who}", f"/cases/{viewer['case']}/", cookie)
        self.opened(f"resolved case, {who}", f"/cases/{viewer['resolved']}/", cookie)
        self.page(f"list of cases, {who}", "/cases/", cookie, INBOX_MS)
        poll = self.pages.cost(f"/inbox/changes/?since={SINCE.search(inbox)[1]}", cookie)
        self.run.add(f"inbox, nothing new, {who}, processor time", poll.cpu, "ms", POLL_MS)
        self.run.add(f"inbox, nothing new, {who}", poll.cpu / poll.bare, "× bare")

    def search(self, who: str, cookie: str, searches: dict[str, str]) -> None:
        """Everything, and conversations alone."""
        for what, words in searches.items():
            self.page(f"search, {what}, {who}", f"/search/?q={quote(words)}", cookie, SEARCH_MS)
            talks = f"/search/?q={quote(words)}&kind=conversation"
            self.page(f"search of conversations, {what}, {who}", talks, cookie, SEARCH_MS)

    def opened(self, name: str, address: str, cookie: str) -> None:
        """A record's page, and together with all that its page asks for at once, one after the other."""
        whole = self.page(name, address, cookie, RECORD_MS)
        page = self.pages.server.get(address, cookie).decode()
        panels = list(dict.fromkeys(unescape(url) for url in PANEL.findall(page)))
        for panel in panels:
            whole += self.pages.cost(panel, cookie, fragment=True).median
        self.run.add(f"{name}, with its {len(panels)} panels, median", whole, "ms", RECORD_MS)

    def page(self, name: str, address: str, cookie: str, limit: float) -> float:
        """:returns: the median of its time"""
        found = self.pages.cost(address, cookie)
        self.run.add(f"{name}, processor time", found.cpu / found.bare, "× bare")
        self.run.add(f"{name}, p95", found.p95, "ms", limit)
        return found.median
