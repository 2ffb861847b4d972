import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import twofold.feedback.models.source


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0001_initial"),
        ("conversations", "0001_initial"),
        ("directory", "0001_initial"),
        ("relationships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Idea",
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
                        help_text="Where it comes from, and who may vote for it.",
                        max_length=8,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("offering", "A product or service"),
                            ("campaign", "A campaign"),
                            ("work", "How we work"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("looked_at", "Being looked at"),
                            ("planned", "Planned"),
                            ("underway", "Underway"),
                            ("done", "Done"),
                            ("declined", "Not now"),
                        ],
                        default="new",
                        max_length=9,
                    ),
                ),
                (
                    "planned_for",
                    models.CharField(blank=True, help_text="As the roadmap says it.", max_length=60),
                ),
                ("answer", models.TextField(blank=True, help_text="What its voters are told.")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "is_shown",
                    models.BooleanField(
                        default=False,
                        help_text="Whether others see it and can vote; a unit looks at it first.",
                    ),
                ),
                ("votes", models.PositiveIntegerField(default=0, help_text="Counted as votes come and go.")),
                ("proposed_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged_ideas",
                        to="feedback.idea",
                    ),
                ),
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
                        help_text="Who decides.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "state", "-votes", "-id"], name="idea_of_unit"),
                    models.Index(fields=["side", "-votes", "-id"], name="idea_by_votes"),
                    models.Index(fields=["-votes", "-id"], name="idea_by_voices"),
                    models.Index(fields=["author"], name="idea_of_author"),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdeaVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("voted_at", models.DateTimeField()),
                (
                    "idea",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voters", to="feedback.idea"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("idea", "party"), name="idea_vote_once")],
            },
        ),
        migrations.CreateModel(
            name="ObservationCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("definition", models.CharField(blank=True, max_length=400)),
                ("is_used", models.BooleanField(default=True)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="code_name_once_per_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
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
                    "how",
                    models.CharField(
                        choices=[
                            ("seen", "Seen"),
                            ("overheard", "Overheard"),
                            ("conversation", "From a conversation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("seen_at", models.DateTimeField()),
                ("place", models.CharField(blank=True, max_length=120)),
                ("text", models.TextField()),
                (
                    "how_many",
                    models.PositiveIntegerField(default=1, help_text="How often it was seen just then."),
                ),
                ("noted_at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        help_text="Of whom it is.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "observer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
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
                (
                    "codes",
                    models.ManyToManyField(
                        blank=True, related_name="observations", to="feedback.observationcode"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "-seen_at", "-id"], name="observation_of_unit"),
                    models.Index(fields=["about"], name="observation_about"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[("file", "Files"), ("feed", "Feed (RSS or Atom)"), ("webhook", "Webhook")],
                        max_length=7,
                    ),
                ),
                ("address", models.URLField(blank=True, help_text="Of the feed.", max_length=500)),
                (
                    "key",
                    models.CharField(
                        default=twofold.feedback.models.source.new_source_key, max_length=24, unique=True
                    ),
                ),
                ("secret", models.TextField(blank=True, help_text="Of the webhook, sealed.")),
                (
                    "most_stars",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="How many stars are the most there.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                    ),
                ),
                (
                    "low_stars",
                    models.PositiveSmallIntegerField(
                        default=2, help_text="So many or fewer open a case; 0: none does."
                    ),
                ),
                ("answer_within_hours", models.PositiveIntegerField(default=48)),
                (
                    "stale_after_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="A review that is older when it comes in opens no case and waits for no answer.",
                    ),
                ),
                ("is_on", models.BooleanField(default=True)),
                (
                    "asks_after",
                    models.CharField(
                        blank=True,
                        choices=[("", "Nobody"), ("dealing", "After a dealing"), ("case", "After a case")],
                        default="",
                        max_length=7,
                    ),
                ),
                (
                    "asks_at",
                    models.URLField(blank=True, help_text="Where a review can be written.", max_length=500),
                ),
                (
                    "asks_since",
                    models.DateTimeField(help_text="What ended before is not asked about.", null=True),
                ),
                ("ask_after_days", models.PositiveSmallIntegerField(default=3)),
                (
                    "ask_share",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="Of a hundred, how many are asked; who, is left to chance.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                    ),
                ),
                ("read_at", models.DateTimeField(null=True)),
                ("etag", models.CharField(blank=True, max_length=200)),
                ("last_modified", models.CharField(blank=True, max_length=60)),
                (
                    "trouble",
                    models.CharField(blank=True, help_text="Why it could not be read last.", max_length=300),
                ),
                ("created_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="review_source_name_once_per_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("external_id", models.CharField(max_length=200)),
                ("stars", models.DecimalField(decimal_places=1, max_digits=3, null=True)),
                (
                    "of_five",
                    models.DecimalField(
                        decimal_places=2, help_text="Its stars, were five the most.", max_digits=4, null=True
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                (
                    "author_name",
                    models.CharField(blank=True, help_text="As it stands there.", max_length=200),
                ),
                ("language", models.CharField(blank=True, max_length=10)),
                ("place", models.CharField(blank=True, max_length=120)),
                (
                    "product",
                    models.CharField(
                        blank=True, help_text="What it is about, as it is called there.", max_length=120
                    ),
                ),
                ("link", models.URLField(blank=True, max_length=500)),
                ("written_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(help_text="When its author last changed it.", null=True)),
                ("received_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, help_text="What we answered there.")),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "answer_due_at",
                    models.DateTimeField(
                        help_text="By when we mean to answer; none for what was old when it came in.",
                        null=True,
                    ),
                ),
                (
                    "may_quote",
                    models.BooleanField(
                        default=False, help_text="Whether its author permits us to quote it."
                    ),
                ),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "erased_at",
                    models.DateTimeField(help_text="Since when it says nothing, for good.", null=True),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "offering",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="relationships.offering",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        help_text="Who wrote it, if known.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
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
                        help_text="Whom it is about.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="feedback.reviewsource",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["unit", "-written_at", "-id"], name="review_of_unit"),
                    models.Index(fields=["-written_at", "-id"], name="review_by_time"),
                    models.Index(fields=["party"], name="review_of_party"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("source", "external_id"), name="review_once_per_source")
                ],
            },
        ),
        migrations.CreateModel(
            name="Praised",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="praised",
                        to="feedback.review",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "praised",
                "constraints": [
                    models.UniqueConstraint(fields=("review", "person"), name="praised_once_per_review")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewRule",
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
                        choices=[("place", "Place is"), ("product", "Product is"), ("words", "Words hold")],
                        max_length=7,
                    ),
                ),
                ("value", models.CharField(max_length=120)),
                (
                    "offering",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="relationships.offering",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="feedback.reviewsource",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("source", "field", "value"), name="review_rule_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewInvitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[("", "Nobody"), ("dealing", "After a dealing"), ("case", "After a case")],
                        max_length=7,
                    ),
                ),
                ("subject_id", models.BigIntegerField(help_text="Of the dealing or case.")),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("left_out", "Left out by chance"),
                            ("held_back", "Held back"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("why", models.CharField(blank=True, help_text="Why it was held back.", max_length=200)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.unit"
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="feedback.reviewsource",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "due_at", "id"], name="review_invitation_due"),
                    models.Index(fields=["party"], name="review_invitation_of_party"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "after", "subject_id"), name="review_invitation_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stars", models.DecimalField(decimal_places=1, max_digits=3, null=True)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("written_at", models.DateTimeField()),
                ("replaced_at", models.DateTimeField()),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="earlier",
                        to="feedback.review",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SecondCoding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("coded_at", models.DateTimeField()),
                (
                    "coder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "codes",
                    models.ManyToManyField(blank=True, related_name="+", to="feedback.observationcode"),
                ),
                (
                    "observation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_coding",
                        to="feedback.observation",
                    ),
                ),
            ],
        ),
    ]
