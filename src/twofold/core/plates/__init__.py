"""What a room registers about itself.

`config` gathers the plates at start-up; a lower room may run what an upper one registered, without knowing its name.
"""

from twofold.core.plates.house import House, gather, house
from twofold.core.plates.plate import Plate
from twofold.core.plates.records import (
    ImportContext,
    ImportField,
    Outcome,
    RecordType,
    Row,
    RowResult,
    RowWriter,
)
from twofold.core.plates.show import (
    Figure,
    ListFilter,
    Measure,
    NavItem,
    Panel,
    SearchKind,
    TimelineRow,
    TimelineSource,
)
from twofold.core.plates.work import Listener, Schedule

__all__ = [
    "Figure",
    "House",
    "ImportContext",
    "ImportField",
    "ListFilter",
    "Listener",
    "Measure",
    "NavItem",
    "Outcome",
    "Panel",
    "Plate",
    "RecordType",
    "Row",
    "RowResult",
    "RowWriter",
    "Schedule",
    "SearchKind",
    "TimelineRow",
    "TimelineSource",
    "gather",
    "house",
]
