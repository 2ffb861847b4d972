import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("directory", "0001_initial"),
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("standing", models.CharField(max_length=20, unique=True)),
                (
                    "months",
                    models.PositiveIntegerField(
                        help_text="Empty: kept until someone erases them.", null=True
                    ),
                ),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="BulkRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(choices=[("edit", "Edit"), ("undo", "Undo")], max_length=5)),
                ("list_name", models.CharField(blank=True, max_length=30)),
                ("plan", models.JSONField(default=dict, help_text="Rules or ids, and the new values.")),
                ("user_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField(null=True)),
                ("event_id", models.BigIntegerField(help_text="The event that this run wrote.", null=True)),
                (
                    "undone_event_id",
                    models.BigIntegerField(
                        db_index=True, help_text="The event that it took back.", null=True
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("total", models.PositiveBigIntegerField(default=0)),
                ("done", models.PositiveBigIntegerField(default=0)),
                ("refused", models.PositiveBigIntegerField(default=0)),
                ("position", models.BigIntegerField(default=0)),
                (
                    "samples",
                    models.JSONField(
                        default=list, help_text="Some rows that were kept as they are, each with the reason."
                    ),
                ),
                ("error", models.TextField(blank=True)),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["user_id", "-created_at"], name="bulk_run_of_user")],
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=20)),
                ("person_id", models.BigIntegerField(null=True)),
                ("user_id", models.BigIntegerField(null=True)),
                ("file_name", models.CharField(max_length=255)),
                (
                    "fingerprint",
                    models.CharField(
                        blank=True,
                        help_text="Of the files, the type and the unit; empty until it is started.",
                        max_length=64,
                    ),
                ),
                (
                    "plan",
                    models.JSONField(default=dict, help_text="How the file is read: see queries/plans.py."),
                ),
                ("is_dry_run", models.BooleanField(default=False)),
                ("is_keyed", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
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
                (
                    "lines_total",
                    models.PositiveBigIntegerField(help_text="About how many lines the file has.", null=True),
                ),
                ("position", models.PositiveBigIntegerField(default=0)),
                ("report_size", models.PositiveBigIntegerField(default=0)),
                ("created", models.PositiveBigIntegerField(default=0)),
                ("updated", models.PositiveBigIntegerField(default=0)),
                ("unchanged", models.PositiveBigIntegerField(default=0)),
                ("rejected", models.PositiveBigIntegerField(default=0)),
                (
                    "samples",
                    models.JSONField(
                        default=list, help_text="Some lines and what became of them, for the page."
                    ),
                ),
                ("error", models.TextField(blank=True)),
                (
                    "event_id",
                    models.BigIntegerField(
                        help_text="The event under which it keeps what it does to rows that were there before.",
                        null=True,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["created_at", "id"], name="import_run_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("is_dry_run", False),
                            ("is_keyed", False),
                            models.Q(("fingerprint", ""), _negated=True),
                        ),
                        fields=("fingerprint",),
                        name="import_without_key_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("main", "Main"), ("joined", "Joined"), ("report", "Report")], max_length=6
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="workspace.importrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "role", "name"), name="import_file_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event_id", models.BigIntegerField()),
                ("verb", models.CharField(max_length=80)),
                ("reason", models.CharField(max_length=20)),
                ("created_at", models.DateTimeField()),
                ("in_bell", models.BooleanField(default=True)),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "mail_due_at",
                    models.DateTimeField(help_text="When it goes out by mail; empty for never.", null=True),
                ),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["user", "-id"], name="notification_of_user"),
                    models.Index(
                        condition=models.Q(("in_bell", True), ("seen_at__isnull", True)),
                        fields=["user"],
                        name="notification_unread",
                    ),
                    models.Index(
                        condition=models.Q(("mail_due_at__isnull", False), ("mailed_at__isnull", True)),
                        fields=["mail_due_at"],
                        name="notification_to_mail",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "event_id"), name="notification_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=80)),
                ("in_bell", models.BooleanField(default=True)),
                (
                    "mail",
                    models.CharField(
                        choices=[
                            ("never", "Not by e-mail"),
                            ("now", "At once"),
                            ("daily", "In a daily digest"),
                            ("weekly", "In a weekly digest"),
                        ],
                        default="never",
                        max_length=6,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "verb"), name="notification_choice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("record_id", models.BigIntegerField()),
                ("is_editing", models.BooleanField(default=False)),
                ("seen_at", models.DateTimeField(db_index=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "record_id", "user"), name="presence_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PrivacyRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("access", "Copy of their data"), ("erasure", "Erasure")], max_length=7
                    ),
                ),
                ("party_id", models.BigIntegerField(help_text="Plain, since it outlives the party.")),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("asked_on", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by_id", models.BigIntegerField(help_text="The person who did it.", null=True)),
                (
                    "summary",
                    models.JSONField(default=dict, help_text="Label → how many rows; never a value."),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-id"], name="privacy_request_newest")],
            },
        ),
        migrations.CreateModel(
            name="Recent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        help_text="The model's label, or page for a page of the menu.", max_length=40
                    ),
                ),
                ("record_id", models.BigIntegerField(default=0)),
                ("url_name", models.CharField(blank=True, max_length=80)),
                ("opened_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["user", "-opened_at"], name="recent_of_user")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "kind", "record_id", "url_name"), name="recent_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_type", models.CharField(max_length=20)),
                ("name", models.CharField(blank=True, max_length=80)),
                (
                    "headers",
                    models.JSONField(
                        default=list, help_text="Of the file it was chosen for, to find files alike."
                    ),
                ),
                ("headers_hash", models.CharField(max_length=64)),
                (
                    "plan",
                    models.JSONField(
                        help_text="Mapping, key and options, without anything about the single file."
                    ),
                ),
                ("used_at", models.DateTimeField()),
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
                        fields=("unit", "record_type", "headers_hash"), name="saved_mapping_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "list_name",
                    models.CharField(help_text="Name of the list type, e.g. party.", max_length=30),
                ),
                ("name", models.CharField(max_length=80)),
                ("rules", models.JSONField(blank=True, default=dict, help_text="See core/filters.py.")),
                (
                    "text",
                    models.CharField(blank=True, help_text="What the list is searched for.", max_length=200),
                ),
                ("columns", models.JSONField(blank=True, default=list)),
                ("order", models.CharField(blank=True, max_length=60)),
                (
                    "layout",
                    models.CharField(default="table", help_text="table, board or calendar", max_length=8),
                ),
                (
                    "layout_by",
                    models.CharField(
                        blank=True, help_text="The field of the board or calendar.", max_length=60
                    ),
                ),
                (
                    "is_pinned",
                    models.BooleanField(default=False, help_text="Shown among the tabs of the list."),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="saved_view_has_a_name"
                    ),
                    models.UniqueConstraint(
                        fields=("owner", "list_name", "name"), name="saved_view_name_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("record_id", models.BigIntegerField()),
                ("since", models.DateTimeField()),
                (
                    "is_muted",
                    models.BooleanField(default=False, help_text="Still listed, but nothing is told."),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "record_id", "user"), name="watch_once")
                ],
            },
        ),
    ]
