"""`twofold import`: the same importer at a terminal, with a table and an exit status."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from twofold.workspace.tests.conftest import toys


@pytest.fixture
def command(sales, tmp_path, bo):
    """Runs the command on a text and returns (exit status, what it printed, what it refused)."""

    def run(text: str, *arguments: str, unit: str = "Sales") -> tuple[int, str, str]:
        (tmp_path / "toys.csv").write_text(text)
        out, err = StringIO(), StringIO()
        try:
            call_command(
                "import",
                str(tmp_path / "toys.csv"),
                "--as",
                "toys",
                "--unit",
                unit,
                *arguments,
                stdout=out,
                stderr=err,
            )
        except SystemExit as end:
            return end.code, out.getvalue(), err.getvalue()
        raise AssertionError("it always ends with a status")

    return run


def test_it_prints_the_plan_and_the_outcome(command):
    status, out, _err = command("toy,price,weight\nBall,1.5,3\nKite,2,4\n", "--key", "toy")
    assert status == 0
    assert "As Toys for Sales: utf-8, delimiter ',', key toy" in out
    assert "left out: weight" in out
    assert "created    2" in out
    assert toys().count() == 2


def test_it_names_rejected_lines_and_says_so_by_its_status(command):
    status, out, _err = command("toy,price\nBall,much\nKite,2\n")
    assert status == 1
    assert "2     price: “much” is not a number." in out
    assert "All of it: " in out


def test_a_dry_run_leaves_everything_as_it_was(command):
    status, out, _err = command("toy\nBall\n", "--dry-run")
    assert (status, toys().exists()) == (0, False)
    assert "dry run" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--map", "toy"), "must be written as NAME=VALUE after --map"),
        (("--map", "toy=size"), "There is no field “size”"),
        (("--join", "nowhere.csv:id"), "There is no file nowhere.csv"),
        (("--join", "nowhere.csv"), "FILE:COLUMN or FILE:LEFT=RIGHT"),
        (("--as-user", "nobody@example.org"), "There is no user with the address nobody@example.org"),
        (("--encoding", "klingon"), "There is no encoding “klingon”"),
        (("--option", "color=green"), "Color can be: red, blue"),
    ],
)
def test_it_refuses_in_a_sentence(command, arguments, sentence):
    status, _out, err = command("toy\nBall\n", *arguments)
    assert status == 2
    assert sentence in err
    assert not toys().exists()


def test_it_names_the_units_there_are(command):
    status, _out, err = command("toy\nBall\n", unit="Seles")
    assert (status, "There is no unit “Seles”. There are: Oak & Ember, Sales." in err) == (2, True)


def test_it_names_the_record_types_there_are(tmp_path, sales):
    (tmp_path / "toys.csv").write_text("toy\nBall\n")
    err = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("import", str(tmp_path / "toys.csv"), "--as", "toyz", stderr=err)
    assert end.value.code == 2
    assert "toys" in err.getvalue()


def test_it_acts_with_a_users_rights(command, amina, bo):
    status, _out, err = command("toy\nBall\n", "--as-user", amina.email)
    assert (status, "may not import" in err) == (2, True)
    assert command("toy\nBall\n", "--as-user", bo.email)[0] == 0


def test_a_mapping_may_come_from_a_file(command, tmp_path):
    (tmp_path / "map.json").write_text(json.dumps({"Was, genau?": "name"}))
    assert command('"Was, genau?"\nBall\n', "--map", str(tmp_path / "map.json"))[0] == 0
    assert toys().get().name == "Ball"


def test_lines_are_joined_with_their_heads(command, tmp_path):
    (tmp_path / "makers.csv").write_text("no,made\n7,2020-05-31\n")
    status, out, _err = command(
        "toy,maker\nBall,7\nKite,8\n", "--join", f"{tmp_path / 'makers.csv'}:maker=no"
    )
    assert status == 1
    assert "made    Made on" in out
    assert "makers.csv has no line with “8”" in out
