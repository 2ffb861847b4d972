"""How the two databases are opened. Measured choices; see docs/decisions."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from twofold.core.environment import BadSetting

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "secure_delete=ON",
    "mmap_size=268435456",
    "cache_size=-64000",
    "temp_store=MEMORY",
    "journal_size_limit=67108864",
    "wal_autocheckpoint=4000",  # 16 MB: imports write pages of one index again and again
)

MOST_PROCESSES = 8
"""More are asked for by name: each may hold a pool of connections, and PostgreSQL gives a hundred."""

PLANNER = "-c jit=off -c enable_mergejoin=off"
"""How PostgreSQL plans: to compile a statement takes longer than a page has, and a dozen units are merged with a million
parties by reading all of these, as soon as a unit is younger than the statistics."""


def sqlite(folder: Path) -> dict[str, Any]:
    """One file in `folder`, written by one process at a time and in the order of asking.

    The connection is kept for ever: opening it anew for each request costs three times the request.
    """
    return {
        "ENGINE": "twofold.core.sqlite",
        "NAME": folder / "db.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": " ".join(f"PRAGMA {pragma};" for pragma in PRAGMAS),
        },
        "TEST": {"NAME": str(folder / "test.sqlite3")},
    }


def share_memory(connection: Any, **_: Any) -> None:
    """Keep a connection's own memory small, in a process with one for each of its threads: the system's cache serves all."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size = 0")
            cursor.execute("PRAGMA cache_size = -3000")


def postgresql(url: str, *, pool: int) -> dict[str, Any]:
    """The database behind `url`, with at most `pool` connections in each process.

    What follows the question mark goes to libpq, e.g. `?sslmode=verify-full` or `?host=/run/postgresql`. Behind a pooler that
    refuses start-up options, say `?options=`, and set those of :data:`PLANNER` for the role.

    :raises BadSetting: when the address is not one of PostgreSQL
    """
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        raise BadSetting("DATABASE_URL must be an address like postgresql://user:password@host:5432/name.")
    wishes = {"options": PLANNER} | dict(parse_qsl(parts.query, keep_blank_values=True))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or wishes.pop("host", ""),
        "PORT": parts.port or "",
        "OPTIONS": {**wishes, "pool": {"min_size": 1, "max_size": pool, "timeout": 10}},
    }


def web_processes(database: Mapping[str, Any]) -> int:
    """How many processes answer pages where nobody has said: with PostgreSQL one for each core that we may use.

    SQLite is written by one process at a time, and a second one makes the others wait for it.
    """
    if "sqlite" in database["ENGINE"]:
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES)
