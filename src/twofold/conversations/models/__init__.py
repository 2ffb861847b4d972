from twofold.conversations.models.note import Note

__all__ = ["Note"]
