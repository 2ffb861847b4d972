"""The matrix, cell by cell: what each actor may do with each record, and why."""

import pytest

from tests.access.matrix import DRAWN, Cell, draw, read_matrix
from twofold.core.guard import POLICY

MATRIX = read_matrix()


@pytest.mark.parametrize("column", MATRIX.columns)
def test_every_cell_is_as_written(world, column):
    actor, stranger = world.actor(column), world.stranger_like(column)

    def found(cell: Cell) -> str:
        record = world.records[cell.row]
        if not record.is_open_to(actor, cell.door):
            return "deny"
        return "allow" if record.is_open_to(stranger, cell.door) else "own"

    wrong = [
        f"{cell.row}: {cell.door}: written {cell.word}, found {now}"
        for cell in MATRIX.cells()
        if cell.column == column and (now := found(cell)) != cell.word
    ]
    assert not wrong, f"{column} ({MATRIX.columns[column]}):\n" + "\n".join(wrong)


def test_every_guarded_model_and_every_record_has_rows(world):
    assert set(world.records) == set(MATRIX.records)
    missing = set(POLICY) - {record.model for record in world.records.values()}
    assert not missing, f"Add a record of {missing} to world.py, and rows for it to matrix.yaml."


def test_the_drawn_table_is_up_to_date():
    hint = "Run: python -m tests.access.matrix"
    assert DRAWN.exists(), hint
    assert DRAWN.read_text(encoding="utf-8") == draw(MATRIX), hint
