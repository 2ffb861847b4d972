import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="OfferingFamily",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True)),
                (
                    "window_days",
                    models.PositiveIntegerField(
                        blank=True, help_text="Chosen window; empty derives it from dealings.", null=True
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "offering families",
            },
        ),
        migrations.CreateModel(
            name="Improvement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("internal", "Internal"), ("external", "External")],
                        help_text="Whose experience it is about.",
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(help_text="What will be better.", max_length=200)),
                ("heard", models.TextField(blank=True, help_text="What customers said.")),
                ("plan", models.TextField(blank=True)),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("underway", "Underway"),
                            ("done", "Done"),
                            ("dropped", "Given up"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("outcome", models.TextField(blank=True, help_text="What was done, or why it was given up.")),
                (
                    "measure",
                    models.CharField(
                        blank=True, help_text="By which figure its effect is seen.", max_length=60
                    ),
                ),
                ("before", models.JSONField(default=dict)),
                ("after", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "mailed_at",
                    models.DateTimeField(
                        help_text="When the mails to those who raised it were written.", null=True
                    ),
                ),
                (
                    "owner",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["unit", "state", "due_on"], name="improvement_of_unit")],
            },
        ),
        migrations.CreateModel(
            name="ImprovementEvidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("added_at", models.DateTimeField()),
                (
                    "improvement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_rows",
                        to="relationships.improvement",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "improvement evidence",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("improvement", "subject_kind", "subject_id"), name="improvement_evidence_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Offering",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("product", "Product"), ("service", "Service")], max_length=8),
                ),
                ("name", models.CharField(max_length=200)),
                ("code", models.CharField(blank=True, max_length=120)),
                ("description", models.TextField(blank=True)),
                ("is_for_internal", models.BooleanField(default=False)),
                ("is_for_external", models.BooleanField(default=False)),
                ("price_minor", models.BigIntegerField(blank=True, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                (
                    "promise_hours",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Working hours within which it is delivered; empty promises nothing.",
                        null=True,
                    ),
                ),
                ("is_offered", models.BooleanField(default=True)),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerings",
                        to="directory.unit",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offerings",
                        to="relationships.offeringfamily",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["name", "id"], name="offering_by_name")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("code", ""), _negated=True),
                        fields=("unit", "code"),
                        name="offering_code_once_per_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_for_internal", True), ("is_for_external", True), _connector="OR"
                        ),
                        name="offering_is_for_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RecencyWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("internal", "Internal"), ("external", "External")], max_length=8
                    ),
                ),
                ("in_force_from", models.DateField()),
                ("in_force_until", models.DateField(null=True)),
                ("days", models.FloatField()),
                (
                    "gaps",
                    models.PositiveIntegerField(help_text="How many gaps between dealings it rests on."),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[("derived", "Derived"), ("pooled", "Pooled"), ("chosen", "Chosen")],
                        max_length=8,
                    ),
                ),
                ("computed_at", models.DateTimeField()),
                (
                    "family",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="windows",
                        to="relationships.offeringfamily",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("family__isnull", False)),
                        fields=("side", "family", "in_force_from"),
                        name="recency_window_of_family_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("family__isnull", True)),
                        fields=("side", "in_force_from"),
                        name="recency_window_of_all_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relationship",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("internal", "Internal"), ("external", "External")], max_length=8
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("consumer", "Consumer"),
                            ("business", "Business"),
                            ("intermediary", "Intermediary"),
                            ("partner", "Partner"),
                            ("colleague", "Colleague"),
                            ("unit", "Unit"),
                            ("stakeholder", "Stakeholder"),
                        ],
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("first_served_on", models.DateField(null=True)),
                ("last_served_on", models.DateField(null=True)),
                ("dealings_count", models.PositiveIntegerField(default=0)),
                ("references_count", models.PositiveIntegerField(default=0)),
                (
                    "sums_are_stale",
                    models.BooleanField(default=False, help_text="An import has brought dealings since."),
                ),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relationships",
                        to="directory.party",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="relationships",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["customer", "side"], name="relationship_of_customer"),
                    models.Index(
                        fields=["side", "customer", "provider", "last_served_on"],
                        name="relationship_standing",
                    ),
                    models.Index(fields=["side", "last_served_on", "id"], name="relationship_by_recency"),
                    models.Index(fields=["last_served_on", "id"], name="relationship_by_last_served"),
                    models.Index(
                        condition=models.Q(("sums_are_stale", True)), fields=["id"], name="relationship_stale"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "customer", "side"), name="relationship_once_per_side"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("customer", models.F("provider")), _negated=True),
                        name="relationship_is_not_with_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.CharField(max_length=300)),
                (
                    "importance",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Nice to have"), (2, "Useful"), (3, "Important"), (4, "Vital")],
                        default=3,
                    ),
                ),
                (
                    "evidence",
                    models.TextField(blank=True, help_text="How we know: a survey, a talk, a complaint."),
                ),
                ("strategy", models.TextField(blank=True, help_text="What we do about it.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("met", "Met"),
                            ("at_risk", "At risk"),
                            ("unmet", "Unmet"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="at_risk",
                        max_length=9,
                    ),
                ),
                ("review_on", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "stated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="relationships.relationship",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["relationship", "state"], name="expectation_of_relationship"),
                    models.Index(fields=["statement", "state"], name="expectation_by_statement"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Dealing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("happened_on", models.DateField()),
                ("quantity", models.DecimalField(decimal_places=3, default=1, max_digits=14)),
                ("value_minor", models.BigIntegerField(default=0)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("external_key", models.CharField(max_length=200, null=True)),
                ("is_completed", models.BooleanField(default=True)),
                ("is_reversal", models.BooleanField(default=False)),
                ("reversed_on", models.DateField(null=True)),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "reverses",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="reversals",
                        to="relationships.dealing",
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
                (
                    "offering",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dealings",
                        to="relationships.offering",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dealings",
                        to="relationships.relationship",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["relationship", "happened_at", "id"], name="dealing_of_relationship"
                    ),
                    models.Index(fields=["unit", "happened_at", "id"], name="dealing_of_unit"),
                    models.Index(fields=["offering", "happened_at", "id"], name="dealing_of_offering"),
                    models.Index(fields=["happened_at", "id"], name="dealing_by_time"),
                    models.Index(
                        condition=models.Q(("is_completed", True)),
                        fields=["relationship", "happened_on", "reversed_on", "offering", "is_completed"],
                        name="dealing_completed",
                    ),
                    models.Index(
                        condition=models.Q(("reverses__isnull", False)),
                        fields=["reverses"],
                        name="dealing_reversals",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True), ("is_reversal", True), _connector="OR"
                        ),
                        name="dealing_reverses_only_as_a_reversal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_completed", False), ("is_reversal", False), _connector="OR"),
                        name="dealing_completes_nothing_as_a_reversal",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("external_key__isnull", False)),
                        fields=("unit", "external_key"),
                        name="dealing_key_once_per_unit",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("added_at", models.DateTimeField()),
                (
                    "expectation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence_rows",
                        to="relationships.expectation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "indexes": [models.Index(fields=["subject_kind", "subject_id"], name="evidence_of_subject")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expectation", "subject_kind", "subject_id"), name="evidence_once_per_subject"
                    )
                ],
            },
        ),
    ]
