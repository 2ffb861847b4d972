"""Asking: rounds, personal links, and what asks by itself."""

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from twofold.core.guard import GuardedModel
from twofold.directory.models import Party, Unit
from twofold.relationships.models import Relationship
from twofold.surveys.models.survey import Survey


class Wave(models.Model):
    """One round of a survey. Results are told when it has closed, of its own answers alone."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        RELEASED = "released", _("Released")

    class Period(models.TextChoices):
        WEEKS = "weeks", _("weeks")
        MONTHS = "months", _("months")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, help_text=_("Empty: it stays open, as after cases."))
    remind_after_days = models.PositiveSmallIntegerField(default=0, help_text=_("0: nobody is reminded."))
    state = models.CharField(max_length=8, choices=State, default=State.PLANNED)
    audience = models.JSONField(
        default=dict, help_text=_("Whom it asks, read when it opens; see queries/asking/audiences.py.")
    )
    repeats_every = models.PositiveSmallIntegerField(
        default=0, help_text=_("The next round begins so many weeks or months later; 0: there is none.")
    )
    repeats_in = models.CharField(max_length=6, choices=Period, blank=True)
    begun_by = models.ForeignKey(Party, null=True, on_delete=models.SET_NULL, related_name="+")
    problem = models.CharField(
        max_length=400, blank=True, help_text=_("Why it could not open or be released.")
    )
    invited_count = models.PositiveIntegerField(default=0)
    plan = models.JSONField(
        default=dict,
        help_text=_(
            "What results are cut by, with the units as they stood at launch; later changes do not reach it."
        ),
    )
    spoilt_count = models.PositiveIntegerField(
        default=0, help_text=_("Ballots that could not be opened or read.")
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=("survey", "number"), name="wave_numbered_once"),)
        indexes = (models.Index(fields=("state", "closes_at"), name="wave_due"),)

    def __str__(self) -> str:
        return self.name or gettext("Round %(number)s") % {"number": self.number}


class Trigger(models.Model):
    """What makes a survey ask by itself. Its answers fall into the survey's open wave."""

    class Moment(models.TextChoices):
        CASE_CLOSED = "case_closed", _("After a case was closed")
        DEALING = "dealing", _("After a dealing")
        DAY = "day", _("So many days after the relationship began")
        LEAVING = "leaving", _("When someone leaves")

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="triggers")
    moment = models.CharField(max_length=11, choices=Moment)
    days = models.PositiveSmallIntegerField(default=0, help_text=_("How many days later."))
    case_kinds = models.JSONField(default=list, blank=True, help_text=_("Kinds of case; empty: all."))
    share = models.PositiveSmallIntegerField(
        default=100, help_text=_("Of each hundred, how many are asked, by chance.")
    )
    is_on = models.BooleanField(default=True)
    since = models.DateTimeField(
        null=True, help_text=_("Since when it has been on: what was before asks nobody.")
    )
    reached = models.BigIntegerField(
        default=0, help_text=_("How far it has read: the last event, or the number of the last day.")
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("survey", "moment", "days"), name="trigger_once_per_moment"),
        )

    def __str__(self) -> str:
        return f"{self.survey_id}: {self.moment}"


class Invitation(GuardedModel):
    """One person's link to a named or confidential survey. Anonymous ones have participants instead, in the ballot box."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        STARTED = "started", _("Started")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Declined")
        HELD_BACK = "held_back", _("Held back")
        BOUNCED = "bounced", _("Came back")
        EXPIRED = "expired", _("Expired")

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="invitations")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    relationship = models.ForeignKey(Relationship, null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", help_text=_("Whom the answers speak of.")
    )
    token_hash = models.CharField(max_length=64, unique=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True, help_text=_("The case or dealing that it is about."))
    subject_at = models.DateTimeField(
        null=True, help_text=_("When it was closed or done: asked once for each time.")
    )
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    held_back_because = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    mail_id = models.BigIntegerField(null=True, help_text=_("Its number in the outbox."))
    weight = models.DecimalField(
        max_digits=9, decimal_places=4, default=1, help_text=_("How much the rater uses the rated unit.")
    )
    rater_unit = models.ForeignKey(
        Unit,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Where they work, when units rate each other."),
    )
    cells = models.JSONField(
        default=list, help_text=_("As of a participant: the groups they count in, as the round began.")
    )
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "party", "unit"),
                condition=models.Q(subject_id__isnull=True),
                name="invitation_once_per_wave",
            ),
            models.UniqueConstraint(
                fields=("wave", "party", "subject_kind", "subject_id", "subject_at"),
                condition=models.Q(subject_id__isnull=False),
                name="invitation_once_per_subject",
            ),
        )
        indexes = (
            models.Index(fields=("wave", "state", "due_at"), name="invitation_due"),
            models.Index(fields=("party", "-due_at"), name="invitation_of_party"),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk} to wave {self.wave_id}"
