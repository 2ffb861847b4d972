"""An undo whose process is killed goes on where it stopped: nothing of the import is left, nothing else is touched."""

import signal
import subprocess
import sys

import pytest

from twofold.workspace.tests.killed import TWOFOLD, ask

LINES = 1_600
BEGIN = """
from django.utils import timezone
from twofold.accounts.models import Membership, User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.directory.models import Party, Unit
from twofold.workspace.actions.undo_import import undo_import
from twofold.workspace.models import ImportRun
now = timezone.now()
user = User.objects.create(email="bo@oak.example", created_at=now)
Membership.objects.create(user=user, unit=Unit.objects.system("a test").get(), level=3)
run = ImportRun.objects.system("a test").latest("pk")
print(undo_import(run, actor=actor_for(user, ActingSide.STAFF), now=now).pk)
"""
KILLED = """
import os, signal, sys
import django; django.setup()
from twofold.workspace.actions import undo_import
from twofold.workspace.tasks import take_import_back

moment, undo_id = sys.argv[1], int(sys.argv[2])

def then_die(act):
    def acting(*args, **kwargs):
        act(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)
    return acting

if moment == "giving back":
    undo_import.keep_rows = then_die(undo_import.keep_rows)
elif moment == "removing":
    undo_import._remove = then_die(undo_import._remove)
elif moment == "between":
    from twofold.workspace import tasks
    tasks.take_back_more = then_die(tasks.take_back_more)
elif moment == "closing":
    undo_import._close = then_die(undo_import._close)
take_import_back.call(undo_id=undo_id)
"""
OUTCOME = """
from twofold.directory.models import Party
from twofold.workspace.models import BulkRun, ImportRun
rows = Party.objects.system("a test").exclude(kind="unit").order_by("pk")
names = list(rows.values_list("name", flat=True))
undo = BulkRun.objects.system("a test").get()
print(len(names), names == [f"Company-{n}" for n in range(len(names))], undo.refused, undo.plan["given_back"])
print(sum(undo.plan["removed"].values()), ImportRun.objects.system("a test").latest("pk").state)
"""


@pytest.mark.parametrize("kills", [("giving back", "between", "removing", "between", "closing")])
def test_killed_again_and_again_it_takes_everything_back_once(installation, tmp_path, kills):
    path = tmp_path / "companies.csv"
    command = (TWOFOLD, "import", str(path), "--as", "organisations", "--key", "no", "-v0")
    for first, last, sign in ((0, LINES // 2, "-"), (0, LINES, "+")):
        path.write_text("no,name\n" + "".join(f"{n},Company{sign}{n}\n" for n in range(first, last)))
        subprocess.run(command, env=installation, check=True)
    (undo,) = ask(installation, BEGIN)
    for moment in kills:
        killed = subprocess.run([sys.executable, "-c", KILLED, moment, undo], env=installation)
        assert killed.returncode == -signal.SIGKILL, moment
    subprocess.run([sys.executable, "-c", KILLED, "never", undo], env=installation, check=True)
    half = str(LINES // 2)
    assert ask(installation, OUTCOME) == [half, "True", "0", half, half, "undone"]
