"""What the register and the workspace take at size: saved views, a bulk edit beside users, a merge, an export, duplicates."""

import time
from threading import Thread

from figures import Run
from imports import Visitor
from measured import Served, Site, served
from pages import Pages

VIEW_MS, BULK_SECONDS, BULK_PAGES, MERGE_SECONDS, DUPLICATE_SECONDS, EXPORT_MB = 80, 20, 2, 1, 600, 30
EDITED, MOVED = 100_000, 10_000


def measure_register(site: Site, run: Run, cookie: str, times: int, *, duplicates: bool = True) -> None:
    """All of it, on the big database.

    :param cookie: of the lead, who sees all
    """
    indexed = site.ask("acts", "attribute")["indexed"]
    if indexed:
        run.add("added field made filterable", indexed, "rows/s", more_is_better=True)
    views = site.ask("acts", "views")
    with served(site) as server:
        pages = Pages(server, {"viewers": {"lead": cookie}}, run, times)
        for grade, pk in views.items():
            found = pages.cost(f"/parties/?view={pk}", cookie)
            run.add(f"saved view, two filters and an added field ({grade}), p95", found.p95, "ms", VIEW_MS)
        alone = _visited(server, cookie, 8)
        with Visitor(server, cookie) as visitor:
            bulk = site.ask("acts", "bulk")
        each = EDITED / bulk["count"]
        run.add("bulk edit of 100,000 records beside users", bulk["seconds"] * each, "s", BULK_SECONDS)
        run.add("list of parties beside it, p95", visitor.p95 / alone, "× alone", BULK_PAGES)
        run.add("bulk edit taken back", site.ask("acts", "undo", bulk["event"])["seconds"] * each, "s")
        _export(server, cookie, run)
    run.add(f"merge with {MOVED:,} rows", site.ask("acts", "merge", MOVED)["seconds"], "s", MERGE_SECONDS)
    if duplicates:
        found = site.ask("acts", "duplicates")
        run.add("duplicate review of the whole register", found["seconds"], "s", DUPLICATE_SECONDS)


def _visited(server: Served, cookie: str, seconds: float) -> float:
    """p95 of the list of parties with nobody else about, in milliseconds."""
    with Visitor(server, cookie) as visitor:
        time.sleep(seconds)
    return visitor.p95


def _export(server: Served, cookie: str, run: Run) -> None:
    """Everyone as CSV, read as it comes; the memory of the process that answers is looked at meanwhile."""
    before, most, gone = server.megabytes(), [0.0], []

    def look() -> None:
        while not gone:
            most[0] = max(most[0], server.megabytes())
            time.sleep(0.5)

    watcher = Thread(target=look)
    watcher.start()
    began = time.perf_counter()
    try:
        lines = server.lines("/lists/party/export/", cookie, "as=csv")
    finally:
        gone.append(True)
        watcher.join()
    run.add("export of everyone, rows", lines / (time.perf_counter() - began), "/s", more_is_better=True)
    run.add("export, memory more than before", most[0] - before, "MB", EXPORT_MB)
