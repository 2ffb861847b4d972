"""Several processes write to one SQLite file without refusing each other."""

import json
import sqlite3
import subprocess
import sys
from threading import Thread

import pytest

from twofold.core.sqlite.queue import QueueTooLong, WriteQueue

WRITERS, ROUNDS = 4, 40
READ_THEN_WRITE = """
import json, sys, time
from django.conf import settings
from twofold.config.databases import sqlite
from pathlib import Path
settings.configure(DATABASES={"default": sqlite(Path(sys.argv[1]))})
import django; django.setup()
from django.db import connection, transaction
longest = 0
for _ in range(int(sys.argv[2])):
    asked = time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT n FROM counter")
        n = cursor.fetchone()[0]
        longest = max(longest, time.monotonic() - asked)
        cursor.execute("UPDATE counter SET n = %s", [n + 1])
print(json.dumps(longest))
"""


@pytest.fixture
def counter(tmp_path):
    """A database with one number in it."""
    database = sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("CREATE TABLE counter (n)")
    database.execute("INSERT INTO counter VALUES (0)")
    yield database
    database.close()


def test_writers_in_four_processes_wait_their_turn(counter, tmp_path):
    command = [sys.executable, "-c", READ_THEN_WRITE, str(tmp_path), str(ROUNDS)]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)]

    waits = [json.loads(writer.communicate(timeout=240)[0]) for writer in writers]

    assert [writer.returncode for writer in writers] == [0] * WRITERS
    assert counter.execute("SELECT n FROM counter").fetchone() == (WRITERS * ROUNDS,)
    assert max(waits) < 30  # on a machine with much else to do; one who starves waits for ever


def test_a_writer_killed_in_the_middle_frees_the_queue(tmp_path):
    hold = (
        "from twofold.core.sqlite.queue import WriteQueue; import time, sys; q = WriteQueue(sys.argv[1], 1)\n"
    )
    hold += "q.enter(); print('in', flush=True); time.sleep(60)"
    path = str(tmp_path / "queue")
    holder = subprocess.Popen([sys.executable, "-c", hold, path], stdout=subprocess.PIPE, text=True)
    holder.stdout.readline()

    holder.kill()
    holder.communicate()

    WriteQueue(path, timeout=60).enter()


def test_it_gives_up_when_the_one_before_does_not_end(tmp_path):
    path = str(tmp_path / "queue")
    first, second, third = (WriteQueue(path, timeout=seconds) for seconds in (60, 0.1, 60))
    first.enter()

    with pytest.raises(QueueTooLong):
        second.enter()

    first.leave()
    third.enter()  # the place of the one that gave up is not kept


def test_threads_of_one_process_take_turns_too(tmp_path):
    path = str(tmp_path / "queue")
    first, second = WriteQueue(path, timeout=60), WriteQueue(path, timeout=60)
    order = []
    first.enter()

    def follow():
        second.enter()
        order.append("second")
        second.leave()

    follower = Thread(target=follow)
    follower.start()
    order.append("first")
    first.leave()
    follower.join()

    assert order == ["first", "second"]
