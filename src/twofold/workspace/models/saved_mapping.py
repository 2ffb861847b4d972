"""The mapping people chose for files like this one."""

from django.db import models

from twofold.directory.models import Unit


class SavedMapping(models.Model):
    """How a unit last read a file with these headers as this record type: proposed for the next one."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=20)
    headers_hash = models.CharField(max_length=64)
    plan = models.JSONField(help_text="Mapping, key and options, without anything about the single file.")
    used_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "record_type", "headers_hash"), name="saved_mapping_once"
            ),
        )

    def __str__(self) -> str:
        return f"mapping for {self.record_type}"
