"""The mapping people chose for files like this one."""

from django.db import models

from twofold.directory.models import Unit


class SavedMapping(models.Model):
    """How a unit last read a file with these headers as this record type: proposed for the next one."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    record_type = models.CharField(max_length=20)
    name = models.CharField(max_length=80, blank=True)
    headers = models.JSONField(default=list, help_text="Of the file it was chosen for, to find files alike.")
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
        return self.name or f"mapping for {self.record_type}"
