"""The four kinds of what can be owed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseKind(models.TextChoices):
    """What a case is, under whatever name its type gives it."""

    QUESTION = "question", _("Question")
    REQUEST = "request", _("Request")
    COMPLAINT = "complaint", _("Complaint")
    CONFLICT = "conflict", _("Conflict")
