from twofold.search.models.search_entry import SearchEntry
from twofold.search.models.search_word import SearchWord

__all__ = ["SearchEntry", "SearchWord"]
