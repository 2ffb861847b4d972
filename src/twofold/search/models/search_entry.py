"""What the search knows of a record."""

from django.db import models


class SearchEntry(models.Model):
    """One record that can be found: shown texts, the folded words they are found by, and who may find it.

    `words` holds, separated by blanks, all words of title and body, those of the title once more marked as such, and the kind
    and the scopes as words that nobody can type: so the full-text query itself narrows by them.
    """

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField(blank=True)
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="search_one_entry_per_record")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
