import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=80)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("unit_id", models.BigIntegerField(null=True)),
                ("person_id", models.BigIntegerField(null=True)),
                ("acting_side", models.CharField(max_length=10)),
                ("happened_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("details", models.JSONField(default=dict)),
                ("changes_hash", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["subject_kind", "subject_id", "happened_at"], name="event_of_subject"
                    ),
                    models.Index(fields=["recorded_at", "id"], name="event_recorded"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.CharField(max_length=80)),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
                ("salt", models.CharField(blank=True, max_length=32)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="timeline.event",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("event", "field"), name="change_once_per_field")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("row_id", models.BigIntegerField()),
                (
                    "act",
                    models.CharField(
                        choices=[("created", "Created"), ("changed", "Changed"), ("deleted", "Deleted")],
                        max_length=7,
                    ),
                ),
                ("old", models.JSONField(null=True)),
                ("new", models.JSONField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changed_rows",
                        to="timeline.event",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "row_id", "-id"], name="changed_row_of_record")],
            },
        ),
        migrations.CreateModel(
            name="DaySeal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(unique=True)),
                ("last_event_id", models.BigIntegerField()),
                ("events", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("sealed_at", models.DateTimeField()),
            ],
        ),
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
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party_id", models.BigIntegerField()),
                ("happened_at", models.DateTimeField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mentions",
                        to="timeline.event",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["party_id", "-happened_at", "-event"], name="mention_of_party")
                ],
                "constraints": [models.UniqueConstraint(fields=("event", "party_id"), name="mention_once")],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="link",
                        serialize=False,
                        to="timeline.event",
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
    ]
