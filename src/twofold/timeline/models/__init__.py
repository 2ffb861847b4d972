from twofold.timeline.models.change import Change
from twofold.timeline.models.changed_row import ChangedRow
from twofold.timeline.models.event import Event, Mention
from twofold.timeline.models.look_up import LookUp
from twofold.timeline.models.seal import DaySeal, Link

__all__ = ["Change", "ChangedRow", "DaySeal", "Event", "Link", "LookUp", "Mention"]
