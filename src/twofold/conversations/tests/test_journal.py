"""The journal tells what a dead sender had done."""

import os
import signal
import subprocess
import sys
from threading import Thread

from twofold.conversations.outbox.journal import Entry, Journal, Word, is_kept_here, orphaned, read_journal

DYING = """
import os, signal, sys
from pathlib import Path
from twofold.conversations.outbox.journal import Journal
journal = Journal(Path(sys.argv[1]), "amina")
journal.claim([1, 2, 3, 4])
journal.mark(2)
journal.mark(3)
journal.settle(3, "250 2.0.0 taken\\nas 77", accepted=True)
journal.mark(4)
journal.settle(4, "452 full", accepted=False)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_sender_wrote_is_read_back_to_the_last_word(tmp_path):
    dead = subprocess.run([sys.executable, "-c", DYING, tmp_path])

    assert dead.returncode == -signal.SIGKILL
    ((name, path),) = orphaned(tmp_path)
    assert name == "amina"
    assert read_journal(path) == {
        1: Entry(Word.CLAIMED),
        2: Entry(Word.MARKED),
        3: Entry(Word.ACCEPTED, "250 2.0.0 taken as 77"),
        4: Entry(Word.REFUSED, "452 full"),
    }


def test_the_journal_of_a_sender_that_lives_is_nobody_elses(tmp_path):
    journal = Journal(tmp_path, "amina")

    assert list(orphaned(tmp_path)) == []
    assert is_kept_here(tmp_path, "amina")

    journal.close()
    assert not is_kept_here(tmp_path, "amina")


def test_a_line_that_was_cut_off_says_nothing(tmp_path):
    path = tmp_path / "amina.journal"
    path.write_bytes(b"claimed 7\nmarked 8\n\xff\x00\nmarked 7")

    assert read_journal(path) == {7: Entry(Word.CLAIMED), 8: Entry(Word.MARKED)}


def test_many_connections_share_the_waiting_for_the_disk(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fdatasync", lambda file: synced.append(os.fstat(file).st_size))
    journal = Journal(tmp_path, "amina")
    threads = [Thread(target=journal.mark, args=(mail,)) for mail in range(50)]

    journal._writing.acquire()  # someone is waiting for the disk
    for thread in threads:
        thread.start()
    while journal._added < 50:
        pass
    journal._writing.release()
    for thread in threads:
        thread.join()

    assert synced == [journal.path.stat().st_size]
    assert len(read_journal(journal.path)) == 50


def test_a_cleared_journal_goes_on(tmp_path):
    journal = Journal(tmp_path, "amina")
    journal.mark(1)
    journal.clear()
    journal.mark(2)

    assert read_journal(journal.path) == {2: Entry(Word.MARKED)}
