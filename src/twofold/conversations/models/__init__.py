from twofold.conversations.models.note import Note
from twofold.conversations.models.noted_person import NotedPerson

__all__ = ["Note", "NotedPerson"]
