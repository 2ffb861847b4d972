"""Looking through the register for parties that may be one and the same. What is found is for people to decide."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from pathlib import Path

from django.conf import settings

from twofold.directory.actions.note_duplicates import drop_stale, note_pairs
from twofold.directory.models import DuplicateSearch, Party
from twofold.directory.queries.changed_parties import changed_since
from twofold.directory.queries.matching import all_records
from twofold.science.matching import files
from twofold.science.matching.few import FEW, find_pairs_among_few
from twofold.science.matching.linkage import Pair
from twofold.science.matching.records import Record

LEAST = 0.5
"""Pairs less likely than this are not worth anyone's time."""
TELL_EVERY = 20_000
Step = DuplicateSearch.Step


class MatchingFailed(Exception):
    """The process that compares records ended without an answer; what it said stands in the log."""


def find_duplicates(search: DuplicateSearch, *, now: Callable[[], datetime]) -> int:
    """Look for duplicates among people, and among organisations. Runs again from the start if it was interrupted.

    Pairs of which neither has changed since the last search are not compared anew; what people decided stays decided.

    :returns: how many pairs are open for decision because of this search
    """
    last = DuplicateSearch.objects.filter(step=Step.DONE).order_by("-started_at", "-pk").first()
    changed = None if search.is_whole or last is None else changed_since(last.started_at)
    DuplicateSearch.objects.filter(pk=search.pk).update(read=0, found=0, total=_parties().count())
    found: set[tuple[int, int]] = set()
    if changed is None or changed:
        for kind in (Party.Kind.PERSON, Party.Kind.ORGANIZATION):
            pairs = _pairs(search, kind, changed)
            found |= note_pairs(pairs, now=now(), told=lambda: _tell(search, Step.WRITING))
        drop_stale(found, changed)
    DuplicateSearch.objects.filter(pk=search.pk).update(step=Step.DONE, found=len(found), finished_at=now())
    return len(found)


def _pairs(search: DuplicateSearch, kind: str, changed: Collection[int] | None) -> Iterator[Pair]:
    _tell(search, Step.READING)
    records = _counted(all_records(kind), search)
    first = list(islice(records, FEW + 1))
    if len(first) <= FEW:
        yield from find_pairs_among_few(first, least=LEAST)
        return
    folder = _empty_folder()
    try:
        rows = _with_news(chain(first, records), changed)
        files.write(folder / "records.jsonl", rows)
        _compare(folder, kind, lambda step: _tell(search, step))
        yield from _read(folder / "pairs.tsv")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _compare(folder: Path, kind: str, told: Callable[[str], None]) -> None:
    """Have a process of its own compare the records, for its libraries take more memory than a worker should keep."""
    command = [sys.executable, "-m", "twofold.science.matching", str(folder), kind, str(LEAST)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout:
                told(line.strip())
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise MatchingFailed(f"{kind}: exit code {process.returncode}")


def _read(path: Path) -> Iterator[Pair]:
    with path.open(encoding="ascii") as lines:
        for line in lines:
            first, second, likelihood = line.split("\t")
            yield Pair(int(first), int(second), float(likelihood))


def _empty_folder() -> Path:
    """One folder for every search, so that what an interrupted one left lies there no longer than until the next."""
    folder = Path(settings.DATA_DIR) / "matching"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _with_news(records: Iterable[Record], changed: Collection[int] | None) -> Iterator[tuple[Record, bool]]:
    for record in records:
        yield record, changed is None or record.id in changed


def _counted(records: Iterable[Record], search: DuplicateSearch) -> Iterator[Record]:
    """The records, told now and then on the search."""
    since = 0
    for record in records:
        since += 1
        if since == TELL_EVERY:
            since = _add_read(search, since)
        yield record
    _add_read(search, since)


def _add_read(search: DuplicateSearch, more: int) -> int:
    search.read += more
    DuplicateSearch.objects.filter(pk=search.pk).update(read=search.read)
    return 0


def _tell(search: DuplicateSearch, step: str) -> None:
    DuplicateSearch.objects.filter(pk=search.pk).update(step=step)


def _parties():
    everyone = Party.objects.system("how far the search for duplicates has come")
    return everyone.filter(kind__in=(Party.Kind.PERSON, Party.Kind.ORGANIZATION))
