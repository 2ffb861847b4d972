from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_by_opening")]

    operations = [
        migrations.AddField(
            model_name="escalationstep",
            name="added_at",
            field=models.DateTimeField(
                default=datetime(2026, 1, 1, tzinfo=UTC),
                help_text="What a clock had behind it by then is not made up for.",
            ),
            preserve_default=False,
        ),
    ]
