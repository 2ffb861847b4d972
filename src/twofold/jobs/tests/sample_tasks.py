"""Tasks for the tests to run."""

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def note(path: str, word: str) -> str:
    """Append a word to a file, so that a test in another process sees it."""
    with Path(path).open("a") as file:
        file.write(f"{word}\n")
    return word


@task()
def fail(sentence: str) -> None:
    """Raise."""
    raise ValueError(sentence)


@task()
def crash() -> None:
    """Take the whole process down."""
    os.abort()


@task()
def dawdle(path: str, word: str, seconds: float) -> None:
    """Say when it starts and when it ends."""
    note.call(path, f"{word} starts in {os.getpid()}")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.02)
    note.call(path, f"{word} ends")


@task()
def nothing() -> None:
    """Do nothing."""


@task(priority=10)
def urgent() -> None:
    """Do nothing, soon."""


@task(takes_context=True)
def which_try(context) -> int:
    """Say which try this is."""
    return context.attempt
