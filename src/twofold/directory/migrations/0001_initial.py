import django.db.models.deletion
from django.db import migrations, models

import twofold.directory.models.attribute


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="DuplicateSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for its turn"),
                            ("reading", "Reading the register"),
                            ("keys", "Gathering records that have something in common"),
                            ("chances", "Measuring how rare names and addresses are"),
                            ("pairs", "Comparing pairs"),
                            ("writing", "Writing down what was found"),
                            ("done", "Done"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                (
                    "is_whole",
                    models.BooleanField(default=False, help_text="Compares old records with each other too."),
                ),
                ("read", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("found", models.PositiveIntegerField(default=0)),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("started_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Party",
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
                        choices=[("person", "Person"), ("organization", "Organisation"), ("unit", "Unit")],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("sort_name", models.CharField(editable=False, max_length=200)),
                ("given_name", models.CharField(blank=True, max_length=100)),
                ("family_name", models.CharField(blank=True, max_length=100)),
                ("language", models.CharField(blank=True, max_length=12)),
                ("country", models.CharField(blank=True, max_length=2)),
                (
                    "is_colleague",
                    models.BooleanField(default=False, help_text="Has a current affiliation as employee."),
                ),
                ("is_verified", models.BooleanField(default=True)),
                ("is_unknown_buyer", models.BooleanField(default=False)),
                (
                    "attributes",
                    models.JSONField(
                        blank=True, default=dict, help_text="Id of an attribute, as text → its value."
                    ),
                ),
                ("import_run_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "erased_at",
                    models.DateTimeField(
                        blank=True, help_text="When the person behind it was taken out for good.", null=True
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attribute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("applies_to", models.CharField(max_length=30)),
                (
                    "key",
                    models.SlugField(
                        help_text="Its name in files and in the API; never changes.", max_length=40
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("help", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "Text"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("choice", "One choice"),
                            ("choices", "Several choices"),
                            ("yes_no", "Yes or no"),
                            ("money", "Money"),
                            ("party", "Person or organisation"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "choices",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="[key, label], or [key, label, true] when offered no more; a key, once used, stays.",
                    ),
                ),
                ("is_required", models.BooleanField(default=False)),
                (
                    "is_sensitive",
                    models.BooleanField(
                        default=False, help_text="Erased with the person, and left out of exports for others."
                    ),
                ),
                (
                    "index",
                    models.CharField(
                        choices=[
                            ("none", "Not filterable"),
                            ("building", "Being made filterable"),
                            ("ready", "Filterable"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "stamp",
                    models.BigIntegerField(
                        default=twofold.directory.models.attribute.new_stamp,
                        editable=False,
                        help_text="Drawn anew with every change, so that copies know they are old.",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("applies_to", "key"), name="attribute_key_once_per_record"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PartyAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("old_id", models.BigIntegerField(unique=True)),
                ("event_id", models.BigIntegerField(help_text="The merge.")),
                ("merged_at", models.DateTimeField()),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="directory.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AttributeEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("record_id", models.BigIntegerField()),
                ("text", models.CharField(blank=True, max_length=120)),
                ("number", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                (
                    "attribute",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.attribute",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["attribute", "text", "record_id"], name="attribute_entry_by_text"),
                    models.Index(
                        fields=["attribute", "number", "record_id"], name="attribute_entry_by_number"
                    ),
                    models.Index(fields=["attribute", "record_id"], name="attribute_entry_of_record"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="unit",
                        serialize=False,
                        to="directory.party",
                    ),
                ),
                ("purpose", models.CharField(blank=True, max_length=300)),
                ("is_sealed", models.BooleanField(default=False)),
                ("timezone", models.CharField(default="UTC", max_length=60)),
                ("holiday_country", models.CharField(blank=True, max_length=2)),
                ("holiday_region", models.CharField(blank=True, max_length=10)),
                (
                    "working_hours",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="Weekday 0–6 → list of [from, to] such as ['09:00', '12:30']; empty inherits.",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "head",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="heads",
                        to="directory.party",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("party")), _negated=True),
                        name="unit_is_not_its_own_parent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownTo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="known_to",
                        to="directory.party",
                    ),
                ),
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
                "indexes": [models.Index(fields=["unit", "party"], name="known_to_unit")],
                "constraints": [models.UniqueConstraint(fields=("party", "unit"), name="known_to_once")],
            },
        ),
        migrations.CreateModel(
            name="DayOff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("name", models.CharField(blank=True, max_length=100)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="days_off",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("unit", "day"), name="day_off_once")],
            },
        ),
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scheme", models.CharField(max_length=60)),
                ("value", models.CharField(max_length=120)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identifiers",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("scheme", "value"), name="identifier_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
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
                            ("email", "E-mail"),
                            ("phone", "Phone"),
                            ("handle", "Handle"),
                            ("address", "Address"),
                        ],
                        max_length=8,
                    ),
                ),
                ("value", models.CharField(max_length=300)),
                ("normalized", models.CharField(max_length=300)),
                ("label", models.CharField(blank=True, max_length=40)),
                (
                    "parts",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="street, city, region, postcode, country of an address",
                    ),
                ),
                ("is_primary", models.BooleanField(default=False)),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                (
                    "delivery",
                    models.CharField(
                        choices=[
                            ("works", "Reachable"),
                            ("unsure", "Did not get through lately"),
                            ("bounces", "Does not exist any more"),
                            ("objected", "Marked our mail as unwanted"),
                        ],
                        db_default="works",
                        default="works",
                        max_length=8,
                    ),
                ),
                ("delivery_since", models.DateTimeField(blank=True, null=True)),
                (
                    "delivery_answer",
                    models.CharField(
                        blank=True, db_default="", help_text="What the other server said.", max_length=300
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="contact_points",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("normalized", "kind", "party"), name="contact_point_once_per_party"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Affiliation",
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
                            ("employee", "Employee"),
                            ("contractor", "Contractor"),
                            ("contact", "Contact"),
                            ("shareholder", "Shareholder"),
                            ("creditor", "Creditor"),
                            ("regulator", "Regulator"),
                            ("partner", "Partner"),
                            ("subsidiary", "Subsidiary"),
                        ],
                        max_length=12,
                    ),
                ),
                ("role_title", models.CharField(blank=True, max_length=120)),
                ("from_on", models.DateField(blank=True, null=True)),
                ("to_on", models.DateField(blank=True, null=True)),
                ("is_primary", models.BooleanField(default=False)),
                (
                    "portal_scope",
                    models.CharField(
                        choices=[
                            ("none", "Nothing of this organisation’s"),
                            ("own", "What they asked for themselves"),
                            ("all", "All that the organisation asked for"),
                        ],
                        db_default="own",
                        default="own",
                        help_text="What the party sees in the portal of the cases of the group.",
                        max_length=4,
                    ),
                ),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliates",
                        to="directory.party",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="affiliations",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["group", "kind", "to_on"], name="affiliation_of_group"),
                    models.Index(fields=["party", "kind"], name="affiliation_of_party"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("from_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="affiliation_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party", models.F("group")), _negated=True),
                        name="affiliation_is_not_with_oneself",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="absences",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "ends_on"], name="absence_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="absence_ends_after_start",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PossibleDuplicate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "likelihood",
                    models.FloatField(help_text="Estimated probability that the two are one, 0 to 1."),
                ),
                ("is_certain", models.BooleanField(default=False)),
                (
                    "reasons",
                    models.JSONField(default=list, help_text="Codes of what agrees and what differs."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be decided"),
                            ("distinct", "Two different parties"),
                            ("merged", "Merged"),
                        ],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                (
                    "first",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "-likelihood", "id"], name="possible_duplicate_by_odds")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="possible_duplicate_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="possible_duplicate_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tie",
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
                            ("reports_to", "reports to"),
                            ("refers", "referred"),
                            ("assists", "assists"),
                        ],
                        max_length=10,
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True)),
                ("to_on", models.DateField(blank=True, null=True)),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties_to_it",
                        to="directory.party",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["party", "kind"], name="tie_of_party")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("from_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="tie_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("party", models.F("other")), _negated=True),
                        name="tie_is_not_with_oneself",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="party",
            name="home_unit",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["sort_name", "id"], name="party_by_name"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["kind", "id"], name="party_by_kind"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["country", "id"], name="party_by_country"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("is_colleague", True)),
                fields=["sort_name", "id"],
                name="party_colleagues",
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="party_has_a_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="party",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_unknown_buyer", True)),
                fields=("is_unknown_buyer",),
                name="party_one_unknown_buyer",
            ),
        ),
    ]
