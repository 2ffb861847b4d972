"""The written access matrix: reading `matrix.yaml`, and drawing it for people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

WRITTEN = Path(__file__).with_name("matrix.yaml")
DRAWN = Path(__file__).parent.parent.parent / "docs" / "access-matrix.md"
SIGNS = {"allow": "✓", "own": "own", "deny": "–"}

ON_BOTH_ENGINES = ("chidi", "mallory", "dana", "dana/portal")
"""Who opens most pages, and those with least to see: what the others see in pages is a matter of policies, and
test_records.py asks these on both engines for every column and every record."""


def columns_to_crawl(columns: Iterable[str]) -> list[Any]:
    """Columns as parameters of a test that opens very many pages for each."""
    return [
        pytest.param(one, marks=() if one in ON_BOTH_ENGINES else pytest.mark.one_engine) for one in columns
    ]


@dataclass(frozen=True)
class Cell:
    """What one actor gets at one door: allow, own (only because it is theirs) or deny."""

    row: str
    door: str
    column: str
    word: str


@dataclass(frozen=True)
class Matrix:
    """The whole of it."""

    columns: dict[str, str]
    records: dict[str, dict[str, list[str]]]
    pages: dict[str, list[str]]
    record_pages: dict[str, dict[str, str]]
    public: dict[str, str]
    elsewhere: dict[str, str]

    def cells(self) -> Iterator[Cell]:
        """Every cell about a record."""
        for row, doors in self.records.items():
            for door, words in doors.items():
                for column, word in zip(self.columns, words, strict=True):
                    yield Cell(row, door, column, word)

    def page_cells(self) -> Iterator[Cell]:
        """Every cell about a page that is about no record."""
        for page, words in self.pages.items():
            for column, word in zip(self.columns, words, strict=True):
                yield Cell(page, "open", column, word)


def read_matrix() -> Matrix:
    """The matrix as it is written.

    :raises ValueError: if a row has a word too many or too few, or one that is none of allow, own, deny
    """
    written = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    width = len(written["columns"])

    def words(name: str, line: str) -> list[str]:
        found = line.split()
        if len(found) != width or not set(found) <= set(SIGNS):
            raise ValueError(
                f"matrix.yaml: “{name}” needs {width} words out of {', '.join(SIGNS)}, not: {line}"
            )
        return found

    return Matrix(
        columns=written["columns"],
        records={
            row: {door: words(f"{row}: {door}", line) for door, line in doors.items()}
            for row, doors in written["records"].items()
        },
        pages={page: words(page, line) for page, line in written["pages"].items()},
        record_pages=written["record pages"],
        public=written["public"],
        elsewhere=written["checked elsewhere"],
    )


def draw(matrix: Matrix) -> str:
    """The matrix as a page of the documentation."""
    head = "| | " + " | ".join(matrix.columns) + " |\n|---|" + "---|" * len(matrix.columns) + "\n"
    lines = [
        "# Who may do what\n",
        "Written in `tests/access/matrix.yaml`, held by the tests beside it, drawn by `python -m tests.access.matrix`.",
        "✓ by membership or capability · own: only because it is theirs · – not; to them it does not exist.\n",
        "## Who\n",
        *(f"- **{column}**: {who}" for column, who in matrix.columns.items()),
        "\n## Records\n",
        head
        + "\n".join(
            f"| **{row}**: {door} | " + " | ".join(SIGNS[word] for word in words) + " |"
            for row, doors in matrix.records.items()
            for door, words in doors.items()
        ),
        "\n## Pages about no record\n",
        head
        + "\n".join(
            f"| {page} | " + " | ".join(SIGNS[word] for word in words) + " |"
            for page, words in matrix.pages.items()
        ),
        "\n## Pages about a record\n",
        "Each opens, or takes its form, for exactly those who may do this with the record in its address.\n",
        "| page | record | needs |\n|---|---|---|",
        *(f"| {page} | {what['of']} | {what['needs']} |" for page, what in matrix.record_pages.items()),
        "\n## Pages for everyone\n",
        *(f"- `{page}`: {why}" for page, why in matrix.public.items()),
        "\n## Addresses with rules of their own\n",
        *(f"- `{page}`: {why}" for page, why in matrix.elsewhere.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    DRAWN.write_text(draw(read_matrix()), encoding="utf-8")
