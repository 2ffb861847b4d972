"""The content of a file, kept once however often it is attached."""

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """Bytes on disk under ``files/ab/<sha256>``. Holds nobody's name: whoever may read it is decided by what refers to it."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()
    last_stored_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="files_sha256_is_a_hash"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256
