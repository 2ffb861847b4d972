"""The vocabulary of titles, for part of a word and for slips of the pen."""

from django.db import models


class SearchWord(models.Model):
    """A word that occurs in some title. Far fewer than titles, so that a search among them is cheap."""

    word = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.word
