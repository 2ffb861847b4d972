"""The journal tells what a dead sender had done."""

import os
import signal
import subprocess
import sys

import pytest

from twofold.conversations.outbox import journals
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.journals import Entry, Word, is_kept_here, orphaned, read_journal

DYING = """
import os, signal, sys
from pathlib import Path
from twofold.conversations.outbox.journal import Journal
journal = Journal(Path(sys.argv[1]), "amina")
journal.claim([1, 2, 3, 4, 5])
journal.announce([2, 3, 4, 5])
journal.mark([2, 3])
journal.settle(3, "250 2.0.0 taken\\nas 77", accepted=True)
journal.mark([4])
journal.settle(4, "452 full", accepted=False)
journal.keep_up()
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
        5: Entry(Word.ANNOUNCED),
    }


@pytest.mark.parametrize("boot", ["another", ""])
def test_after_a_failure_of_the_power_what_was_announced_counts_as_marked(tmp_path, monkeypatch, boot):
    journal = Journal(tmp_path, "amina")
    journal.claim([1, 2])
    journal.announce([1])
    assert read_journal(journal.path)[1] == Entry(Word.ANNOUNCED)

    monkeypatch.setattr(journals, "this_boot", lambda: boot)

    assert read_journal(journal.path) == {1: Entry(Word.MARKED), 2: Entry(Word.CLAIMED)}


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


def test_only_an_announcement_waits_for_the_disk(tmp_path, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fdatasync", lambda file: synced.append(os.fstat(file).st_size))
    journal = Journal(tmp_path, "amina")

    journal.announce(range(50))
    size = journal.path.stat().st_size
    journal.mark([7, 8])

    assert synced == [size]
    assert journal.path.stat().st_size > size


def test_a_full_disk_loses_no_line(tmp_path, monkeypatch):
    journal = Journal(tmp_path, "amina")
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:9]))
    with pytest.raises(OSError, match="journal"):
        journal.claim([1, 2])
    monkeypatch.undo()

    journal.mark([2])

    assert read_journal(journal.path) == {1: Entry(Word.CLAIMED), 2: Entry(Word.MARKED)}


def test_a_cleared_journal_goes_on(tmp_path):
    journal = Journal(tmp_path, "amina")
    journal.mark([1])
    journal.clear()
    journal.mark([2])

    assert read_journal(journal.path) == {2: Entry(Word.MARKED)}
