"""Triggers that keep events and look-ups as they were written, for both engines. Plain SQL, so that no code of ours can step around them."""

from django.db import migrations

EVENT, MENTION, LINK, SEAL = "timeline_event", "timeline_mention", "timeline_link", "timeline_dayseal"
CHANGE = "timeline_change"
ONLY_ERASING = (
    "NEW.old IS NULL AND NEW.new IS NULL AND NEW.salt = '' AND NEW.erased_at IS NOT NULL"
    " AND NEW.id = OLD.id AND NEW.event_id = OLD.event_id AND NEW.field = OLD.field"
)
LOOK_UP = "timeline_lookup"
ROW = "timeline_changedrow"
ONLY_ERASING_A_ROW = (
    "NEW.old IS NULL AND NEW.new IS NULL AND NEW.erased_at IS NOT NULL AND NEW.id = OLD.id"
    " AND NEW.event_id = OLD.event_id AND NEW.kind = OLD.kind AND NEW.row_id = OLD.row_id AND NEW.act = OLD.act"
)
REFUSALS = (
    *((table, verb, "") for table in (EVENT, MENTION, LINK, SEAL, LOOK_UP) for verb in ("UPDATE", "DELETE")),
    (CHANGE, "DELETE", ""),
    (CHANGE, "UPDATE", ONLY_ERASING),
    (ROW, "DELETE", ""),
    (ROW, "UPDATE", ONLY_ERASING_A_ROW),
)


def create_triggers(apps, schema_editor) -> None:
    """Refuse every update and delete on the timeline, except taking the values out of a change."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION timeline_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the timeline is append-only'; END $$"
        )
    for table, verb, unless in REFUSALS:
        condition = f"WHEN (NOT ({unless}))" if unless else ""
        body = (
            f"FOR EACH ROW {condition} EXECUTE FUNCTION timeline_refuse()"
            if on_postgresql
            else f"FOR EACH ROW {condition} BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END"
        )
        schema_editor.execute(f"CREATE TRIGGER {_name(table, verb)} BEFORE {verb} ON {table} {body}")


def drop_triggers(apps, schema_editor) -> None:
    """Take the triggers away: to go back a migration, or to empty a test database."""
    on_table = schema_editor.connection.vendor == "postgresql"
    for table, verb, _ in REFUSALS:
        schema_editor.execute(
            f"DROP TRIGGER IF EXISTS {_name(table, verb)}" + (f" ON {table}" if on_table else "")
        )


def _name(table: str, verb: str) -> str:
    return f"{table}_refuses_{verb.lower()}"


class Migration(migrations.Migration):
    dependencies = (("timeline", "0001_initial"),)
    operations = (migrations.RunPython(create_triggers, drop_triggers),)
