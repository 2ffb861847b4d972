"""The files of an import."""

from django.db import models

from twofold.files.models import StoredFile
from twofold.workspace.models.import_run import ImportRun


class ImportFile(models.Model):
    """A file that an import reads, or the report it has written."""

    class Role(models.TextChoices):
        MAIN = "main"
        JOINED = "joined"
        REPORT = "report"

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    role = models.CharField(max_length=6, choices=Role)
    name = models.CharField(max_length=255)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("run", "role", "name"), name="import_file_once"),)

    def __str__(self) -> str:
        return self.name
