"""What the room of search registers about itself."""

from datetime import time

from twofold.core.plates import Plate, Schedule
from twofold.search.models import SearchEntry, SearchWord

plate = Plate(
    name="search",
    public_models=(
        SearchEntry,
        SearchWord,
    ),  # hits are looked up again through the gate of the room they belong to
    privacy={
        SearchEntry: {
            "kind": "none",
            "object_id": "none",
            "title": "personal",
            "body": "free_text",
            "words": "free_text",
            "at": "none",
        },
        SearchWord: {"word": "personal"},
    },
    schedules=(Schedule("search.tend_index", "twofold.search.tasks.tend_index", at=time(2, 40)),),
)
