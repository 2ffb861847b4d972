"""What a room registers about itself.

`config` gathers the plates at start-up; a lower room may run what an upper one registered, without knowing its name.
"""

from twofold.core.plates.attributed import Attributed
from twofold.core.plates.boards import AskedWords, BoardMove
from twofold.core.plates.changes import Imported, Mover, RowChange, UndoDesk, Undoer
from twofold.core.plates.contact import Silence
from twofold.core.plates.evidence import EvidenceSource, Said
from twofold.core.plates.exports import Extract, ExtractTable, ListFormat
from twofold.core.plates.house import House, gather, house
from twofold.core.plates.inserts import Insert, Insertable
from twofold.core.plates.kept_also import KeptAlso, KeptChoice
from twofold.core.plates.lists import (
    Amended,
    Asked,
    Edited,
    EditField,
    Face,
    FieldKind,
    FilterField,
    Linked,
    ListAddition,
    ListColumn,
    ListType,
    ListView,
    Picker,
    Ref,
)
from twofold.core.plates.people import Command, HeldData, Notice, PersonalData, Retained, Told
from twofold.core.plates.plate import Plate
from twofold.core.plates.records import (
    ImportContext,
    ImportField,
    Outcome,
    PieceImport,
    Pieces,
    RecordType,
    Row,
    RowResult,
    RowWriter,
)
from twofold.core.plates.show import (
    Figure,
    Measure,
    NavItem,
    Panel,
    Poll,
    SearchKind,
    TimelineRow,
    TimelineSource,
)
from twofold.core.plates.work import EVERY_VERB, Destination, Listener, Loop, Schedule

__all__ = [
    "EVERY_VERB",
    "Amended",
    "Asked",
    "AskedWords",
    "Attributed",
    "BoardMove",
    "Command",
    "Destination",
    "EditField",
    "Edited",
    "EvidenceSource",
    "Extract",
    "ExtractTable",
    "Face",
    "FieldKind",
    "Figure",
    "FilterField",
    "HeldData",
    "House",
    "ImportContext",
    "ImportField",
    "Imported",
    "Insert",
    "Insertable",
    "KeptAlso",
    "KeptChoice",
    "Linked",
    "ListAddition",
    "ListColumn",
    "ListFormat",
    "ListType",
    "ListView",
    "Listener",
    "Loop",
    "Measure",
    "Mover",
    "NavItem",
    "Notice",
    "Outcome",
    "Panel",
    "PersonalData",
    "Picker",
    "PieceImport",
    "Pieces",
    "Plate",
    "Poll",
    "RecordType",
    "Ref",
    "Retained",
    "Row",
    "RowChange",
    "RowResult",
    "RowWriter",
    "Said",
    "Schedule",
    "SearchKind",
    "Silence",
    "TimelineRow",
    "TimelineSource",
    "Told",
    "UndoDesk",
    "Undoer",
    "gather",
    "house",
]
