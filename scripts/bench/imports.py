"""Importing people: how fast on an idle site, in how much memory, and who waits for it beside users at work."""

import csv
import os
import time
from pathlib import Path
from random import Random
from threading import Event, Thread

from figures import Run
from measured import Served, Site, served

ROWS_A_SECOND, MEGABYTES, LOCK_MS, LIST_MS = 10_000, 200, 250, 80
BESIDE = 100_000
SEED = 20_261_122
GIVEN = "Ada Bela Cleo Dara Egon Fadi Gesa Hana Ilja Jule Kaan Lale Milo Nour Orla Pavo Rika Sven Tilo Ylva".split()
SYLLABLES = "ba de fi go hu ka le mi no pu ra se ti vo wu za".split()
DIALLED = {"DE": "+4930", "GB": "+44207", "FR": "+33142", "NL": "+3120", "PL": "+4822"}


def write_people(path: Path, count: int, *, first: int = 1) -> Path:
    """A file of people with name, address, number, country and the number they have elsewhere; one row in a hundred is bad."""
    rng = Random(SEED + first)
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("customer_id", "name", "email", "phone", "country"))
        for number in range(first, first + count):
            family = "".join(rng.choice(SYLLABLES) for _ in range(3)).title()
            country, dialled = rng.choice(list(DIALLED.items()))
            name = f"{rng.choice(GIVEN)} {family}"
            email = f"{name.replace(' ', '.').lower()}.{number}@mail.example"
            if number % 100 == 0:
                email = email.replace("@", " at ")
            rows.writerow((number, name, email, f"{dialled}{rng.randrange(1_000_000, 9_999_999)}", country))
    return path


def measure_imports(site: Site, run: Run, rows: int) -> None:
    """Fill an empty site, then import again while it is used.

    :param site: an empty database; it is full afterwards
    """
    site.run("migrate", "-v0")
    lead = site.inside("found")["lead"]
    seconds, cpu, peak = _import(site, write_people(site.folder / "people.csv", rows))
    run.add(f"import of {rows:,} people", rows / seconds, "rows/s", ROWS_A_SECOND, more_is_better=True)
    run.add("import, rows for each second of processor time", rows / cpu, "rows", more_is_better=True)
    run.add("import, most memory", peak, "MB", MEGABYTES)
    beside = min(BESIDE, rows)
    more = write_people(site.folder / "more.csv", beside, first=rows + 1)
    with served(site) as server, site.meanwhile("write") as written, Visitor(server, lead) as visitor:
        seconds, _, _ = _import(site, more)
    run.add(f"import of {beside:,} people beside users", beside / seconds, "rows/s")
    run.add("import beside users, longest wait to write", written[0]["longest"], "ms", LOCK_MS)
    run.add("import beside users, wait to write, p95", written[0]["p95"], "ms", LOCK_MS)
    run.add("import beside users, list of parties, p95", visitor.p95, "ms")


def _import(site: Site, path: Path) -> tuple[float, float, float]:
    """Import a file. :returns: seconds, of which processor time, and the most megabytes it held"""
    began = time.perf_counter()
    process = site.twofold("import", str(path), "--as", "people", "--key", "customer_id", "-v0")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: some rows were bad, as they should be
        raise SystemExit(f"The import of {path} ended with {process.returncode}.")
    cpu = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - began, cpu, usage.ru_maxrss / 1024


class Visitor(Thread):
    """Someone who looks at the list of parties now and then, in a thread."""

    def __init__(self, server: Served, cookie: str) -> None:
        super().__init__(daemon=True)
        self._server, self._cookie = server, cookie
        self._gone = Event()
        self._waits: list[float] = []

    def run(self) -> None:
        while not self._gone.wait(0.2):
            began = time.perf_counter()
            self._server.get("/parties/", self._cookie)
            self._waits.append((time.perf_counter() - began) * 1000)

    def __enter__(self) -> "Visitor":
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._gone.set()
        self.join()

    @property
    def p95(self) -> float:
        """Milliseconds."""
        return sorted(self._waits)[int(len(self._waits) * 0.95)]
