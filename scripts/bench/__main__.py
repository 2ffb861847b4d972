"""Speed and size, measured: `make bench`, or `make bench ARGS=--quick`.

Fills a database with a million parties and three million dealings (kept for the next time), serves it on a free port of this
machine, asks for pages one after the other, imports a million people into another one, and prints a table. Ratios are of
figures of the same run. Everything that is started here is ended here.
"""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from figures import Run, environment, markdown
from imports import measure_imports
from measured import Site, served
from next_case import measure_queue
from pages import Pages
from postgres import create_database, postgresql
from register import measure_register
from results import measure_release, measure_results, measure_reviews
from rush import measure_rush
from serve import fill_desk, measure_desk

PARTIES, QUICK = 1_000_000, 100_000
CONVERSATIONS, QUICK_CONVERSATIONS = 200_000, 20_000
WEB_MB = 150
JOBS = 2_000
RUSH, QUICK_RUSH = 300, 20
MAILS_OUT, SHARE_OF_BARE = 1_000, 70
MAILS_IN, MAILS_A_SECOND = 2_000, 100


def main() -> None:
    """Measure what is asked for, print the table, and write it where told."""
    asked = arguments()
    if asked.quick:
        asked.parties, asked.rows, asked.conversations = QUICK, QUICK, QUICK_CONVERSATIONS
        asked.rush_seconds = min(asked.rush_seconds, QUICK_RUSH)
    began = environment()
    runs = []
    if asked.only != "postgresql":
        with to_import_into(asked) as folder:
            runs.append(
                measure(
                    "SQLite",
                    asked,
                    kept(asked),
                    Site(folder),
                    desk_of(asked),
                    queue_of(asked),
                    rush_of(asked),
                )
            )
    if asked.only != "sqlite":
        with postgresql(asked.postgresql) as url, to_import_into(asked) as folder:
            names = f"parties_{asked.parties}", "import", f"serve_{asked.conversations}", "queue", "rush"
            for name in names:
                create_database(url, name, anew=name == "import" and not only_some(asked))
            others = (desk_of(asked), queue_of(asked), rush_of(asked))
            folders = kept(asked).folder, folder, *(one.folder for one in others)
            sites = (Site(one, url.format(name=name)) for one, name in zip(folders, names, strict=True))
            runs.append(measure("PostgreSQL", asked, *sites))
    table = f"{began}; {size(asked)}.\n\n{markdown(runs)}"
    print("\n" + table)
    if asked.out:
        asked.out.write_text(table, encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--parties", type=int, default=PARTIES, help="in the database whose pages are measured"
    )
    parser.add_argument(
        "--rows", type=int, default=PARTIES, help="of the file that is imported; 0 leaves it out"
    )
    parser.add_argument("--times", type=int, default=40, help="how often each page is asked for")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} parties and rows")
    parser.add_argument(
        "--conversations",
        type=int,
        default=CONVERSATIONS,
        help="in the database whose desk is measured, each with a case and five messages",
    )
    parser.add_argument(
        "--only-serve",
        dest="only_serve",
        action="store_true",
        help="only the desk: inbox, cases, mail that comes in",
    )
    parser.add_argument(
        "--only-listen", dest="only_listen", action="store_true", help="only surveys: a rush of respondents"
    )
    parser.add_argument("--no-listen", dest="listen", action="store_false", help="leave out surveys")
    parser.add_argument("--rush-seconds", type=int, default=RUSH, help="how long the respondents come")
    parser.add_argument("--no-serve", dest="serve", action="store_false", help="leave out the desk")
    parser.add_argument("--no-pages", dest="pages", action="store_false", help="leave out pages")
    parser.add_argument("--no-register", dest="register", action="store_false", help="leave out large acts")
    parser.add_argument(
        "--no-duplicates", dest="duplicates", action="store_false", help="leave out their search"
    )
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--into", type=Path, default=Path("data/bench"), help="where databases are kept")
    parser.add_argument("--postgresql", type=Path, default=Path("/var/tmp/twofold-bench-postgresql"))
    parser.add_argument("--out", type=Path, help="write the table to this file too")
    return parser.parse_args()


def kept(asked: argparse.Namespace) -> Site:
    """The big database on SQLite; its folder also serves the one on PostgreSQL."""
    return Site((asked.into / str(asked.parties)).resolve())


