"""People whom notes name."""

from django.db import models

from twofold.conversations.models.note import Note
from twofold.directory.models import Party


class NotedPerson(models.Model):
    """A colleague whom a note names. Its body holds their place, as ``@[1]``, so that their name follows them."""

    note = models.ForeignKey(Note, db_index=False, on_delete=models.CASCADE, related_name="people")
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "noted people"
        constraints = (models.UniqueConstraint(fields=("note", "place"), name="noted_person_once_per_place"),)

    def __str__(self) -> str:
        return f"@[{self.place}]: {self.person_id}"
