"""Emptying a test database between tests: the triggers of the timeline are taken away and put back, the search forgets too."""

from importlib import import_module

import pytest
from django.core.management.commands import flush
from django.db import DEFAULT_DB_ALIAS, connections, transaction

append_only = import_module("twofold.timeline.migrations.0002_append_only")

SEARCH_INDEXES = ("search_text", "search_trigrams")


class TriggerEditor:
    """As much of a schema editor as the triggers need; works inside a transaction on both engines."""

    def __init__(self, alias: str = DEFAULT_DB_ALIAS) -> None:
        self.connection = connections[alias]

    def execute(self, statement: str) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_triggers():
    """Let `flush`, which ends every test with real transactions, empty the append-only tables."""
    flush_all = flush.Command.handle

    def handle(self, **options):
        editor = TriggerEditor(options["database"])
        with transaction.atomic(using=options["database"]):
            append_only.drop_triggers(None, editor)
            flush_all(self, **options)
            if editor.connection.vendor == "sqlite":
                for index in SEARCH_INDEXES:  # of rows that are gone
                    editor.execute(f"INSERT INTO {index}({index}) VALUES ('delete-all')")
            append_only.create_triggers(None, editor)

    patch = pytest.MonkeyPatch()
    patch.setattr(flush.Command, "handle", handle)
    yield
    patch.undo()
