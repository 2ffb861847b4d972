"""How the box is built: what its tables can hold at all, read from the database itself and not from our own description of it."""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from twofold.surveys.models import Ballot, Participant
from twofold.surveys.queries.confidentiality.findings import Finding

BOX = {
    Ballot: {"code_hash", "wave_id", "sealed"},
    Participant: {
        *("id", "wave_id", "person_id", "token_hash", "has_answered", "cells", "counts"),
        *("mails", "held_back_because"),
    },
}
"""Every column that the two tables may have. None of them can hold a time."""

OWN_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
}


def prove_storage() -> Iterator[Finding]:
    """Whether the tables are those that were promised."""
    yield from (_columns(model, wanted) for model, wanted in BOX.items())
    yield from (_triggers(model) for model in BOX)
    yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _columns(model: type[Model], wanted: set[str]) -> Finding:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        found = {column.name for column in connection.introspection.get_table_description(cursor, table)}
    return Finding(
        found == wanted,
        _("%(table)s holds %(columns)s, and no time.")
        % {"table": table, "columns": ", ".join(sorted(found))},
        _("It should hold %(columns)s and nothing else. Find out who changed it before anyone is asked.")
        % {"columns": ", ".join(sorted(wanted))},
    )


def _triggers(model: type[Model]) -> Finding:
    found = _first_column(OWN_TRIGGERS[connection.vendor], model._meta.db_table)
    return Finding(
        not found,
        _("Nothing in the database watches %(table)s and copies what is written there.")
        % {"table": model._meta.db_table}
        if not found
        else _("The database runs something of its own whenever %(table)s is written: %(names)s.")
        % {"table": model._meta.db_table, "names": ", ".join(found)},
        _("Remove it, and ask whoever added it what it kept."),
    )


def _sqlite() -> Iterator[Finding]:
    (built,) = _first_column(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", Ballot._meta.db_table
    )
    yield Finding(
        built.rstrip().endswith("WITHOUT ROWID"),
        _("Ballots have no row numbers, so that nothing says in which order they came."),
        _("Make the table anew, as the installation does it."),
    )
    (overwrites,) = _first_column("PRAGMA secure_delete")
    yield Finding(
        overwrites == 1,
        _("What is deleted is overwritten, so that no ballot is left in free pages of the file."),
        _("Open the database with secure_delete on."),
    )


def _postgresql() -> Iterator[Finding]:
    (keeps_times,) = _first_column("SELECT setting FROM pg_settings WHERE name = 'track_commit_timestamp'")
    yield Finding(
        keeps_times == "off",
        _("The server keeps no time of each commit, which would say when someone answered."),
        _("Set track_commit_timestamp to off before anyone is asked."),
    )
    published = _first_column(
        "SELECT pubname FROM pg_publication_tables WHERE tablename = ANY(%s)",
        [model._meta.db_table for model in BOX],
    )
    yield Finding(
        not published,
        _("The box is not copied to another database as it is written."),
        _("Take the two tables out of these publications: %(names)s.") % {"names": ", ".join(published)},
    )


def _first_column(sql: str, *given: object) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [row[0] for row in cursor.fetchall()]
