"""Files that are made to swallow memory cost only themselves, and the importer says what to do."""

import gzip
import json
import resource
import tracemalloc
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from twofold.core.errors import BadInput
from twofold.workspace.queries.tables import contents, find_shape, open_table, sheet_reader
from twofold.workspace.queries.tables.vcards import LONGEST

FEW = 24 << 20
"""What reading any of them may take, in bytes."""


def read(path: Path) -> list[tuple]:
    """Number, cells and what is wrong, of each line; with little memory, however much is packed into the file."""
    tracemalloc.start()
    try:
        with open_table(path, find_shape(path)) as table:
            lines = list(table.lines)
        assert tracemalloc.get_traced_memory()[1] < FEW
        return lines
    finally:
        tracemalloc.stop()


@pytest.fixture
def workbook(tmp_path):
    """`workbook({"A1": "x"})`: a file with these cells."""

    def workbook(cells: dict) -> Path:
        path = tmp_path / "book.xlsx"
        with Workbook(path) as book:
            sheet = book.add_worksheet()
            for place, value in cells.items():
                sheet.write(place, value)
        return path

    return workbook


@pytest.fixture
def little_memory(monkeypatch, tmp_path):
    """The reader of workbooks may have a tenth of what it has."""
    source = Path(sheet_reader.__file__).read_text().replace("MEMORY = 2 << 30", "MEMORY = 200 << 20")
    reader = tmp_path / "sheet_reader.py"
    reader.write_text(source)
    monkeypatch.setattr(sheet_reader, "__file__", str(reader))


def test_a_workbook_is_read_as_it_was(workbook):
    lines = read(workbook({"B3": "name", "C3": "no", "B5": "Ann", "C5": 2.0, "B6": "=1+1"}))
    assert lines[0] == (5, ["Ann", "2"], "")


def test_two_cells_in_far_corners_are_not_a_million_times_a_thousand(workbook, little_memory):
    path = workbook({"A1": "name", "XFD1048576": "x"})
    with pytest.raises(BadInput, match="Save the sheet as CSV"):
        read(path)


def test_one_text_that_stands_in_many_cells(workbook, little_memory):
    path = workbook({f"A{number}": "x" * 32_000 for number in range(1, 9_000)})
    assert path.stat().st_size < 1 << 20
    with pytest.raises(BadInput, match="Save the sheet as CSV"):
        read(path)


def test_a_row_that_is_longer_than_any_real_one(workbook):
    cells = {"A1": "name"} | dict.fromkeys(
        [f"{column}2" for column in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"], "x" * 32_000
    )
    lines = read(workbook(cells | {"AA2": "x" * 32_000} | {f"A{c}2": "x" * 32_000 for c in "ABCDEFGH"}))
    assert [line[2] for line in lines] == ["This line is longer than a million characters. Shorten it."]


def test_a_workbook_that_unpacks_to_more_than_may_be(workbook, monkeypatch):
    monkeypatch.setattr(contents, "LARGEST_WORKBOOK", 1_000)
    with pytest.raises(BadInput, match="Save the sheet as CSV"):
        read(workbook({"A1": "x"}))


def test_a_packed_line_without_an_end(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"name,no\nAnn,1\n" + b"x" * (60 << 20) + b"\nBen,2\n"))
    lines = read(path)
    assert [line[1][0] for line in lines if not line[2]] == ["Ann", "Ben"]
    assert "longer than a million characters" in lines[1][2]


def test_json_on_one_line_is_read_piece_by_piece(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("[" + ",".join(json.dumps({"name": "é" * 3_000, "no": n}) for n in range(3_000)) + "]")
    tracemalloc.start()
    with open_table(path, find_shape(path)) as table:
        assert sum(cells[0] == "é" * 3_000 for _n, cells, _wrong in table.lines) == 3_000
    assert tracemalloc.get_traced_memory()[1] < FEW
    tracemalloc.stop()


def test_json_without_an_end(tmp_path):
    path = tmp_path / "a.json.gz"
    path.write_bytes(gzip.compress(b'[{"name": "Ann"}, {"name": "' + b"x" * (60 << 20)))
    with pytest.raises(BadInput, match="cut short or damaged"):
        read(path)


@pytest.mark.parametrize(
    "more", ["NOTE:" + "x" * (40 << 20), "TEL:1\n" * 100_000, "NOTE:\n" + " x\n" * 100_000]
)
def test_a_card_without_an_end_costs_only_itself(tmp_path, more):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nN:;;;;\n{}\nEND:VCARD\n"
    path = tmp_path / "book.vcf"
    path.write_text(card.format("Ann", more) + card.format("Ben", "PHOTO:" + "x" * (2 * LONGEST)))
    ann, ben = read(path)
    assert "longer than any real one" in ann[2]
    assert (ben[1][1], ben[2]) == ("Ben", "")


def test_the_server_itself_is_not_bound(workbook):
    before = resource.getrlimit(resource.RLIMIT_AS)
    read(workbook({"A1": "name", "A2": "Ann"}))
    assert resource.getrlimit(resource.RLIMIT_AS) == before
