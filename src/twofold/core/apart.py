"""Work on what strangers send, in a process of its own: whatever it takes, only that process dies of it."""

import os
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

AT_ONCE = 1 << 16
STATM = Path("/proc/self/statm")


class Overtaxed(Exception):
    """It took longer, or more memory, than it was given, or ended otherwise than by an answer."""


def apart(work: Callable[[], bytes], *, seconds: int, memory: int) -> bytes:
    """What some work comes to, which asks neither the database nor anything else outside itself.

    Where the system cannot fork, it is done here; where it does not say how much memory is held, that is not limited.

    :param seconds: in all, however busy the machine is
    :param memory: bytes beyond what this process has already
    :raises Overtaxed: when nothing came of it
    """
    if not hasattr(os, "fork"):
        return work()
    out, into = os.pipe()
    child = os.fork()
    if not child:
        _work(work, into, seconds, memory)
    os.close(into)
    try:
        answer = _read(out, monotonic() + seconds)
    finally:
        os.close(out)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):  # whoever else waits for children may have been faster
            os.waitpid(child, 0)
    if not answer.endswith(b"\n"):
        raise Overtaxed("ended without an answer")
    return answer[:-1]


def _work(work: Callable[[], bytes], into: int, seconds: int, memory: int) -> None:
    """In the child, which ends here in any case and runs nothing that its parent has left for its own end."""
    try:
        _limit(seconds, memory)
        with os.fdopen(into, "wb") as pipe:
            pipe.write(work() + b"\n")
    finally:
        os._exit(0)


def _limit(seconds: int, memory: int) -> None:
    import resource  # Windows has none

    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if STATM.exists():
        held = int(STATM.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))


def _read(out: int, until: float) -> bytes:
    read = bytearray()
    while select.select([out], [], [], max(until - monotonic(), 0))[0]:
        part = os.read(out, AT_ONCE)
        if not part:
            return bytes(read)
        read += part
    raise Overtaxed("took too long")
