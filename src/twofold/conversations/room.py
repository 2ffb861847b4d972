"""The plate of conversations."""

from django.utils.translation import gettext_lazy as _

from twofold.conversations import access
from twofold.conversations.actions.personal import PERSONAL_DATA
from twofold.conversations.models import Note, NotedPerson
from twofold.conversations.queries.notes import note_rows
from twofold.conversations.queries.notices import NOTICES
from twofold.core.plates import Mover, Panel, Plate, TimelineSource, Undoer
from twofold.directory.models import Party

plate = Plate(
    name="conversations",
    personal_data=(PERSONAL_DATA,),
    movers=(
        Mover(Note, "party_id", to=Party),
        Mover(Note, "author_id", to=Party),
        Mover(NotedPerson, "person_id", to=Party),
    ),
    undoers=(Undoer(Note, label=_("Notes")), Undoer(NotedPerson)),
    notices=NOTICES,
    public_models=(NotedPerson,),
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
        NotedPerson: {"note": "none", "place": "none", "person": "personal"},
    },
    panels=(Panel("party", _("Notes"), "conversations:party-notes", icon="lock", order=60),),
    timeline_sources=(TimelineSource("notes", note_rows),),
    verbs={
        "conversations.note_added": _("Note added"),
        "conversations.people_mentioned": _("Mentioned in a note"),
    },
)
