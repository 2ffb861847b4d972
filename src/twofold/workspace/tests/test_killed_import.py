"""An import whose process is killed goes on where it stopped: no line is lost, none is taken twice."""

import signal
import subprocess
import sys

import pytest

from twofold.workspace.tests.killed import TWOFOLD, ask

LINES = 6_000
OUTCOME = """
from twofold.directory.models import Party
from twofold.workspace.models import ImportRun
parties = Party.objects.system("a test looks").filter(kind="organization", is_unknown_buyer=False)
names = list(parties.values_list("name", flat=True))
run = ImportRun.objects.system("a test looks").get()
print(len(names), len(set(names)), run.state, run.created, run.rejected)
"""
KILLED = """
import os, signal, sys
import django; django.setup()
from django.core.management import call_command
from twofold.workspace.actions import run_import

moment, (command, *arguments) = sys.argv[1], sys.argv[2:]

def then_die(act):
    def acting(*args, **kwargs):
        act(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    return acting

if moment == "between":  # one batch is in, the next has not begun
    run_import._Running._write_batch = then_die(run_import._Running._write_batch)
elif moment == "within":  # a batch is written, but not yet for good
    run_import._Running._report_and_move = then_die(run_import._Running._report_and_move)
else:  # every line is in, the end is not
    run_import.keep_report = then_die(run_import.keep_report)
call_command(command, *arguments)
"""


@pytest.mark.parametrize(
    "kills", [("between", "within", "between", "finishing"), ("within", "within", "finishing")]
)
def test_killed_again_and_again_it_takes_every_line_once(installation, tmp_path, kills):
    path = tmp_path / "companies.csv"
    lines = (f"Company {n},Oslo\n" if n % 50 else '"\n' for n in range(LINES))
    path.write_text("name,city\n" + "".join(lines))
    command = ("import", str(path), "--as", "organisations", "-v0")
    for moment in kills:
        killed = subprocess.run([sys.executable, "-c", KILLED, moment, *command], env=installation)
        assert killed.returncode == -signal.SIGKILL
    finished = subprocess.run([TWOFOLD, *command], env=installation, capture_output=True, text=True)
    assert finished.returncode == 1, finished.stderr
    told = ask(installation, OUTCOME)
    good, bad = LINES - LINES // 50, LINES // 50
    assert told == [str(good), str(good), "done", str(good), str(bad)]
