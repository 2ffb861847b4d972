from django.db import DatabaseError, migrations, models, transaction

SQLITE = (
    """CREATE VIRTUAL TABLE search_text USING fts5(
        words, content='search_searchentry', content_rowid='id', tokenize='ascii', prefix='2 3', detail='none')""",
    """CREATE VIRTUAL TABLE search_trigrams USING fts5(
        word, content='search_searchword', content_rowid='id', tokenize='trigram')""",
)
SAMPLED = 500
"""Five times the usual: words are more than a hundred, and the planner has to know the rare from the common."""
POSTGRESQL = (
    """ALTER TABLE search_searchentry ADD COLUMN document tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX search_document ON search_searchentry USING gin (document)",
    f"ALTER TABLE search_searchentry ALTER COLUMN document SET STATISTICS {SAMPLED}",
)
POSTGRESQL_TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX search_trigrams ON search_searchword USING gin (word gin_trgm_ops)",
)


def make_full_text(apps, schema_editor):
    """The tables, triggers and columns that full text needs, which no model describes."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)
    if schema_editor.connection.vendor == "postgresql":
        make_trigrams(schema_editor)


def make_trigrams(schema_editor):
    """Trigrams where the extension is there and allowed. Without them the vocabulary is read from end to end."""
    try:
        with transaction.atomic(schema_editor.connection.alias):
            for statement in POSTGRESQL_TRIGRAMS:
                schema_editor.execute(statement, params=None)
    except DatabaseError as refusal:
        print(f"Search goes without trigrams: {refusal}")


def drop_full_text(apps, schema_editor):
    """On PostgreSQL all of it goes with the tables."""
    if schema_editor.connection.vendor == "sqlite":
        for table in ("search_text", "search_trigrams"):
            schema_editor.execute(f"DROP TABLE {table}", params=None)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=64, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("object_id", models.BigIntegerField()),
                ("title", models.TextField()),
                ("body", models.TextField(blank=True)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id"), name="search_one_entry_per_record")
                ],
            },
        ),
        migrations.RunPython(make_full_text, drop_full_text),
    ]
