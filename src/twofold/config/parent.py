"""Processes that `twofold serve` starts end with it, however it ends."""

import ctypes
import os
import signal
import sys

PARENT = "_TWOFOLD_PARENT"
PR_SET_PDEATHSIG = 1


def children_follow() -> None:
    """Tell the processes started from now on to end with this one."""
    os.environ[PARENT] = str(os.getpid())


def follow_parent() -> None:
    """Be sent TERM when the process that asked for it is gone, be it by kill -9. On Linux; elsewhere nothing happens."""
    parent = os.environ.pop(PARENT, None)
    if parent is None or sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):  # it went before we asked
        os.kill(os.getpid(), signal.SIGTERM)
