from django.db import migrations

SAMPLED = 500
"""Five times the usual: words are more than a hundred, and the planner has to know the rare from the common."""


def sample_more(apps, schema_editor):
    """Let PostgreSQL know of more words how common they are, from the next time on that it looks."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE search_searchentry ALTER COLUMN document SET STATISTICS {SAMPLED}", params=None
        )


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(sample_more, migrations.RunPython.noop)]
