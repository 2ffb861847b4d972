"""The journal of one sender: what it was about to do, and what came of it, where kill -9 cannot undo it.

The last moment at which a mail is certainly not sent is just before the final dot. So a marker is on disk before the dot
leaves, and the server's answer is written as soon as it is heard. Whatever a dead sender leaves can then be told apart:
no marker, not sent; an answer, settled; a marker without an answer, unknown to us.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from errno import ENOSPC
from pathlib import Path
from threading import Lock

SUFFIX = ".journal"
LONGEST_ANSWER = 400


class Word(StrEnum):
    """What a line of the journal says of a mail."""

    CLAIMED = "claimed"
    MARKED = "marked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


WORDS = frozenset(Word)


@dataclass(frozen=True)
class Entry:
    """The last that is known of a mail, and what the server said."""

    word: Word
    answer: str = ""


class Journal:
    """A file that only grows while mails are on their way. Its lock lives exactly as long as its sender.

    :param name: the sender's; it is in the file's name, so that whoever comes after knows whose it was
    """

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = folder / f"{name}{SUFFIX}"
        unnamed = folder / f"{name}.new"  # locked before anyone can take it for a dead sender's
        self._file = os.open(unnamed, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_APPEND, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        unnamed.rename(self.path)
        self._lines: list[str] = []
        self._adding, self._writing = Lock(), Lock()
        self._added = self._synced = 0
        self._is_empty = True
        _sync_folder(folder)

    def claim(self, mails: Iterable[int]) -> None:
        """These mails are this sender's now."""
        for mail in mails:
            self._add(_line(Word.CLAIMED, mail))
        self.flush()

    def mark(self, mail: int) -> None:
        """The dot comes next. Returns when this is on disk."""
        self.secure(self.announce(mail))

    def announce(self, mail: int) -> int:
        """The dot comes soon. Said before a mail is handed over, it is often on disk by the time that it is needed there.

        :returns: its place, to :meth:`secure` before the dot leaves
        """
        return self._add(_line(Word.MARKED, mail))

    def secure(self, place: int) -> None:
        """Return when everything up to a place is on disk.

        Waiting for the disk is shared: one connection writes what all have added while the one before it was waiting.
        """
        with self._writing:
            if self._synced < place:
                reached = self._write()
                os.fdatasync(self._file)
                self._synced = reached
                self._write()

    def settle(self, mail: int, answer: str, *, accepted: bool) -> None:
        """The server has answered. Who waits for the disk just now writes it too, a moment later.

        If it is lost with the process or the power, the mail counts as unconfirmed.
        """
        self._add(_line(Word.ACCEPTED if accepted else Word.REFUSED, mail, answer))
        if self._writing.acquire(blocking=False):
            try:
                self._write()
            except OSError:  # it waits for the next time
                pass
            finally:
                self._writing.release()

    def flush(self) -> None:
        """Write what was added."""
        with self._writing:
            self._write()

    def clear(self) -> None:
        """Begin anew: all that was written has reached the database."""
        with self._writing:
            self._write()
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

    def _add(self, line: str) -> int:
        """
        :returns: how many lines have been added, ever
        """
        with self._adding:
            self._lines.append(line)
            self._added += 1
            return self._added

    def _write(self) -> int:
        """Append the lines that wait, in one call.

        :returns: how many have been written, ever
        """
        with self._adding:
            lines, self._lines, reached = self._lines, [], self._added
        if lines:
            self._is_empty = False
            self._append("".join(lines).encode(), lines)
        return reached

    def _append(self, encoded: bytes, lines: list[str]) -> None:
        try:
            written = os.write(self._file, encoded)
            if written < len(encoded):
                raise OSError(ENOSPC, "the journal could not be written")
        except OSError:  # the disk is full: the same lines once more, behind whatever piece of them is there
            with self._adding:
                self._lines = ["\n", *lines, *self._lines]
            raise


def read_journal(path: Path) -> dict[int, Entry]:
    """The last entry of each mail. A line that was cut off in the middle was never relied on."""
    entries: dict[int, Entry] = {}
    whole, _newline, _torn = path.read_bytes().rpartition(b"\n")
    for line in whole.decode(errors="replace").splitlines():
        word, _space, rest = line.partition(" ")
        number, _space, answer = rest.partition(" ")
        if word in WORDS and number.isdecimal():
            entries[int(number)] = Entry(Word(word), answer)
    return entries


def orphaned(folder: Path) -> Iterator[tuple[str, Path]]:
    """Journals whose sender is dead: name of the sender and file. Each is locked until the next is asked for."""
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            file = os.open(path, os.O_RDONLY)
        except FileNotFoundError:
            continue
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists():
                yield path.name.removesuffix(SUFFIX), path
        except BlockingIOError:
            continue
        finally:
            os.close(file)


def is_kept_here(folder: Path, name: str) -> bool:
    """Whether a sender's journal lies on this machine."""
    return (folder / f"{name}{SUFFIX}").exists()


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
