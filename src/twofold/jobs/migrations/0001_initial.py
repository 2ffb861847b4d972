import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ScheduleState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True)),
                ("next_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("task", models.CharField(max_length=200)),
                ("args", models.JSONField(default=list)),
                ("kwargs", models.JSONField(default=dict)),
                ("queue", models.CharField(default="default", max_length=32)),
                ("priority", models.SmallIntegerField(default=0)),
                ("unique_key", models.CharField(blank=True, default="", max_length=200)),
                ("person_id", models.BigIntegerField(null=True)),
                ("unit_id", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("running", "running"),
                            ("done", "done"),
                            ("set_aside", "set aside"),
                            ("discarded", "discarded"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("run_after", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("run_again", models.BooleanField(default=False)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lost_leases", models.PositiveSmallIntegerField(default=0)),
                ("fencing", models.PositiveIntegerField(default=0)),
                ("worker", models.CharField(blank=True, default="", max_length=100)),
                ("lease_until", models.DateTimeField(null=True)),
                ("result", models.JSONField(null=True)),
                ("error_class", models.CharField(blank=True, default="", max_length=200)),
                ("last_error", models.TextField(blank=True, default="")),
                ("decided_by", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("priority"), descending=True),
                        models.F("run_after"),
                        models.F("id"),
                        condition=models.Q(("state", "waiting")),
                        name="jobs_waiting",
                    ),
                    models.Index(
                        models.F("lease_until"), condition=models.Q(("state", "running")), name="jobs_running"
                    ),
                    models.Index(
                        models.F("finished_at"),
                        condition=models.Q(("state__in", ("waiting", "running")), _negated=True),
                        name="jobs_finished",
                    ),
                    models.Index(
                        models.OrderBy(models.F("id"), descending=True),
                        condition=models.Q(("state", "set_aside")),
                        name="jobs_set_aside",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ("waiting", "running")), models.Q(("unique_key", ""), _negated=True)
                        ),
                        fields=("task", "unique_key"),
                        name="jobs_one_live_per_key",
                    )
                ],
            },
        ),
    ]
