"""What was answered is read for telling in one folder. Who else touches these models is named here, with why.

Sheets themselves and sealed ballots are guarded models: nobody reads them without saying who asks.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ANSWERS = {"Answer", "Pick", "PublishedGroup", "Remark", "ToldMean", "Total"}
GATE = "surveys/queries/disclosure"
ALLOWED = {
    "surveys/models": "are these models",
    "surveys/room.py": "names them on the plate",
    "surveys/actions/respond.py": "takes sheets in",
    "surveys/actions/imports": "bring sheets in, and take them back",
    "surveys/actions/personal.py": "a person’s own data, for them or to erase",
    "surveys/actions/ballots/publishing.py": "writes what was released",
    "surveys/actions/confidential/publish.py": "adds up a round that is over, and writes what may be told",
    "surveys/queries/confidentiality": "proves on one’s own database what is kept, and tells no answer",
    "surveys/queries/figures/rows.py": "rows for figures over all together, computed by workers when no more can come",
    "example/actions": "writes the example",
}


class Imported(ast.NodeVisitor):
    """Names that a module imports from the models of surveys, other than for its annotations."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_If(self, node: ast.If) -> None:
        if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if (node.module or "").startswith("twofold.surveys.models"):
            self.names |= {alias.name for alias in node.names}


def touching() -> dict[str, set[str]]:
    """Module → the models of answers that it imports."""
    found = {}
    for path in sorted(Path(settings.PACKAGE).rglob("*.py")):
        name = path.relative_to(settings.PACKAGE)
        if not {"tests", "migrations"} & set(name.parts):
            imported = Imported()
            imported.visit(ast.parse(path.read_text()))
            if names := imported.names & ANSWERS:
                found[name.as_posix()] = names
    return found


def test_answers_are_read_for_telling_in_one_folder_only():
    assert {
        module: names for module, names in touching().items() if not module.startswith((GATE, *ALLOWED))
    } == {}


@pytest.mark.parametrize("place", ALLOWED)
def test_no_exception_is_left_that_nobody_needs(place):
    assert any(module.startswith(place) for module in touching())


def test_nothing_reaches_answers_by_the_way_back_from_a_sheet():
    """`sheet.answers` and the like, of sheets that the gate did not hand out."""
    ways = ("answers__", "response__answers", 'get_model("surveys"', "get_model('surveys'")
    ways_back = [
        path.relative_to(settings.PACKAGE).as_posix()
        for path in Path(settings.PACKAGE).rglob("*.py")
        if "tests" not in path.parts and any(way in path.read_text() for way in ways)
    ]
    assert [module for module in ways_back if not module.startswith(GATE)] == []
