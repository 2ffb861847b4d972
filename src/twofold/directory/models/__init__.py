from twofold.directory.models.affiliation import Affiliation
from twofold.directory.models.contact_point import ContactPoint
from twofold.directory.models.party import Identifier, KnownTo, Party
from twofold.directory.models.unit import DayOff, Unit

__all__ = ["Affiliation", "ContactPoint", "DayOff", "Identifier", "KnownTo", "Party", "Unit"]
