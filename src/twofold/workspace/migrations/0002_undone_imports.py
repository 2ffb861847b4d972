"""Imports that can be undone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspace", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="event_id",
            field=models.BigIntegerField(
                help_text="The event under which it keeps what it does to rows that were there before.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("waiting", "Waiting"),
                    ("running", "Running"),
                    ("done", "Done"),
                    ("failed", "Failed"),
                    ("undoing", "Being undone"),
                    ("undone", "Undone"),
                ],
                default="draft",
                max_length=8,
            ),
        ),
    ]
