import datetime

import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("conversations", "0001_initial"),
        ("directory", "0001_initial"),
        ("relationships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseType",
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
                        choices=[
                            ("question", "Question"),
                            ("request", "Request"),
                            ("complaint", "Complaint"),
                            ("conflict", "Conflict"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("description", models.CharField(blank=True, max_length=300)),
                ("is_for_internal", models.BooleanField(default=True)),
                ("is_for_external", models.BooleanField(default=True)),
                ("is_in_portal", models.BooleanField(default=True)),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("pulled", "From the queue, by “Next”"),
                            ("rotated", "Given to someone in turn"),
                            ("taken", "Taken by hand"),
                        ],
                        default="taken",
                        max_length=7,
                    ),
                ),
                (
                    "skill",
                    models.CharField(
                        blank=True, help_text="What whoever gets it in turn must know.", max_length=60
                    ),
                ),
                (
                    "attributes",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Ids of the attributes its form asks for, in order.",
                    ),
                ),
                (
                    "waits_for_children",
                    models.BooleanField(
                        default=True,
                        help_text="Not resolved before what it asked other units for is done, unless someone says why.",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="The unit that takes all of this type, e.g. a sealed one for grievances; empty for the one asked.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose; empty for all.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="case_type_once_per_unit"),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", True)),
                        fields=("name",),
                        name="case_type_once_for_all",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_for_internal", True), ("is_for_external", True), _connector="OR"
                        ),
                        name="case_type_is_for_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("pauses", models.BooleanField(default=False)),
                ("order", models.PositiveSmallIntegerField()),
                (
                    "limit",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="How many at once; empty for any.", null=True
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="cases.casetype",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["type", "order"], name="case_stage_of_type")],
                "constraints": [
                    models.UniqueConstraint(fields=("type", "name"), name="case_stage_once_per_type")
                ],
            },
        ),
        migrations.CreateModel(
            name="Cause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("complaint", "Complaints"),
                            ("conflict_inside", "Conflicts inside"),
                            ("conflict_outside", "Conflicts with customers"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("field", "name"), name="cause_once_per_field")
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                        choices=[
                            ("question", "Question"),
                            ("request", "Request"),
                            ("complaint", "Complaint"),
                            ("conflict", "Conflict"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Low"), (2, "Normal"), (3, "High"), (4, "Critical")], default=2
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("resolved", "Resolved")], default="open", max_length=8
                    ),
                ),
                (
                    "is_major",
                    models.BooleanField(default=False, help_text="A trouble that other cases are part of."),
                ),
                (
                    "is_restricted",
                    models.BooleanField(
                        default=False, help_text="Only for its participants, assignee and the unit's leads."
                    ),
                ),
                (
                    "attributes",
                    models.JSONField(
                        blank=True, default=dict, help_text="Id of an attribute, as text → its value."
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "promised_at",
                    models.DateTimeField(
                        help_text="The moment by which we said it would be resolved.", null=True
                    ),
                ),
                (
                    "due_at",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.db.models.functions.comparison.Coalesce(
                            "promised_at",
                            models.Value(
                                datetime.datetime(9000, 1, 1, 0, 0, tzinfo=datetime.UTC),
                                output_field=models.DateTimeField(),
                            ),
                        ),
                        output_field=models.DateTimeField(),
                    ),
                ),
                (
                    "next_due_at",
                    models.DateTimeField(
                        help_text="When the first of its running clocks is due; empty when none runs.",
                        null=True,
                    ),
                ),
                ("stream", models.CharField(blank=True, help_text="Its stream in the queue.", max_length=18)),
                (
                    "is_in_queue",
                    models.BooleanField(
                        default=False,
                        help_text="Waits for “Next”: open, pulled, and nobody looks after it yet.",
                    ),
                ),
                (
                    "queue_due_at",
                    models.DateTimeField(
                        default=datetime.datetime(9000, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        help_text="The earliest promise of it and of whatever waits for it.",
                    ),
                ),
                (
                    "queue_ages_at",
                    models.DateTimeField(
                        default=datetime.datetime(9000, 1, 1, 0, 0, tzinfo=datetime.UTC),
                        help_text="When it has waited too long: twice its promised time.",
                    ),
                ),
                ("first_answered_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("resolution", models.TextField(blank=True)),
                ("times_reopened", models.PositiveSmallIntegerField(default=0)),
                (
                    "external_key",
                    models.CharField(
                        help_text="The importing unit's id, a colon, the key in the file.",
                        max_length=220,
                        null=True,
                        unique=True,
                    ),
                ),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "assignee",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        help_text="The case that its customer says was not solved after all, long after it was resolved.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="followed_by",
                        to="cases.case",
                    ),
                ),
                (
                    "internal_owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who does the work behind, while the assignee stays the customer's face.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "major",
                    models.ForeignKey(
                        blank=True,
                        help_text="The major issue that this case is one of.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="grouped",
                        to="cases.case",
                    ),
                ),
                (
                    "offering",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="relationships.offering",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="cases.case",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="relationships.relationship",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="directory.unit",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.casestage",
                    ),
                ),
                (
                    "type",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        help_text="Empty for a plain one of its kind.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="cases.casetype",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="cases.cause",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["unit", "due_at", "id"],
                        name="case_owed_by_unit",
                    ),
                    models.Index(fields=["opened_at", "id"], name="case_by_opening"),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["due_at", "id"], name="case_owed"
                    ),
                    models.Index(
                        condition=models.Q(("state", "resolved")),
                        fields=["resolved_at", "id"],
                        name="case_resolved",
                    ),
                    models.Index(
                        condition=models.Q(("state", "resolved")),
                        fields=["kind", "resolved_at", "id"],
                        name="case_resolved_by_kind",
                    ),
                    models.Index(fields=["promised_at"], name="case_by_promise"),
                    models.Index(
                        condition=models.Q(("is_major", True)), fields=["opened_at", "id"], name="case_major"
                    ),
                    models.Index(
                        condition=models.Q(("is_in_queue", True)),
                        fields=["unit", "stream", "queue_due_at", "id"],
                        name="case_in_queue_by_due",
                    ),
                    models.Index(
                        condition=models.Q(("is_in_queue", True)),
                        fields=["unit", "stream", "queue_ages_at", "id"],
                        name="case_in_queue_too_old",
                    ),
                    models.Index(
                        condition=models.Q(("is_in_queue", True)),
                        fields=["unit", "opened_at"],
                        name="case_in_queue_by_age",
                    ),
                    models.Index(
                        condition=models.Q(("parent__isnull", False)), fields=["parent"], name="case_children"
                    ),
                    models.Index(
                        condition=models.Q(("assignee__isnull", False)),
                        fields=["assignee", "due_at", "id"],
                        name="case_of_assignee",
                    ),
                    models.Index(
                        condition=models.Q(("assignee__isnull", False), ("state", "open")),
                        fields=["assignee", "due_at", "id"],
                        name="case_owed_by_assignee",
                    ),
                    models.Index(fields=["unit", "opened_at"], name="case_of_unit"),
                    models.Index(fields=["relationship", "opened_at"], name="case_of_relationship"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at__isnull", True), ("state", "open")),
                            models.Q(("resolved_at__isnull", False), ("state", "resolved")),
                            _connector="OR",
                        ),
                        name="case_is_resolved_at_a_moment",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitQueue",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.unit",
                    ),
                ),
                (
                    "takes_plain",
                    models.BooleanField(
                        default=False,
                        help_text="Whether cases without a type wait in it, too; those of pulled types always do.",
                    ),
                ),
                ("virtual_time", models.FloatField(default=0.0)),
                (
                    "was_aged",
                    models.BooleanField(
                        default=False, help_text="Whether the last one went first for its age."
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="settlement",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("words", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("in_force_at", models.DateTimeField(null=True)),
                ("check_back_on", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ServicePolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("order", models.PositiveSmallIntegerField(default=100)),
                (
                    "conditions",
                    models.JSONField(
                        blank=True, default=dict, help_text="Rules on the case; empty fits all."
                    ),
                ),
                ("first_answer_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("next_answer_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("resolution_minutes", models.PositiveIntegerField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "calendar_unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose working hours count; empty for those of the case's unit.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose; empty for all.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "service policies",
            },
        ),
        migrations.CreateModel(
            name="CaseClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("first_answer", "First answer"),
                            ("next_answer", "Next answer"),
                            ("resolution", "Resolution"),
                        ],
                        max_length=12,
                    ),
                ),
                ("minutes", models.PositiveIntegerField(help_text="What is promised, in working minutes.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "Running"),
                            ("paused", "Paused"),
                            ("kept", "Kept"),
                            ("broken", "Broken"),
                        ],
                        max_length=7,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(help_text="Empty while it stands still.", null=True)),
                ("met_at", models.DateTimeField(null=True)),
                (
                    "counted_seconds",
                    models.PositiveIntegerField(default=0, help_text="Working time up to `counted_at`."),
                ),
                ("counted_at", models.DateTimeField()),
                (
                    "next_step_at",
                    models.DateTimeField(
                        help_text="When the next rung of its policy's ladder is reached; empty while none is.",
                        null=True,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clocks",
                        to="cases.case",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.servicepolicy",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("next_step_at__isnull", False)),
                        fields=["next_step_at", "id"],
                        name="case_clock_next_step",
                    ),
                    models.Index(
                        condition=models.Q(("state", "running")),
                        fields=["due_at", "id"],
                        name="case_clock_running",
                    ),
                    models.Index(fields=["policy", "state"], name="case_clock_of_policy"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "target"), name="case_clock_once_per_target")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseConversation",
            fields=[
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="case_link",
                        serialize=False,
                        to="conversations.conversation",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conversation_links",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CheckBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("holds", "It holds"),
                            ("partly", "In part"),
                            ("broken", "It does not hold"),
                        ],
                        max_length=6,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="check_backs",
                        to="cases.case",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.party"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("asked_at__isnull", True)),
                        fields=["due_on"],
                        name="check_back_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "party", "due_on"), name="check_back_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ConflictOption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("in_favour", models.TextField(blank=True)),
                ("against", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                ("is_chosen", models.BooleanField(default=False)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="cases.case"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EscalationStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "target",
                    models.CharField(
                        choices=[
                            ("first_answer", "First answer"),
                            ("next_answer", "Next answer"),
                            ("resolution", "Resolution"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "when",
                    models.CharField(
                        choices=[
                            ("share", "Percent of the time is used"),
                            ("before", "Working minutes before it is due"),
                            ("after", "Working minutes after it was due"),
                        ],
                        max_length=6,
                    ),
                ),
                ("amount", models.PositiveIntegerField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("tell_owner", "Tell whoever looks after it"),
                            ("tell_leads", "Tell the unit’s leads"),
                            ("tell_person", "Tell someone"),
                            ("reassign", "Give it to someone else"),
                            ("raise", "Raise its severity"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "added_at",
                    models.DateTimeField(help_text="What a clock had behind it by then is not made up for."),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="cases.servicepolicy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("run_started_at", models.DateTimeField()),
                ("reached_at", models.DateTimeField()),
                (
                    "clock",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="escalations",
                        to="cases.caseclock",
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cases.escalationstep",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clock", "step", "run_started_at"), name="escalation_once_per_run"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stream",
                    models.CharField(
                        choices=[
                            ("external_current", "External, current"),
                            ("external_past", "External, past"),
                            ("external_potential", "External, potential"),
                            ("internal_current", "Internal, current"),
                            ("internal_past", "Internal, past"),
                            ("internal_potential", "Internal, potential"),
                        ],
                        max_length=18,
                    ),
                ),
                ("handed_at", models.DateTimeField()),
                ("waited_seconds", models.PositiveBigIntegerField()),
                ("why", models.JSONField(default=dict, help_text="What decided it, in figures.")),
                (
                    "override_reason",
                    models.CharField(blank=True, help_text="Why it went past the queue.", max_length=300),
                ),
                ("handed_back_at", models.DateTimeField(null=True)),
                ("handed_back_reason", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="hand_outs", to="cases.case"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "handed_at"], name="hand_out_of_unit")],
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="positions",
                        to="cases.case",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        help_text="For whom it speaks.",
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "party", "author"), name="position_once_per_author"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Remedy",
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
                        choices=[
                            ("refund", "Refund"),
                            ("credit", "Credit"),
                            ("replacement", "Replacement"),
                            ("repair", "Repair"),
                            ("apology", "Apology"),
                            ("other", "Something else"),
                        ],
                        max_length=11,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=300)),
                ("cost_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("promised_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remedies", to="cases.case"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "remedies",
            },
        ),
        migrations.CreateModel(
            name="RotationMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weight", models.FloatField(default=1.0)),
                ("skills", models.JSONField(blank=True, default=list)),
                ("deficit", models.FloatField(default=0.0)),
                ("is_in", models.BooleanField(default=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rotation",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "person"), name="rotation_member_once_per_unit"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0)), name="rotation_weight_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseRuling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ruled_at", models.DateTimeField()),
                ("first_answer_minutes", models.PositiveIntegerField(null=True)),
                ("next_answer_minutes", models.PositiveIntegerField(null=True)),
                ("resolution_minutes", models.PositiveIntegerField(null=True)),
                (
                    "promised_at",
                    models.DateTimeField(
                        help_text="A moment promised by hand, which no pause and no policy moves.", null=True
                    ),
                ),
                (
                    "calendar_unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rulings",
                        to="cases.case",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.servicepolicy",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "ruled_at"), name="case_ruling_once_a_moment")
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=500)),
                ("happened_at", models.DateTimeField(null=True)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="facts", to="cases.case"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StreamShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stream",
                    models.CharField(
                        choices=[
                            ("external_current", "External, current"),
                            ("external_past", "External, past"),
                            ("external_potential", "External, potential"),
                            ("internal_current", "Internal, current"),
                            ("internal_past", "Internal, past"),
                            ("internal_potential", "Internal, potential"),
                        ],
                        max_length=18,
                    ),
                ),
                ("weight", models.FloatField(default=1.0)),
                ("finish_tag", models.FloatField(default=0.0)),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "stream"), name="stream_share_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0)), name="stream_share_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Article",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("body", models.TextField()),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "is_public",
                    models.BooleanField(
                        default=False, help_text="For customers who buy, without signing in."
                    ),
                ),
                (
                    "is_for_staff_only",
                    models.BooleanField(default=False, help_text="For those who serve, not for the portal."),
                ),
                ("published_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                ("times_helped", models.PositiveIntegerField(default=0)),
                ("times_not_helped", models.PositiveIntegerField(default=0)),
                (
                    "offering",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="relationships.offering",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "title"], name="article_of_unit")],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="complaint",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("remedy_sought", models.CharField(blank=True, max_length=500)),
                ("is_about_safety", models.BooleanField(default=False)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("assessed_at", models.DateTimeField(null=True)),
                (
                    "immediate_action",
                    models.TextField(blank=True, help_text="What was done at once, before anyone knew why."),
                ),
                ("immediate_action_at", models.DateTimeField(null=True)),
                ("investigation", models.TextField(blank=True)),
                ("investigated_at", models.DateTimeField(null=True)),
                ("response", models.TextField(blank=True)),
                ("responded_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "Upheld"),
                            ("partly", "Upheld in part"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=8,
                    ),
                ),
                ("decision_words", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "recourse",
                    models.CharField(
                        blank=True, help_text="Where one can turn who does not accept it.", max_length=500
                    ),
                ),
                (
                    "is_accepted",
                    models.BooleanField(help_text="Whether the customer accepts the decision.", null=True),
                ),
                ("root_cause", models.TextField(blank=True)),
                ("corrective_action", models.TextField(blank=True)),
                ("corrective_due_on", models.DateField(blank=True, null=True)),
                ("effect_words", models.TextField(blank=True)),
                ("effect_is_good", models.BooleanField(null=True)),
                ("effect_checked_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "behind_offering",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="relationships.offering",
                    ),
                ),
                (
                    "behind_unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whose work failed.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed_at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.party"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="cases.settlement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("settlement", "party"), name="signature_once_per_party")
                ],
            },
        ),
        migrations.CreateModel(
            name="SettlementStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.CharField(max_length=300)),
                ("due_on", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "settlement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="cases.settlement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CaseBlock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                ("cleared_at", models.DateTimeField(null=True)),
                (
                    "blocked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds_up", to="cases.case"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="blocks",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cleared_at__isnull", True)),
                        fields=("case", "blocked_by"),
                        name="case_block_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("blocked_by")), _negated=True),
                        name="case_does_not_block_itself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseParty",
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
                        choices=[
                            ("requester", "Requester"),
                            ("on_behalf_of", "On behalf of"),
                            ("respondent", "Respondent"),
                            ("mediator", "Mediator"),
                            ("participant", "Participant"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="cases.case",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "case parties",
                "indexes": [models.Index(fields=["party", "case"], name="case_party_of_party")],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "party", "role"), name="case_party_once_per_role")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseStep",
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
                        choices=[
                            ("opened", "Opened"),
                            ("acknowledged", "Receipt acknowledged"),
                            ("answered", "Answered"),
                            ("wrote", "The customer wrote"),
                            ("moved", "Stage changed"),
                            ("blocked", "Waits for another case"),
                            ("unblocked", "Waits no more"),
                            ("escalated", "Escalated"),
                            ("withdrawn", "Withdrawn by the customer"),
                            ("assigned", "Assigned"),
                            ("transferred", "Passed on"),
                            ("asked", "Another unit asked"),
                            ("resolved", "Resolved"),
                            ("reopened", "Reopened"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="What the step was called where it was imported from.",
                        max_length=120,
                    ),
                ),
                ("body", models.TextField(blank=True)),
                (
                    "pauses",
                    models.BooleanField(
                        help_text="Whether the clocks stand still from here on; empty where the step changes nothing.",
                        null=True,
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("external_key", models.CharField(max_length=220, null=True, unique=True)),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "about",
                    models.ForeignKey(
                        help_text="Whom the step names: to whom it was assigned, to which unit passed on.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="cases.case",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.message",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "stage",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.casestage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "happened_at", "id"], name="case_step_of_case"),
                    models.Index(
                        condition=models.Q(("import_run_id__isnull", False)),
                        fields=["import_run_id", "case"],
                        name="case_step_of_import",
                    ),
                ],
            },
        ),
    ]
