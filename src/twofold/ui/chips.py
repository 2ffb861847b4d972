"""The small labels: what each word looks like. Every one has a label and an icon, so none speaks by color alone."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    """How a word is drawn: its tone is a class of chips.css, its icon a name of icons.txt."""

    label: str | Promise
    tone: str
    icon: str


SIDES = {
    "internal": Look(_("Internal"), "internal", "building"),
    "external": Look(_("External"), "external", "world"),
    "both": Look(_("Both sides"), "plain", "square-half"),
}

STANDINGS = {
    "current": Look(_("Current"), "good", "circle-check"),
    "past": Look(_("Past"), "plain", "history"),
    "potential": Look(_("Potential"), "hollow", "circle-dashed"),
    "competitor": Look(_("Competitor’s"), "warn", "flag"),
    "non_customer": Look(_("Not a customer"), "plain", "minus"),
}

LEVELS = {
    1: Look(_("May view"), "plain", "eye"),
    2: Look(_("May work"), "info", "pencil"),
    3: Look(_("Leads"), "info", "user-shield"),
}

STATES = {
    # cases
    "new": Look(_("New"), "info", "sparkles"),
    "open": Look(_("Open"), "info", "circle-dot"),
    "assigned": Look(_("Assigned"), "info", "user-check"),
    "answered": Look(_("Answered"), "plain", "message-circle"),
    "waiting": Look(_("Waiting"), "plain", "hourglass"),
    "resolved": Look(_("Resolved"), "good", "circle-check"),
    "reopened": Look(_("Reopened"), "warn", "rotate"),
    "closed": Look(_("Closed"), "plain", "archive"),
    # promises
    "kept": Look(_("Promise kept"), "good", "clock"),
    "due": Look(_("Due soon"), "warn", "clock-exclamation"),
    "late": Look(_("Late"), "bad", "clock-exclamation"),
    "paused": Look(_("Clock paused"), "plain", "clock-pause"),
    # expectations
    "met": Look(_("Met"), "good", "check"),
    "at_risk": Look(_("At risk"), "warn", "alert-triangle"),
    "unmet": Look(_("Unmet"), "bad", "x"),
    # jobs and imports
    "running": Look(_("Running"), "info", "loader-2"),
    "done": Look(_("Done"), "good", "check"),
    "failed": Look(_("Failed"), "bad", "alert-circle"),
    "undoing": Look(_("Being undone"), "info", "loader-2"),
    "undone": Look(_("Undone"), "hollow", "arrow-back-up"),
    "set_aside": Look(_("Set aside"), "warn", "archive"),
    # rows of a dry run
    "created": Look(_("Would be new"), "good", "plus"),
    "updated": Look(_("Would change"), "info", "pencil"),
    "unchanged": Look(_("Unchanged"), "plain", "minus"),
    "rejected": Look(_("Rejected"), "bad", "x"),
    # records
    "sealed": Look(_("Sealed"), "note", "shield-lock"),
    "restricted": Look(_("Restricted"), "note", "lock"),
    "unverified": Look(_("Unverified"), "hollow", "question-mark"),
    "active": Look(_("Active"), "good", "circle-check"),
    "ended": Look(_("Ended"), "plain", "calendar"),
}

PARTY_KINDS = {
    "person": Look(_("Person"), "plain", "user"),
    "organization": Look(_("Organisation"), "plain", "building-store"),
    "unit": Look(_("Unit"), "plain", "sitemap"),
    "unknown": Look(_("Unknown buyer"), "plain", "user-question"),
}


def look_up(looks: dict, word: object) -> Look:
    """How a word is drawn; a word nobody described is shown plainly as it is written."""
    key = getattr(word, "value", word)
    if isinstance(key, str):
        key = key.lower().replace("-", "_").removesuffix("'s").removesuffix("’s").replace(" ", "_")
        key = key.replace("organisation", "organization")
    return looks.get(key) or Look(str(getattr(word, "label", word)), "plain", "point")
