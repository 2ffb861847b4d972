"""What the room of files registers about itself."""

from datetime import time

from twofold.core.plates import Plate, Schedule
from twofold.files.access import attachment_policy
from twofold.files.models import Attachment, StoredFile
from twofold.files.queries.personal import PERSONAL_DATA

plate = Plate(
    name="files",
    personal_data=(PERSONAL_DATA,),
    policies={Attachment: attachment_policy},
    public_models=(StoredFile,),  # bytes without a name, reached only through an attachment or an import
    privacy={
        Attachment: {
            "file": "personal",
            "name": "personal",
            "content_type": "none",
            "subject_kind": "none",
            "subject_id": "none",
            "unit_id": "none",
            "added_by": "personal",
            "added_at": "none",
        },
        StoredFile: {"sha256": "personal", "size": "none", "created_at": "none", "last_stored_at": "none"},
    },
    schedules=(Schedule("files.sweep_orphans", "twofold.files.tasks.sweep_orphans", at=time(3, 40)),),
)
