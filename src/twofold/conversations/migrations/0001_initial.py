import django.db.models.deletion
from django.db import migrations, models

import twofold.conversations.models.channel


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
        ("files", "0001_initial"),
        ("relationships", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Channel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=120)),
                (
                    "key",
                    models.CharField(
                        default=twofold.conversations.models.channel.new_channel_key,
                        max_length=24,
                        unique=True,
                    ),
                ),
                (
                    "settings",
                    models.JSONField(
                        blank=True, default=dict, help_text="What the adapter of its kind asks for."
                    ),
                ),
                ("is_open", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="channels",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "kind", "name"), name="channel_once_per_unit")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(blank=True, help_text="Empty: in all.", max_length=12, unique=True),
                ),
                ("most", models.PositiveSmallIntegerField(help_text="Empty: no limit.", null=True)),
                ("days", models.PositiveSmallIntegerField(help_text="In so many days.")),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("snoozed", "Snoozed"),
                            ("closed", "Closed"),
                            ("spam", "Spam"),
                        ],
                        default="open",
                        max_length=7,
                    ),
                ),
                ("is_restricted", models.BooleanField(default=False)),
                (
                    "needs_answer",
                    models.BooleanField(default=False, help_text="A person wrote last, and it was not us."),
                ),
                ("snoozed_until", models.DateTimeField(null=True)),
                (
                    "snoozed_for",
                    models.CharField(blank=True, help_text="What is waited for, in words.", max_length=120),
                ),
                ("started_at", models.DateTimeField()),
                ("last_message_at", models.DateTimeField()),
                ("message_count", models.PositiveIntegerField(default=0)),
                ("external_key", models.CharField(max_length=220, null=True, unique=True)),
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
                    "channel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversations",
                        to="conversations.channel",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_index=False,
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversations",
                        to="relationships.relationship",
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
                "indexes": [
                    models.Index(
                        fields=["unit", "state", "-last_message_at", "-id"], name="conversation_of_unit"
                    ),
                    models.Index(
                        condition=models.Q(("assignee__isnull", False)),
                        fields=["assignee", "state", "-last_message_at", "-id"],
                        name="conversation_of_assignee",
                    ),
                    models.Index(
                        condition=models.Q(("assignee__isnull", False)),
                        fields=["assignee", "unit"],
                        name="conversation_assignee_unit",
                    ),
                    models.Index(
                        condition=models.Q(("assignee__isnull", True), ("state", "open")),
                        fields=["unit", "-last_message_at", "-id"],
                        name="conversation_of_nobody",
                    ),
                    models.Index(
                        condition=models.Q(("needs_answer", True), ("state", "open")),
                        fields=["unit", "last_message_at", "id"],
                        name="conversation_that_waits",
                    ),
                    models.Index(fields=["party", "-last_message_at"], name="conversation_of_party"),
                    models.Index(
                        condition=models.Q(("state", "snoozed")),
                        fields=["snoozed_until"],
                        name="conversation_snoozed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RawMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uid_validity", models.BigIntegerField(null=True)),
                ("uid", models.BigIntegerField(null=True)),
                ("arrived_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("taken", "Taken"),
                            ("report", "A bounce or a complaint"),
                            ("held", "Held back"),
                            ("set_aside", "Set aside"),
                            ("discarded", "Discarded"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                (
                    "problem",
                    models.CharField(
                        blank=True, help_text="Why it was set aside or held back.", max_length=300
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "is_released",
                    models.BooleanField(default=False, help_text="Somebody has looked at it and let it in."),
                ),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="raw_messages",
                        to="conversations.channel",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="files.storedfile"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "taken"), _negated=True),
                        fields=["state", "id"],
                        name="raw_message_not_taken",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("channel", "file"), name="raw_message_once_per_channel"),
                    models.UniqueConstraint(
                        condition=models.Q(("uid__isnull", False)),
                        fields=("channel", "uid_validity", "uid"),
                        name="raw_message_once_per_uid",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("direction", models.CharField(choices=[("in", "Received"), ("out", "Sent")], max_length=3)),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("mail", "Mail"),
                            ("form", "Web form"),
                            ("chat", "Chat"),
                            ("portal", "Portal"),
                            ("api", "API"),
                            ("call", "Call"),
                            ("visit", "Visit"),
                            ("letter", "Letter"),
                            ("remark", "Overheard remark"),
                        ],
                        max_length=20,
                    ),
                ),
                ("author_name", models.CharField(blank=True, max_length=200)),
                ("author_address", models.CharField(blank=True, help_text="In normal form.", max_length=254)),
                (
                    "recipients",
                    models.JSONField(
                        blank=True, default=dict, help_text='{"to": [address, …], "cc": [address, …]}'
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("body", models.TextField(blank=True, help_text="What is new in it, as text.")),
                ("quoted", models.TextField(blank=True, help_text="What it repeats of earlier ones.")),
                (
                    "html",
                    models.TextField(blank=True, help_text="As it arrived; cleaned whenever it is shown."),
                ),
                (
                    "header_id",
                    models.CharField(
                        blank=True, help_text="Its Message-ID, without brackets.", max_length=300
                    ),
                ),
                (
                    "references",
                    models.JSONField(
                        blank=True, default=list, help_text="Message-IDs it refers to, oldest first."
                    ),
                ),
                ("is_automatic", models.BooleanField(default=False)),
                ("is_list_mail", models.BooleanField(default=False)),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="The sender is known to be who they say: signed in, or aligned DKIM.",
                    ),
                ),
                ("is_complaint", models.BooleanField(default=False)),
                (
                    "problem",
                    models.CharField(
                        blank=True, help_text="Why only its raw text can be shown.", max_length=300
                    ),
                ),
                ("happened_at", models.DateTimeField()),
                ("created_at", models.DateTimeField()),
                (
                    "withdrawn_at",
                    models.DateTimeField(help_text="When it was taken back before it left.", null=True),
                ),
                ("external_key", models.CharField(max_length=220, null=True, unique=True)),
                ("import_run_id", models.BigIntegerField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "raw",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="message",
                        to="conversations.rawmessage",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["conversation", "happened_at", "id"], name="message_of_conversation"
                    ),
                    models.Index(
                        condition=models.Q(("header_id", ""), _negated=True),
                        fields=["header_id"],
                        name="message_by_header",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("direction", "in"), models.Q(("author_address", ""), _negated=True)
                        ),
                        fields=["author_address", "created_at"],
                        name="message_by_sender",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rank",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Somebody waits for it"),
                            (1, "In its turn"),
                            (2, "When nothing else waits"),
                        ],
                        default=1,
                    ),
                ),
                ("recipient", models.CharField(help_text="In normal form.", max_length=254)),
                ("domain", models.CharField(max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("claimed", "Being sent"),
                            ("sent", "Sent"),
                            ("unconfirmed", "Unconfirmed"),
                            ("failed", "Failed"),
                            ("suppressed", "Suppressed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="waiting",
                        max_length=11,
                    ),
                ),
                (
                    "send_after",
                    models.DateTimeField(
                        help_text="Until then it can be taken back, or the server is left in peace."
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claimed_by", models.CharField(blank=True, max_length=100)),
                ("claim_number", models.PositiveIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.CharField(blank=True, help_text="What the server said last.", max_length=500),
                ),
                ("created_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "channel",
                    models.ForeignKey(
                        help_text="None: the house itself writes.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outgoing",
                        to="conversations.channel",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="outgoing",
                        to="conversations.message",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["rank", "send_after", "id"],
                        name="outgoing_mail_waiting_by_rank",
                    ),
                    models.Index(
                        condition=models.Q(("state", "claimed")),
                        fields=["lease_until"],
                        name="outgoing_mail_claimed",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sent"), _negated=True),
                        fields=["state", "-id"],
                        name="outgoing_mail_not_sent",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("message", "recipient"), name="outgoing_mail_once_per_recipient"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InboxTick",
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
                ("number", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SilenceRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True)),
                ("is_on", models.BooleanField(default=True)),
                ("days_after", models.PositiveSmallIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Mailbox",
            fields=[
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="mailbox",
                        serialize=False,
                        to="conversations.channel",
                    ),
                ),
                ("address", models.EmailField(max_length=254, unique=True)),
                ("sender_name", models.CharField(blank=True, max_length=120)),
                ("signature", models.TextField(blank=True)),
                ("acknowledges", models.BooleanField(default=True)),
                ("imap_host", models.CharField(blank=True, max_length=200)),
                ("imap_port", models.PositiveIntegerField(default=993)),
                (
                    "imap_security",
                    models.CharField(
                        choices=[
                            ("tls", "TLS from the start"),
                            ("starttls", "STARTTLS"),
                            ("none", "None (only on this machine)"),
                        ],
                        default="tls",
                        max_length=8,
                    ),
                ),
                ("imap_user", models.CharField(blank=True, max_length=200)),
                ("imap_secret", models.TextField(blank=True)),
                ("imap_folder", models.CharField(default="INBOX", max_length=200)),
                ("smtp_host", models.CharField(blank=True, max_length=200)),
                ("smtp_port", models.PositiveIntegerField(default=465)),
                (
                    "smtp_security",
                    models.CharField(
                        choices=[
                            ("tls", "TLS from the start"),
                            ("starttls", "STARTTLS"),
                            ("none", "None (only on this machine)"),
                        ],
                        default="tls",
                        max_length=8,
                    ),
                ),
                ("smtp_user", models.CharField(blank=True, max_length=200)),
                ("smtp_secret", models.TextField(blank=True)),
                (
                    "trusted_server",
                    models.CharField(
                        blank=True,
                        help_text="Whose Authentication-Results are believed (RFC 8601).",
                        max_length=200,
                    ),
                ),
                ("uid_validity", models.BigIntegerField(null=True)),
                ("last_uid", models.BigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "Not tried yet"),
                            ("working", "Working"),
                            ("failing", "Failing"),
                            ("paused", "Paused"),
                        ],
                        default="new",
                        max_length=8,
                    ),
                ),
                ("state_since", models.DateTimeField(null=True)),
                (
                    "problem",
                    models.CharField(blank=True, help_text="What failed, and what to do.", max_length=300),
                ),
                ("fetched_at", models.DateTimeField(null=True)),
                (
                    "watched_by",
                    models.CharField(blank=True, help_text="The worker that listens to it.", max_length=100),
                ),
                ("watched_until", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "mailboxes",
            },
        ),
        migrations.CreateModel(
            name="AutomaticAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address_digest", models.CharField(max_length=64)),
                ("answered_at", models.DateTimeField()),
                (
                    "channel",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="conversations.channel",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["address_digest", "answered_at"], name="automatic_answer_by_address")
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactMade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("survey", "Surveys"),
                            ("campaign", "Campaigns"),
                            ("announcement", "Announcements"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
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
                "indexes": [
                    models.Index(fields=["party", "at"], name="contact_made_to_party"),
                    models.Index(fields=["at"], name="contact_made_by_moment"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactObjection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("survey", "Surveys"),
                            ("campaign", "Campaigns"),
                            ("announcement", "Announcements"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("link", "By the link in a mail"),
                            ("call", "By phone"),
                            ("visit", "Face to face"),
                            ("letter", "By letter"),
                            ("mail", "By e-mail or message"),
                        ],
                        default="link",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, help_text="In their words; empty: they gave none.", max_length=500
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
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
                "constraints": [
                    models.UniqueConstraint(fields=("party", "purpose"), name="contact_objection_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Visitor",
            fields=[
                (
                    "conversation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="visitor",
                        serialize=False,
                        to="conversations.conversation",
                    ),
                ),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("last_seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="When they ended the chat.", null=True)),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="Where they wish to be answered by mail, in normal form.",
                        max_length=254,
                    ),
                ),
                (
                    "is_address_proven",
                    models.BooleanField(default=False, help_text="A code that was sent there came back."),
                ),
                ("code_hash", models.CharField(blank=True, max_length=64)),
                ("code_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ConversationParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(blank=True, help_text="In normal form.", max_length=254)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("requester", "Requester"),
                            ("copied", "In copy"),
                            ("colleague", "Colleague"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participants",
                        to="conversations.conversation",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "conversation parties",
                "indexes": [
                    models.Index(fields=["conversation"], name="conversation_party_of"),
                    models.Index(fields=["address"], name="conversation_party_by_address"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("address", ""), _negated=True),
                        fields=("conversation", "address"),
                        name="conversation_party_once_per_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(blank=True)),
                ("recipients", models.JSONField(blank=True, default=dict)),
                ("is_note", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
                (
                    "conversation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="conversations.conversation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conversation", "author", "is_note"), name="draft_once_per_author_and_use"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseMail",
            fields=[
                (
                    "mail",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="house",
                        serialize=False,
                        to="conversations.outgoingmail",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("code", "Code to sign in"),
                            ("password", "Link for a new password"),
                            ("address", "Link for a new address"),
                            ("invitation", "Invitation"),
                            ("account", "Word of a change to an account"),
                            ("notice", "Notices"),
                            ("portal", "Word of an answer in the portal"),
                            ("survey", "Invitation to a survey"),
                            ("announcement", "Announcement"),
                            ("other", "Something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("return_path", models.CharField(max_length=254)),
                (
                    "content",
                    models.TextField(
                        blank=True, help_text="Sealed; empty once it was sent or is of no use any more."
                    ),
                ),
                ("valid_until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Macro",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("steps", models.JSONField(default=list)),
                ("changed_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
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
                    models.UniqueConstraint(fields=("unit", "name"), name="macro_once_per_unit"),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", True)),
                        fields=("name",),
                        name="macro_once_for_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("body", models.TextField()),
                ("created_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="directory.party",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        help_text="Empty while nobody knows who writes.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
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
                "indexes": [
                    models.Index(fields=["party", "-created_at", "-id"], name="note_of_party"),
                    models.Index(
                        fields=["subject_kind", "subject_id", "-created_at"], name="note_of_subject"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotedPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "note",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="conversations.note",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="directory.party"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "noted people",
                "constraints": [
                    models.UniqueConstraint(fields=("note", "place"), name="noted_person_once_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("body", models.TextField()),
                ("language", models.CharField(blank=True, max_length=10)),
                ("times_used", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        help_text="Whose; empty for all.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.unit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "saved replies",
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "name"), name="saved_reply_once_per_unit"),
                    models.UniqueConstraint(
                        condition=models.Q(("unit__isnull", True)),
                        fields=("name",),
                        name="saved_reply_once_for_all",
                    ),
                ],
            },
        ),
    ]
