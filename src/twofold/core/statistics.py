"""What the database knows of how common values are: without it a planner guesses, and sorts a million rows to show fifty.

PostgreSQL looks again by itself after many changes, but not at once; SQLite never does.
"""

from django.db import connection, transaction

SAMPLED = 100_000
"""So many rows of each index SQLite looks at: with a thousand it takes a unit of a million customers for a small one."""


def learn_statistics() -> None:
    """Let the database sample its tables, a second or two at millions of rows. Nobody waits for longer than one table takes."""
    for table in connection.introspection.table_names():
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(f"PRAGMA analysis_limit = {SAMPLED}")
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
    if connection.vendor == "sqlite":
        _let_others_read()


@transaction.atomic
def _let_others_read() -> None:
    """Open connections of SQLite read statistics anew only when the schema changes: a view that comes and goes is a change."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIEW statistics_are_new AS SELECT 1")
        cursor.execute("DROP VIEW statistics_are_new")


def has_statistics() -> bool:
    """Whether the tables were ever sampled. PostgreSQL sees to that itself."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")
        return cursor.fetchone() is not None
