import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("measure", models.CharField(max_length=60)),
                (
                    "side",
                    models.CharField(
                        choices=[("internal", "Internal"), ("external", "External")], max_length=8
                    ),
                ),
                ("day", models.DateField()),
                ("value", models.FloatField(null=True)),
                ("n", models.PositiveIntegerField()),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("said_instead", models.CharField(blank=True, max_length=200)),
                ("detail", models.JSONField(default=dict)),
                ("computed_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("unit", "side", "measure", "day"), name="stored_figure_once_a_day"
                    )
                ],
            },
        ),
    ]