def desk_of(asked: argparse.Namespace) -> Site:
    """The database of the desk, kept beside."""
    return Site((asked.into / f"serve-{asked.conversations}").resolve())


def queue_of(asked: argparse.Namespace) -> Site:
    """The database in which 100,000 cases wait, kept beside."""
    return Site((asked.into / "queue").resolve())


def rush_of(asked: argparse.Namespace) -> Site:
    """The database of the survey rush, kept beside."""
    return Site((asked.into / "rush").resolve())


def only_some(asked: argparse.Namespace) -> bool:
    """Whether nothing is imported."""
    return asked.only_serve or asked.only_listen


def size(asked: argparse.Namespace) -> str:
    """How much there was in the databases that were measured."""
    desk = f"{asked.conversations:,} conversations and cases, {asked.conversations * 5:,} messages"
    register = f"{asked.parties:,} parties, {asked.parties * 3:,} dealings"
    if asked.only_listen:
        return "40,000 invitations"
    return desk if asked.only_serve else f"{register}; {desk}" if asked.serve else register


def to_import_into(asked: argparse.Namespace) -> AbstractContextManager[Path]:
    """An empty folder beside the others; where only the desk or surveys are measured, nothing is imported."""
    folder = asked.into / "import"
    return nullcontext(folder) if only_some(asked) else emptied(folder)


@contextmanager
def emptied(folder: Path) -> Iterator[Path]:
    """A folder that is empty now and gone afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder.resolve()
    finally:
        shutil.rmtree(folder)


def measure(
    engine: str, asked: argparse.Namespace, big: Site, empty: Site, desk: Site, queue: Site, rush: Site
) -> Run:
    """All figures of one engine."""
    run = Run(engine)
    if asked.only_listen or (asked.listen and not asked.only_serve):
        measure_rush(rush, run, asked.rush_seconds)
        measure_results(rush, run, asked.times)
        measure_release(rush, run)
        measure_reviews(rush, run)
    if asked.only_serve or (asked.serve and not asked.only_listen):
        fill_desk(desk, asked.conversations)
        measure_desk(desk, run, asked.times)
        measure_queue(queue, run, asked.times)
    if not only_some(asked):
        measure_big(asked, big, empty, run)
    return run


def measure_big(asked: argparse.Namespace, big: Site, empty: Site, run: Run) -> None:
    """The register, jobs, mail and imports."""
    fill(big, asked.parties)
    prepared = big.inside("prepare")
    if asked.pages:
        with served(big) as server:
            Pages(server, prepared, run, asked.times).measure()
            run.add("web process after all this, memory", server.megabytes(), "MB", WEB_MB)
    if asked.register:
        lead = prepared["viewers"]["lead"]
        measure_register(big, run, lead, asked.times, duplicates=asked.duplicates)
    for what, speed in big.inside("jobs", JOBS).items():
        run.add(f"jobs {what}", speed, "/s", more_is_better=True)
    run.add(
        "inbound mail",
        big.ask("mail", "inbound", MAILS_IN)["both"],
        "mails/s",
        MAILS_A_SECOND,
        more_is_better=True,
    )
    measure_outbound(big, run)
    run.add("database", big.inside("tables")["megabytes"], "MB")
    if asked.rows:
        measure_imports(empty, run, asked.rows)


def measure_outbound(site: Site, run: Run) -> None:
    """How fast the outbox empties, as a share of what a bare client reaches in the same run."""
    sent = site.ask("outbound", "outbound", MAILS_OUT)
    run.add("mails sent", sent["careful"], "/s", more_is_better=True)
    run.add(
        "mails sent, share of a bare client",
        100 * sent["careful_share"],
        "%",
        SHARE_OF_BARE,
        more_is_better=True,
    )
    run.add("the same, to a server that keeps nothing", 100 * sent["instant_share"], "%", more_is_better=True)


def fill(site: Site, parties: int) -> None:
    """Build the big database unless it is there; one that was left half-built is refused."""
    site.folder.mkdir(parents=True, exist_ok=True)
    site.run("migrate", "-v0")
    found = site.inside("tables")["parties"]
    if found == 0:
        site.run("example", "--scale", str(parties))
    elif found < parties:
        raise SystemExit(f"{site.folder} holds {found:,} parties only. Remove it, and it is built anew.")


if __name__ == "__main__":
    main()
