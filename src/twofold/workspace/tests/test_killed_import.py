"""An import whose process is killed goes on where it stopped: no line is lost, none is taken twice."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

LINES = 6_000
ENTERPRISE = """
import django; django.setup()
from django.utils import timezone
from twofold.core.actor import ActingSide, Actor
from twofold.directory.actions.units import found_enterprise
found_enterprise("Oak & Ember", actor=Actor(side=ActingSide.STAFF, capabilities=frozenset({"administer"})), now=timezone.now())
"""
OUTCOME = """
from twofold.directory.models import Party
from twofold.workspace.models import ImportRun
parties = Party.objects.system("a test looks").filter(kind="organization", is_unknown_buyer=False)
names = list(parties.values_list("name", flat=True))
run = ImportRun.objects.system("a test looks").get()
print(len(names), len(set(names)), run.state, run.created, run.rejected)
"""
TWOFOLD = str(Path(sys.executable).with_name("twofold"))


@pytest.fixture
def installation(tmp_path, db):
    """The environment of an installation of its own, on the engine of the test."""
    name = f"kill_{os.getpid()}"
    environment = os.environ | {
        "TWOFOLD_DATA": str(tmp_path / "data"),
        "DJANGO_SETTINGS_MODULE": "twofold.config.settings",
    }
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = environment["DATABASE_URL"].replace("/postgres?", f"/{name}?")
        administer(f"CREATE DATABASE {name}")
    subprocess.run([TWOFOLD, "migrate", "-v0", "--skip-checks"], env=environment, check=True)
    subprocess.run([sys.executable, "-c", ENTERPRISE], env=environment, check=True)
    yield environment
    if connection.vendor == "postgresql":
        administer(f"DROP DATABASE {name} WITH (FORCE)")


def administer(sql: str) -> None:
    """Run a statement outside of any transaction, on the server's own database."""
    import psycopg

    with closing(psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)) as server:
        server.execute(sql)


def ask(environment: dict, code: str) -> list[str]:
    script = f"import django; django.setup()\n{code}"
    return subprocess.run(
        [sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True
    ).stdout.split()


def test_killed_again_and_again_it_takes_every_line_once(installation, tmp_path):
    path = tmp_path / "companies.csv"
    lines = (f"Company {n},Oslo\n" if n % 50 else '"\n' for n in range(LINES))
    path.write_text("name,city\n" + "".join(lines))
    command = [TWOFOLD, "import", str(path), "--as", "organisations", "-v0"]
    kills = 0
    for patience in (2.5, 3.0, 3.5, 4.0, 60.0):
        running = subprocess.Popen(command, env=installation, stderr=subprocess.PIPE)
        try:
            running.wait(timeout=patience)
            break
        except subprocess.TimeoutExpired:
            running.send_signal(signal.SIGKILL)
            running.wait()
            kills += 1
            time.sleep(0.1)
    assert running.returncode == 1, running.stderr.read()
    told = ask(installation, OUTCOME)
    good, bad = LINES - LINES // 50, LINES // 50
    assert told == [str(good), str(good), "done", str(good), str(bad)]
