"""A forked process speaks to PostgreSQL over a connection of its own."""

import os
import subprocess
import sys

import pytest

FORKED = """
import os
import django
django.setup()
from django.db import connection
from twofold.core.forks import close_connections

def who():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return str(cursor.fetchone()[0])

who()
close_connections()
theirs, mine = os.pipe()
if os.fork() == 0:
    os.write(mine, who().encode())
    os._exit(0)
os.wait()
print(who(), os.read(theirs, 99).decode())
"""


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite keeps no pool")
def test_no_connection_is_shared_with_a_forked_process():
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "twofold.config.settings"}
    said = subprocess.run(
        [sys.executable, "-c", FORKED], env=environment, stdout=subprocess.PIPE, check=True, text=True
    )
    parents, childs = said.stdout.split()

    assert parents != childs
