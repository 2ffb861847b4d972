"""A file attached to something."""

from django.db import models

from twofold.core.guard import GuardedModel
from twofold.files.models.stored_file import StoredFile


class Attachment(GuardedModel):
    """A stored file with a name, at a subject of a unit.

    The subject is named by kind and id, e.g. ``case`` and 7: this room knows no others.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    unit_id = models.BigIntegerField()
    added_by = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-added_at"], name="files_by_subject"),
            models.Index(fields=["unit_id"], name="files_by_unit"),
        ]

    def __str__(self) -> str:
        return self.name
