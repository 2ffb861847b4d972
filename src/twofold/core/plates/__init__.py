"""What a room registers about itself. `config` gathers the plates at start-up; a lower room may run what an upper one registered."""

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
from twofold.core.plates.work import Listener, Schedule
from twofold.core.plates.show import Figure, Measure, NavItem, Panel, SearchKind, TimelineRow, TimelineSource

__all__ = [
    "Figure",
    "House",
    "ImportContext",
    "ImportField",
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
