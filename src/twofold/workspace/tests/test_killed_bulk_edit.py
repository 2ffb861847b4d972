"""A bulk edit whose process is killed goes on where it stopped: nobody is left out, nothing is written twice."""

import signal
import subprocess
import sys

import pytest

from twofold.workspace.tests.killed import ask

COMPANIES = 900
PREPARE = f"""
from django.utils import timezone
from twofold.accounts.models import Membership, User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.core.setwise import insert_many
from twofold.directory.models import KnownTo, Party, Unit
from twofold.workspace.actions.bulk_edit import start_bulk_edit
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.scopes import Scope
now, unit = timezone.now(), Unit.objects.system("a test prepares").get()
user = User.objects.create(email="bo@twofold.example", created_at=now)
Membership.objects.create(user=user, unit=unit, level=3)
parties = Party.objects.bulk_create(
    Party(kind="organization", name=f"Company {{n}}", sort_name=f"company {{n}}", country="DE", created_at=now, changed_at=now)
    for n in range({COMPANIES})
)
KnownTo.objects.bulk_create(KnownTo(party=party, unit=unit) for party in parties)
actor = actor_for(user, ActingSide.STAFF)
scope = Scope(listed("party", actor), None, {{"all": [{{"field": "country", "op": "any_of", "value": ["DE"]}}]}})
print(start_bulk_edit(scope, {{"country": "AT"}}, actor=actor, now=now).pk)
"""
CARRY_OUT = """
import os, signal, sys
import django; django.setup()
from twofold.workspace.actions import bulk_edit
from twofold.workspace.tasks import carry_out_bulk_edit

moment, run = sys.argv[1], int(sys.argv[2])
written = []

def then_die(act, after):
    def acting(*args, **kwargs):
        act(*args, **kwargs)
        written.append(1)
        if len(written) == after:
            os.kill(os.getpid(), signal.SIGKILL)
    return acting

if moment == "between":  # one batch is in, the next has not begun
    bulk_edit.BatchSize.learn = then_die(bulk_edit.BatchSize.learn, 1)
elif moment == "within":  # a batch is written, but not yet for good
    bulk_edit._write_batch = then_die(bulk_edit._write_batch, 2)
carry_out_bulk_edit.func(run_id=run)
"""
OUTCOME = """
from twofold.directory.models import Party
from twofold.timeline.models import ChangedRow, Event, Mention
from twofold.workspace.models import BulkRun
run = BulkRun.objects.system("a test looks").get()
moved = Party.objects.system("a test looks").filter(country="AT").count()
events = Event.objects.system("a test looks").filter(verb="workspace.records_edited").count()
rows = ChangedRow.objects.filter(event_id=run.event_id)
mentions = Mention.objects.filter(event_id=run.event_id).count()
print(run.state, run.done, moved, events, rows.count(), rows.values("row_id").distinct().count(), mentions)
"""


@pytest.mark.parametrize("kills", [("between", "within", "within"), ("within", "between")])
def test_killed_again_and_again_it_changes_every_record_once(installation, kills):
    run = ask(installation, PREPARE)[-1]
    for moment in kills:
        killed = subprocess.run([sys.executable, "-c", CARRY_OUT, moment, run], env=installation)
        assert killed.returncode == -signal.SIGKILL
    finished = subprocess.run(
        [sys.executable, "-c", CARRY_OUT, "", run], env=installation, capture_output=True, text=True
    )
    assert finished.returncode == 0, finished.stderr
    every = str(COMPANIES)
    assert ask(installation, OUTCOME) == ["done", every, every, "1", every, every, every]
