"""What results cost: the page of a survey with 100,000 answers, the release of 20,000 ballots, and taking reviews in."""

import statistics
import time

from figures import Run
from measured import Site, served

ANSWERS, RESULTS_MS, WARM = 100_000, 100, 3
BALLOTS, RELEASE_S = 20_000, 60
REVIEWS = 5_000


def measure_results(site: Site, run: Run, times: int) -> None:
    """The page with score, course, groups and words, in the database of the rush."""
    site.folder.mkdir(parents=True, exist_ok=True)
    site.run("migrate", "-v0")
    if site.inside("tables")["parties"] == 0:
        site.run("example", "--scale", "2000")
    prepared = site.ask("told", "prepare", ANSWERS)
    address, walls = f"/surveys/{prepared['survey']}/", []
    with served(site) as server:
        for _ in range(WARM):
            server.get(address, prepared["cookie"])
        for _ in range(times):
            began = time.perf_counter()
            server.get(address, prepared["cookie"])
            walls.append((time.perf_counter() - began) * 1000)
    what = f"results of a survey, {prepared['answers']:,} answers"
    run.add(f"{what}, median", statistics.median(walls), "ms")
    run.add(f"{what}, p95", sorted(walls)[int(times * 0.95) - 1], "ms", RESULTS_MS)


def measure_release(site: Site, run: Run) -> None:
    """Ballots of 400 teams, cut by units, two attributes and a crossing, opened, audited, told and destroyed."""
    found = site.ask("ballots", "release", BALLOTS)
    if found["left"]:
        raise SystemExit(f"{found['left']:,} ballots were left after the release.")
    run.add(f"box for {BALLOTS:,} people opened", found["opened"], "s")
    run.add(
        f"release of {BALLOTS:,} ballots, {found['groups']:,} groups told", found["released"], "s", RELEASE_S
    )


def measure_reviews(site: Site, run: Run) -> None:
    """Reviews taken in at once and one by one, in the database of the rush; nothing of it stays."""
    found = site.ask("heard", "reviews", REVIEWS)
    run.add(f"{REVIEWS:,} new reviews taken in", found["new"], "/s", more_is_better=True)
    run.add(f"{REVIEWS:,} changed reviews taken in", found["changed"], "/s", more_is_better=True)
    run.add("new reviews at once, against one by one", found["ratio"], "×", more_is_better=True)
