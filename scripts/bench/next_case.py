"""What the queue costs at size: choosing who is next among 100,000 open cases, taking it, and the page of the queue."""

from figures import Run
from measured import Site, served
from pages import Pages

WAITING = 100_000
PICK_MS, PAGE_MS = 5, 80


def measure_queue(site: Site, run: Run, times: int, waiting: int = WAITING) -> None:
    """All of it, in a database of its own that is kept for the next time."""
    site.folder.mkdir(parents=True, exist_ok=True)
    site.run("migrate", "-v0")
    if site.inside("tables")["parties"] == 0:
        site.run("example")
    prepared = site.ask("fair_queue", "fill", waiting)
    found = site.ask("fair_queue", "measure")
    what = f"of {waiting:,} open cases"
    run.add(f"pick {what}", found["pick"], "ms", PICK_MS)
    run.add(f"pick {what}, p95", found["pick_p95"], "ms", PICK_MS)
    run.add(f"Next {what}, all of it", found["next"], "ms")
    run.add(f"Next {what}, all of it, p95", found["next_p95"], "ms")
    with served(site) as server:
        pages = Pages(server, {"viewers": {"lead": prepared["cookie"]}}, run, times)
        address = f"/queue/?unit={prepared['unit']}"
        run.add(f"page of the queue {what}", pages.cost(address, prepared["cookie"]).p95, "ms", PAGE_MS)
