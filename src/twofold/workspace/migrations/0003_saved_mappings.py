"""Saved mappings with a name, found by headers alike."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspace", "0002_undone_imports")]

    operations = [
        migrations.AddField(
            model_name="savedmapping",
            name="headers",
            field=models.JSONField(
                default=list, help_text="Of the file it was chosen for, to find files alike."
            ),
        ),
        migrations.AddField(
            model_name="savedmapping",
            name="name",
            field=models.CharField(blank=True, max_length=80),
        ),
    ]
