"""Reading the journals that senders leave behind."""

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SUFFIX = ".journal"
BOOT = "boot"
BOOT_FILE = Path("/proc/sys/kernel/random/boot_id")


class Word(StrEnum):
    """What a line of a journal says of a mail."""

    CLAIMED = "claimed"
    ANNOUNCED = "announced"
    MARKED = "marked"
    ACCEPTED = "accepted"
    REFUSED = "refused"


WORDS = frozenset(Word)


@dataclass(frozen=True)
class Entry:
    """The last that is known of a mail, and what the server said."""

    word: Word
    answer: str = ""


def read_journal(path: Path) -> dict[int, Entry]:
    """The last entry of each mail. A line that was cut off in the middle was never relied on.

    If the machine went down since, a marker may be lost: what was announced counts as marked.
    """
    entries: dict[int, Entry] = {}
    boot = ""
    whole, _newline, _torn = path.read_bytes().rpartition(b"\n")
    for line in whole.decode(errors="replace").splitlines():
        word, _space, rest = line.partition(" ")
        number, _space, answer = rest.partition(" ")
        if word in WORDS and number.isdecimal():
            entries[int(number)] = Entry(Word(word), answer)
        elif word == BOOT:
            boot = rest
    if boot and boot == this_boot():
        return entries
    announced = {mail for mail, entry in entries.items() if entry.word == Word.ANNOUNCED}
    return entries | dict.fromkeys(announced, Entry(Word.MARKED))


def this_boot() -> str:
    """What names the time since the machine was started; "" where nothing does."""
    try:
        return BOOT_FILE.read_text().strip()
    except OSError:
        return ""


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
