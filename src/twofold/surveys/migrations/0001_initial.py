import django.db.models.deletion
from django.db import migrations, models

from twofold.core.sqlite.without_rowid import CreateModelWithoutRowid


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("directory", "0001_initial"),
        ("files", "0001_initial"),
        ("relationships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "side",
                    models.CharField(
                        choices=[("internal", "Internal"), ("external", "External")], max_length=8
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("named", "Named"),
                            ("confidential", "Confidential"),
                            ("anonymous", "Anonymous"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("live", "Asking"), ("closed", "Closed")],
                        default="closed",
                        max_length=6,
                    ),
                ),
                (
                    "template",
                    models.CharField(blank=True, help_text="What it was begun from.", max_length=40),
                ),
                (
                    "languages",
                    models.JSONField(
                        default=list, help_text="Codes of languages, the one of the names first."
                    ),
                ),
                (
                    "least_group",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="Totals are told of groups of at least so many; it can only be raised.",
                    ),
                ),
                (
                    "lenses",
                    models.JSONField(
                        default=dict,
                        help_text="The attributes that results are cut by besides the units, and their crossing.",
                    ),
                ),
                (
                    "promise",
                    models.JSONField(
                        default=dict,
                        help_text="Language → the sentence shown before the first question, as it went out.",
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("launched_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "created_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="survey_name_once_per_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="Wave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", models.CharField(blank=True, max_length=120)),
                ("opens_at", models.DateTimeField()),
                (
                    "closes_at",
                    models.DateTimeField(help_text="Empty: it stays open, as after cases.", null=True),
                ),
                (
                    "remind_after_days",
                    models.PositiveSmallIntegerField(default=0, help_text="0: nobody is reminded."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("released", "Released"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                (
                    "audience",
                    models.JSONField(
                        default=dict,
                        help_text="Whom it asks, read when it opens; see queries/asking/audiences.py.",
                    ),
                ),
                (
                    "repeats_every",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="The next round begins so many weeks or months later; 0: there is none.",
                    ),
                ),
                (
                    "repeats_in",
                    models.CharField(
                        blank=True, choices=[("weeks", "weeks"), ("months", "months")], max_length=6
                    ),
                ),
                (
                    "problem",
                    models.CharField(
                        blank=True, help_text="Why it could not open or be released.", max_length=400
                    ),
                ),
                ("invited_count", models.PositiveIntegerField(default=0)),
                (
                    "plan",
                    models.JSONField(
                        default=dict,
                        help_text="What results are cut by, with the units as they stood at launch; later changes do not reach it.",
                    ),
                ),
                (
                    "spoilt_count",
                    models.PositiveIntegerField(
                        default=0, help_text="Ballots that could not be opened or read."
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="waves", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "closes_at"], name="wave_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "number"), name="wave_numbered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=120)),
                ("wording", models.CharField(max_length=300)),
                (
                    "instrument",
                    models.CharField(
                        choices=[
                            ("nps", "NPS, 0–10"),
                            ("enps", "eNPS, 0–10"),
                            ("csat", "Satisfaction, top box"),
                            ("ces", "Effort 2.0, 1–7"),
                            ("scale", "Scale"),
                            ("reaction", "Reaction, five faces"),
                            ("choice", "One of several"),
                            ("choices", "Several of several"),
                            ("matrix", "Matrix"),
                            ("ranking", "Ranking"),
                            ("number", "Number"),
                            ("date", "Date"),
                            ("file", "File"),
                            ("text", "Free text"),
                        ],
                        max_length=12,
                    ),
                ),
                ("scale_low", models.SmallIntegerField(null=True)),
                ("scale_high", models.SmallIntegerField(null=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("expectation", "Expectation"),
                            ("perception", "Perception"),
                            ("importance", "Importance"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, help_text="What the parts of a battery share.", max_length=60
                    ),
                ),
                ("dimension", models.CharField(blank=True, max_length=60)),
                (
                    "matrix",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="surveys.question",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "code"), name="question_code_once_per_survey")
                ],
            },
        ),
        migrations.CreateModel(
            name="Door",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(choices=[("open", "Open link"), ("kiosk", "Kiosk")], max_length=5)),
                (
                    "name",
                    models.CharField(help_text="Where it is: a poster, a website, a desk.", max_length=120),
                ),
                ("key", models.CharField(max_length=40, unique=True)),
                ("is_open", models.BooleanField(default=True)),
                (
                    "closes_after",
                    models.PositiveIntegerField(
                        help_text="So many answers in a round, and it closes; empty: as many as come.",
                        null=True,
                    ),
                ),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False, help_text="Whether many answer from one network: an office, a fair."
                    ),
                ),
                ("origins", models.JSONField(default=list, help_text="The websites on which it may stand.")),
                (
                    "promise",
                    models.JSONField(
                        default=dict,
                        help_text="Language → the sentence shown before the first question, as it was opened.",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="doors", to="surveys.survey"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "name"), name="door_name_once_per_survey")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                (
                    "subject_id",
                    models.BigIntegerField(help_text="The case or dealing that it is about.", null=True),
                ),
                (
                    "subject_at",
                    models.DateTimeField(
                        help_text="When it was closed or done: asked once for each time.", null=True
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("started", "Started"),
                            ("answered", "Answered"),
                            ("declined", "Declined"),
                            ("held_back", "Held back"),
                            ("bounced", "Came back"),
                            ("expired", "Expired"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("held_back_because", models.CharField(blank=True, max_length=200)),
                ("due_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("mail_id", models.BigIntegerField(help_text="Its number in the outbox.", null=True)),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=4,
                        default=1,
                        help_text="How much the rater uses the rated unit.",
                        max_digits=9,
                    ),
                ),
                (
                    "cells",
                    models.JSONField(
                        default=list,
                        help_text="As of a participant: the groups they count in, as the round began.",
                    ),
                ),
                ("counts", models.BooleanField(default=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
                (
                    "rater_unit",
                    models.ForeignKey(
                        help_text="Where they work, when units rate each other.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="relationships.relationship",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="Whom the answers speak of.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["wave", "state", "due_at"], name="invitation_due"),
                    models.Index(fields=["party", "-due_at"], name="invitation_of_party"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("subject_id__isnull", True)),
                        fields=("wave", "party", "unit"),
                        name="invitation_once_per_wave",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("subject_id__isnull", False)),
                        fields=("wave", "party", "subject_kind", "subject_id", "subject_at"),
                        name="invitation_once_per_subject",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SurveyVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("form", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(help_text="Empty while it is a draft.", null=True)),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "number"), name="survey_version_numbered_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at__isnull", True)),
                        fields=("survey",),
                        name="survey_version_one_draft",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answered_at", models.DateTimeField()),
                ("language", models.CharField(blank=True, max_length=10)),
                ("weight", models.DecimalField(decimal_places=4, default=1, max_digits=9)),
                (
                    "submission",
                    models.UUIDField(
                        help_text="Given by the page: the same sheet sent twice counts once.",
                        null=True,
                        unique=True,
                    ),
                ),
                (
                    "guess",
                    models.DecimalField(
                        decimal_places=2,
                        help_text="What they thought that the others would answer on average, where that was asked.",
                        max_digits=7,
                        null=True,
                    ),
                ),
                ("external_key", models.CharField(max_length=200, null=True)),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "door",
                    models.ForeignKey(
                        help_text="By which way it came, where there was no invitation.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="responses",
                        to="surveys.door",
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="response",
                        to="surveys.invitation",
                    ),
                ),
                (
                    "rater_unit",
                    models.ForeignKey(
                        help_text="Where the respondent works, when units rate each other.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "relationship",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="responses",
                        to="relationships.relationship",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="surveys.survey",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="responses",
                        to="surveys.wave",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.surveyversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["survey", "answered_at"], name="response_of_survey"),
                    models.Index(fields=["unit", "answered_at"], name="response_of_unit"),
                    models.Index(fields=["relationship", "answered_at"], name="response_of_relationship"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_key__isnull", False)),
                        fields=("survey", "external_key"),
                        name="response_key_once_per_survey",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.SmallIntegerField(null=True)),
                ("text", models.TextField(blank=True)),
                ("amount", models.DecimalField(decimal_places=4, max_digits=18, null=True)),
                ("day", models.DateField(null=True)),
                ("file_name", models.CharField(blank=True, max_length=255)),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="surveys.question",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="surveys.response",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["question", "number"], name="answer_of_question")],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "question"), name="answer_once_per_question")
                ],
            },
        ),
        migrations.CreateModel(
            name="BallotKey",
            fields=[
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="ballot_key",
                        serialize=False,
                        to="surveys.wave",
                    ),
                ),
                ("public", models.BinaryField()),
                ("destroyed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="participation",
                        serialize=False,
                        to="surveys.wave",
                    ),
                ),
                ("answered", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="UnitRatings",
            fields=[
                (
                    "wave",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="unit_ratings",
                        serialize=False,
                        to="surveys.wave",
                    ),
                ),
                ("told_at", models.DateTimeField()),
                ("figures", models.JSONField(default=dict)),
            ],
            options={
                "verbose_name_plural": "unit ratings",
            },
        ),
        CreateModelWithoutRowid(
            name="Ballot",
            fields=[
                ("code_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CountedSheets",
            fields=[
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counted_sheets",
                        serialize=False,
                        to="surveys.survey",
                    ),
                ),
                ("sheets", models.PositiveIntegerField()),
                ("last_id", models.BigIntegerField(help_text="The newest sheet that is counted.")),
                ("counted_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FigureRun",
            fields=[
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="figure_run",
                        serialize=False,
                        to="surveys.survey",
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "done",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="Kinds of figures computed so far."
                    ),
                ),
                ("of", models.PositiveSmallIntegerField(default=0, help_text="Kinds of figures to compute.")),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("has_answered", models.BooleanField(default=False)),
                (
                    "cells",
                    models.JSONField(
                        default=list,
                        help_text="Their unit, then their value of each attribute of the plan, as at launch.",
                    ),
                ),
                (
                    "counts",
                    models.BooleanField(
                        default=True,
                        help_text="Whether they count towards the least size of a group: known before launch.",
                    ),
                ),
                (
                    "mails",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="How many were sent: the same for all, whether or not they have answered.",
                    ),
                ),
                ("held_back_because", models.CharField(blank=True, max_length=20)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("wave", "person"), name="participant_once_per_wave")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pick",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.SmallIntegerField()),
                (
                    "place",
                    models.PositiveSmallIntegerField(help_text="1 is first; only of rankings.", null=True),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="picks", to="surveys.answer"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("answer", "value"), name="pick_once_per_answer")
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField(help_text="0 is everyone.")),
                (
                    "lens",
                    models.CharField(
                        help_text="What it was cut by: units, an attribute, or both.", max_length=120
                    ),
                ),
                ("within", models.CharField(blank=True, help_text="The unit that was cut.", max_length=120)),
                ("parts", models.JSONField(default=list, help_text="The units or values in it.")),
                ("label", models.CharField(max_length=500)),
                ("n", models.PositiveIntegerField(help_text="How many answered.")),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="groups", to="surveys.wave"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("wave", "position"), name="published_group_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.SmallIntegerField()),
                ("label", models.CharField(max_length=200)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="surveys.question",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("question", "value"), name="option_value_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUpRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at_most", models.SmallIntegerField(help_text="Answers up to this one open a case.")),
                ("due_days", models.PositiveSmallIntegerField(default=3)),
                (
                    "ask_again_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="So many days after the case was resolved; empty: never.",
                        null=True,
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                (
                    "case_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.casetype",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who does it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_up_rules",
                        to="surveys.survey",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the unit that the answer speaks of.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "question"), name="follow_up_rule_once_per_question"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "value",
                    models.SmallIntegerField(
                        help_text="Empty: how many answered without a number.", null=True
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.unit"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.wave",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer_counts",
                        to="surveys.survey",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        help_text="Empty: the sheets themselves are counted.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.question",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["survey", "wave"], name="answer_count_of_survey")],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="surveys.publishedgroup",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "question", "position"), name="remark_position_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("asked_again_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="follow_ups",
                        to="surveys.followuprule",
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="follow_up",
                        to="surveys.response",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("asked_again_at__isnull", True)),
                        fields=["rule", "case"],
                        name="follow_up_to_ask_again",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFigure",
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
                            ("drivers", "Drivers"),
                            ("together", "What goes along with it"),
                            ("quality", "Expected and perceived"),
                            ("importance", "Importance and performance"),
                            ("weighting", "Weighting"),
                            ("response", "Response rates"),
                            ("agreement", "Agreement"),
                            ("themes", "Themes"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        blank=True, help_text="Code of the question it is about.", max_length=120
                    ),
                ),
                ("figures", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stored_figures",
                        to="surveys.survey",
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stored_figures",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("wave__isnull", True)),
                        fields=("survey", "kind", "key"),
                        name="stored_figure_once_per_survey",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("wave__isnull", False)),
                        fields=("wave", "kind", "key"),
                        name="stored_figure_once_per_wave",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToldMean",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                ("mean", models.FloatField(null=True)),
                ("at_most", models.FloatField(null=True)),
                ("at_least", models.FloatField(null=True)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="means",
                        to="surveys.publishedgroup",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.question"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("group", "question"), name="told_mean_once")],
            },
        ),
        migrations.CreateModel(
            name="ToldUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.unit"
                    ),
                ),
                (
                    "wave",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told_units",
                        to="surveys.wave",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("wave", "unit"), name="told_unit_once_per_wave")
                ],
            },
        ),
        migrations.CreateModel(
            name="Total",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("value", models.SmallIntegerField()),
                ("n", models.PositiveIntegerField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="totals",
                        to="surveys.publishedgroup",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="surveys.question"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "question", "value"), name="total_once_per_answer"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Trigger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "moment",
                    models.CharField(
                        choices=[
                            ("case_closed", "After a case was closed"),
                            ("dealing", "After a dealing"),
                            ("day", "So many days after the relationship began"),
                            ("leaving", "When someone leaves"),
                        ],
                        max_length=11,
                    ),
                ),
                ("days", models.PositiveSmallIntegerField(default=0, help_text="How many days later.")),
                (
                    "case_kinds",
                    models.JSONField(blank=True, default=list, help_text="Kinds of case; empty: all."),
                ),
                (
                    "share",
                    models.PositiveSmallIntegerField(
                        default=100, help_text="Of each hundred, how many are asked, by chance."
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                (
                    "since",
                    models.DateTimeField(
                        help_text="Since when it has been on: what was before asks nobody.", null=True
                    ),
                ),
                (
                    "reached",
                    models.BigIntegerField(
                        default=0,
                        help_text="How far it has read: the last event, or the number of the last day.",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="triggers",
                        to="surveys.survey",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "moment", "days"), name="trigger_once_per_moment"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TriggerTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("not_drawn", "Not drawn: only a share is asked"),
                            ("of_oneself", "Would have rated their own work"),
                            ("not_done", "Opened again, withdrawn or reversed meanwhile"),
                            ("duplicate", "Told with others, or in a conversation that is spam"),
                            ("restricted", "Restricted, or a conflict: no mail tells of it"),
                            ("work_behind", "Work behind another case"),
                            ("nobody", "No person to ask"),
                            ("long_ago", "Happened long ago"),
                            ("asked_anyway", "Asked anyway, after a bad answer"),
                            ("moved", "Only moved between units"),
                        ],
                        max_length=12,
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                (
                    "trigger",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="surveys.trigger",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "trigger tallies",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("trigger", "day", "outcome"), name="trigger_tally_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FigurePlan",
            fields=[
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="figure_plan",
                        serialize=False,
                        to="surveys.survey",
                    ),
                ),
                (
                    "dimensions",
                    models.JSONField(
                        default=list,
                        help_text="Names of dimensions: the items of a battery are shared out among them in their order.",
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "outcome",
                    models.ForeignKey(
                        help_text="The question whose drivers are looked for.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="surveys.question",
                    ),
                ),
            ],
        ),
    ]
