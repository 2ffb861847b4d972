"""The journal of one sender: what it was about to do, and what came of it, where kill -9 cannot undo it.

The last moment at which a mail is certainly not sent is just before the final dot. So a marker is written before the dot
leaves, and the server's answer as soon as it is heard. Whatever a dead sender leaves can then be told apart: no marker, not
sent; an answer, settled; a marker without an answer, unknown to us.

What a process has written outlives it, but not a failure of the power. So mails are announced some at once before they are
handed over, and that is waited for until it is on disk. Where the machine itself has gone down since, what was announced
counts as marked.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from errno import ENOSPC
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from threading import Lock

from twofold.conversations.outbox.journals import BOOT, SUFFIX, Word, this_boot

LONGEST_ANSWER = 400


class Journal:
    """A file that only grows while mails are on their way. Its lock lives exactly as long as its sender.

    :param name: the sender's; it is in the file's name, so that whoever comes after knows whose it was
    """

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / f"{name}{SUFFIX}"
        unnamed = folder / f"{name}.new"  # locked before anyone can take it for a dead sender's
        self._file = os.open(unnamed, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
        flock(self._file, LOCK_EX | LOCK_NB)
        unnamed.rename(self.path)
        self._boot = f"{BOOT} {this_boot()}\n"
        self._lines: list[str] = []
        self._adding, self._writing = Lock(), Lock()
        self._is_empty = True
        _sync_folder(folder)

    def claim(self, mails: Iterable[int]) -> None:
        """These mails are this sender's now."""
        self._add(_line(Word.CLAIMED, mail) for mail in mails)
        self.flush()

    def announce(self, mails: Iterable[int]) -> None:
        """These mails come next. Returns when this is on disk."""
        self._add(_line(Word.ANNOUNCED, mail) for mail in mails)
        self.flush()
        os.fdatasync(self._file)

    def mark(self, mails: Iterable[int]) -> None:
        """The dots of these mails, which were announced, come next. Returns when this outlives the process."""
        self._add(_line(Word.MARKED, mail) for mail in mails)
        self.flush()

    def settle(self, mail: int, answer: str, *, accepted: bool) -> None:
        """The server has answered. Written by the next :meth:`mark` or :meth:`keep_up`, a moment later.

        If it is lost with the process or the power, the mail counts as unconfirmed.
        """
        self._add([_line(Word.ACCEPTED if accepted else Word.REFUSED, mail, answer)])

    def keep_up(self) -> None:
        """Write what was added, or leave it for the next time if that cannot be."""
        with suppress(OSError):
            self.flush()

    def flush(self) -> None:
        """Write what was added, in one call."""
        with self._writing:
            with self._adding:
                lines, self._lines = self._lines, []
            if lines:
                self._append([self._boot, *lines] if self._is_empty else lines)

    def clear(self) -> None:
        """Begin anew: all that was written has reached the database."""
        self.flush()
        with self._writing:
            if not self._is_empty:
                os.ftruncate(self._file, 0)
                self._is_empty = True

    def close(self, *, is_done: bool = True) -> None:
        """End, with nothing on its way.

        :param is_done: False leaves the file to whoever recovers what is still claimed
        """
        if is_done:
            self.path.unlink(missing_ok=True)
        os.close(self._file)

    def _add(self, lines: Iterable[str]) -> None:
        with self._adding:
            self._lines += lines

    def _append(self, lines: list[str]) -> None:
        encoded = "".join(lines).encode()
        try:
            self._is_empty = False
            written = os.write(self._file, encoded)
            if written < len(encoded):
                raise OSError(ENOSPC, "the journal could not be written")
        except OSError:  # the disk is full: the same lines once more, behind whatever piece of them is there
            with self._adding:
                self._lines = ["\n", *lines, *self._lines]
            raise


def _line(word: Word, mail: int, answer: str = "") -> str:
    told = " ".join(answer.split())[:LONGEST_ANSWER]
    return f"{word} {mail} {told}\n" if told else f"{word} {mail}\n"


def _sync_folder(folder: Path) -> None:
    """A file whose name is not on disk yet is lost with the power."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
