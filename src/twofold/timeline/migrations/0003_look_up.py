"""The log of looks at sealed and restricted records, which nobody can change."""

from django.db import migrations, models

TABLE = "timeline_lookup"


def create_triggers(apps, schema_editor) -> None:
    """Refuse every update and delete of what was looked at; the function for PostgreSQL came with the events."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    body = (
        "EXECUTE FUNCTION timeline_refuse()"
        if on_postgresql
        else "BEGIN SELECT RAISE(ABORT, 'the timeline is append-only'); END"
    )
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_refuses_{verb.lower()} BEFORE {verb} ON {TABLE} FOR EACH ROW {body}"
        )


def drop_triggers(apps, schema_editor) -> None:
    """Take the triggers away: to go back a migration, or to empty a test database."""
    on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_refuses_{verb}{on_table}")


class Migration(migrations.Migration):
    dependencies = (("timeline", "0002_append_only"),)
    operations = (
        migrations.CreateModel(
            name="LookUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=40)),
                ("record_id", models.BigIntegerField()),
                ("unit_id", models.BigIntegerField()),
                ("looked_at", models.DateTimeField()),
                (
                    "hour",
                    models.DateTimeField(help_text="The hour in which it was, by which it is noted once."),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit_id", "-id"], name="look_up_of_unit")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "record_id", "person_id", "hour"), name="look_up_once_an_hour"
                    )
                ],
            },
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    )
