"""Attributes: fields that an enterprise adds to its records."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_stamp() -> int:
    """A number that no other version has."""
    return secrets.randbits(40)


class Attribute(models.Model):
    """One added field of one kind of record. Its values are in the record's `attributes`, under the attribute's id as text.

    `applies_to` is ``person``, ``organization``, ``unit``, or the name of another room's record that takes attributes,
    e.g. ``case``. A retired attribute keeps its values and is shown nowhere.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        NUMBER = "number", _("Number")
        DATE = "date", _("Date")
        CHOICE = "choice", _("One choice")
        CHOICES = "choices", _("Several choices")
        YES_NO = "yes_no", _("Yes or no")
        MONEY = "money", _("Money")
        PARTY = "party", _("Person or organisation")

    class Index(models.TextChoices):
        NONE = "none", _("Not filterable")
        BUILDING = "building", _("Being made filterable")
        READY = "ready", _("Filterable")

    applies_to = models.CharField(max_length=30)
    key = models.SlugField(max_length=40, help_text="Its name in files and in the API; never changes.")
    label = models.CharField(max_length=80)
    help = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=8, choices=Kind)
    choices = models.JSONField(
        default=list,
        blank=True,
        help_text="[key, label], or [key, label, true] when offered no more; a key, once used, stays.",
    )
    is_required = models.BooleanField(default=False)
    is_sensitive = models.BooleanField(
        default=False, help_text="Erased with the person, and left out of exports for others."
    )
    index = models.CharField(max_length=8, choices=Index, default=Index.NONE)
    position = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    stamp = models.BigIntegerField(
        default=new_stamp,
        editable=False,
        help_text="Drawn anew with every change, so that copies know they are old.",
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("applies_to", "key"), name="attribute_key_once_per_record"),
        )

    def __str__(self) -> str:
        return self.label


class AttributeEntry(models.Model):
    """A value by which records are found: written for filterable attributes only, several for several choices.

    `text` holds texts folded, dates as ISO, choices by their key, parties by id; `number` holds numbers, minor units of
    money, and 0 or 1. `record_id` is the id of the record in the model that the attribute applies to.
    """

    attribute = models.ForeignKey(Attribute, db_index=False, on_delete=models.CASCADE, related_name="+")
    record_id = models.BigIntegerField()
    text = models.CharField(max_length=120, blank=True)
    number = models.DecimalField(max_digits=20, decimal_places=6, null=True)

    class Meta:
        indexes = (
            models.Index(fields=("attribute", "text", "record_id"), name="attribute_entry_by_text"),
            models.Index(fields=("attribute", "number", "record_id"), name="attribute_entry_by_number"),
            models.Index(fields=("attribute", "record_id"), name="attribute_entry_of_record"),
        )

    def __str__(self) -> str:
        return f"attribute {self.attribute_id} of {self.record_id}"
