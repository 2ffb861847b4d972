from twofold.files.models.attachment import Attachment
from twofold.files.models.stored_file import StoredFile

__all__ = ["Attachment", "StoredFile"]
