"""The one clock that all workers share: the database's."""

from datetime import UTC, datetime

from django.db import connection


def database_time() -> datetime:
    """The database's idea of now, aware. Hosts whose clocks disagree still agree on when a lease ends."""
    sql = (
        "SELECT STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'now')"
        if connection.vendor == "sqlite"
        else "SELECT clock_timestamp()"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("%%", "%"))
        (now,) = cursor.fetchone()
    return datetime.fromisoformat(now).replace(tzinfo=UTC) if isinstance(now, str) else now
