"""What the directory does by itself."""

from django.utils import timezone
from django_tasks import task

from twofold.directory.actions.affiliations import refresh_colleagues
from twofold.directory.actions.attribute_index import empty_index, fill_index
from twofold.directory.actions.duplicate_decisions import under_way
from twofold.directory.actions.find_duplicates import find_duplicates
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import DuplicateSearch


@task()
def refresh_colleagues_daily() -> int:
    """Derive anew who works here: days from and to which affiliations hold have passed overnight."""
    return refresh_colleagues(now=timezone.now())


@task()
def refresh_search_of(party_ids: list[int]) -> None:
    """Write anew what the search knows of parties, where there are too many for whoever waits."""
    refresh_search(party_ids)


@task()
def fill_attribute_index(attribute_id: int) -> int:
    """Write the rows by which records are found by an attribute."""
    return fill_index(attribute_id)


@task()
def empty_attribute_index(attribute_id: int) -> int:
    """Remove the rows by which records were found by an attribute."""
    return empty_index(attribute_id)


@task()
def find_duplicates_of(search_id: int) -> str:
    """Look through the register for parties that may be one and the same."""
    search = DuplicateSearch.objects.get(pk=search_id)
    return f"{find_duplicates(search, now=timezone.now)} pairs"


@task()
def find_duplicates_nightly() -> str:
    """Look for duplicates among what has changed since the last search."""
    now = timezone.now()
    if under_way(now=now) is not None:
        return "one is under way"
    return find_duplicates_of.func(DuplicateSearch.objects.create(started_at=now).pk)
