"""Measure the search for duplicates on files whose true pairs are known: make duplicates DATA=DIR.

The folder holds FEBRL4 (`febrl4a.csv`, `febrl4b.csv`, `febrl4_links.csv`) and `fake_1000.csv`. What the register has no place
for is not used: dates of birth and social security numbers, which would make it easier. Nothing was learned from these files.
"""

import csv
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from twofold.science.matching import files
from twofold.science.matching.certainty import is_certain
from twofold.science.matching.evidence import compare
from twofold.science.matching.linkage import find_pairs
from twofold.science.matching.records import Record, folded

LEVELS = (0.5, 0.7, 0.9, 0.99)
Truth = set[tuple[int, int]]


def febrl4(folder: Path) -> tuple[list[Record], Truth]:
    """10,000 people, of whom each of the first 5,000 stands in the second file once more, with errors."""
    ids: dict[str, int] = {}
    records = []
    for row in (*_rows(folder / "febrl4a.csv"), *_rows(folder / "febrl4b.csv")):
        ids[row["rec_id"]] = len(ids) + 1
        given, family = folded(row["given_name"]), folded(row["surname"])
        records.append(
            Record(
                id=len(ids),
                name=f"{given} {family}".strip(),
                given=given,
                family=family,
                street=folded(f"{row['street_number']} {row['address_1']}"),
                postcode=row["postcode"],
                city=folded(row["suburb"]),
            )
        )
    links = _rows(folder / "febrl4_links.csv")
    return records, {tuple(sorted((ids[link["a"]], ids[link["b"]]))) for link in links}


def fake_1000(folder: Path) -> tuple[list[Record], Truth]:
    """1,000 records of 251 people, with e-mail and city."""
    records, clusters = [], {}
    for number, row in enumerate(_rows(folder / "fake_1000.csv"), 1):
        given, family = folded(row["first_name"]), folded(row["surname"])
        emails = frozenset(filter(None, [row["email"].lower()]))
        records.append(
            Record(number, f"{given} {family}".strip(), given, family, emails, city=folded(row["city"]))
        )
        clusters.setdefault(row["cluster"], []).append(number)
    return records, {pair for ids in clusters.values() for pair in combinations(sorted(ids), 2)}


def measure(name: str, records: list[Record], truth: Truth) -> None:
    """Print precision and recall for each likelihood, and for pairs that are called certain."""
    by_id = {record.id: record for record in records}
    started = perf_counter()
    with TemporaryDirectory() as folder:
        path = Path(folder)
        files.write(path / "records.jsonl", ((record, True) for record in records))
        pairs = list(find_pairs(path / "records.jsonl", kind="person", least=min(LEVELS), folder=path))
    print(f"{name}: {len(records):,} records, {len(truth):,} true pairs, {perf_counter() - started:.1f} s")
    for level in LEVELS:
        _tell(f"likely {level:.0%}", {pair[:2] for pair in pairs if pair.likelihood >= level}, truth)
    certain = {pair[:2] for pair in pairs if is_certain(compare(by_id[pair.first], by_id[pair.second]))}
    _tell("certain", certain, truth)


def _tell(label: str, found: Truth, truth: Truth) -> None:
    true = len(found & truth)
    precision = true / len(found) if found else float("nan")
    print(f"  {label:12} {len(found):6,} pairs  precision {precision:.4f}  recall {true / len(truth):.4f}")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, skipinitialspace=True)


SETS: dict[str, Callable[[Path], tuple[list[Record], Truth]]] = {"FEBRL4": febrl4, "fake_1000": fake_1000}

if __name__ == "__main__":
    for title, read in SETS.items():
        measure(title, *read(Path(sys.argv[1])))
