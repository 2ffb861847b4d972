"""The plate of conversations."""

from twofold.conversations import access
from twofold.conversations.models import Note
from twofold.core.plates import Plate

plate = Plate(
    name="conversations",
    policies={Note: access.note_policy},
    privacy={
        Note: {
            "party": "none",
            "subject_kind": "none",
            "subject_id": "none",
            "unit": "none",
            "author": "none",
            "body": "free_text",
            "created_at": "none",
        },
    },
)
