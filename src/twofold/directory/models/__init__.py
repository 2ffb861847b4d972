from twofold.directory.models.absence import Absence
from twofold.directory.models.affiliation import Affiliation
from twofold.directory.models.attribute import Attribute, AttributeEntry
from twofold.directory.models.contact_point import ContactPoint
from twofold.directory.models.duplicate_search import DuplicateSearch
from twofold.directory.models.merge import PartyAlias, PossibleDuplicate
from twofold.directory.models.party import Identifier, KnownTo, Party
from twofold.directory.models.tie import Tie
from twofold.directory.models.unit import DayOff, Unit

__all__ = [
    "Absence",
    "Affiliation",
    "Attribute",
    "AttributeEntry",
    "ContactPoint",
    "DayOff",
    "DuplicateSearch",
    "Identifier",
    "KnownTo",
    "Party",
    "PartyAlias",
    "PossibleDuplicate",
    "Tie",
    "Unit",
]
