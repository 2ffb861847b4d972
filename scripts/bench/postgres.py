"""A PostgreSQL for measuring: durable as in earnest, kept between runs, reached by a socket only, and ended."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = "-c listen_addresses= -c max_connections=50 -c shared_buffers=512MB -c maintenance_work_mem=256MB"
OPTIONS += " -c max_wal_size=4GB -c fsync=on -c synchronous_commit=on -c full_page_writes=on"


@contextmanager
def postgresql(home: Path) -> Iterator[str]:
    """Start the server whose data lie in `home`. As root it runs as the user postgres, which it insists on.

    :returns: how to reach one of its databases, the name left open
    """
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = programs[-1] if programs else Path(shutil.which("initdb") or "")
    if not initdb.is_file():
        raise SystemExit(
            "No PostgreSQL found: run scripts/need postgresql, or leave it out with --only sqlite."
        )
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    owner = []
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(home, account.pw_uid, account.pw_gid)
        owner = ["runuser", "-u", "postgres", "--"]

    def call(program: str, *words: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "cwd": home}
        subprocess.run([*owner, str(initdb.with_name(program)), *words], check=True, **quiet)

    data = home / "data"
    if not (data / "PG_VERSION").exists():
        call("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    call("pg_ctl", "-D", str(data), "-w", "-l", str(home / "log"), "-o", f"-k {home} {OPTIONS}", "start")
    try:
        yield f"postgresql://postgres@/{{name}}?host={home}"
    finally:
        call("pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop")


def create_database(url: str, name: str, *, anew: bool = False) -> None:
    """Make a database if it is missing, or empty it."""
    import psycopg

    with psycopg.connect(url.format(name="postgres"), autocommit=True) as connection:
        if anew:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')
