"""How ideas look: their states and kinds."""

from django.db.models import TextChoices
from django.utils.safestring import SafeString

from twofold.feedback.models import Idea
from twofold.ui.chips import Look
from twofold.ui.templatetags.ui import chip

STATES: dict[str, Look] = {
    Idea.State.NEW: Look(Idea.State.NEW.label, "plain", "sparkles"),
    Idea.State.LOOKED_AT: Look(Idea.State.LOOKED_AT.label, "info", "eye"),
    Idea.State.PLANNED: Look(Idea.State.PLANNED.label, "note", "calendar-time"),
    Idea.State.UNDERWAY: Look(Idea.State.UNDERWAY.label, "warn", "progress"),
    Idea.State.DONE: Look(Idea.State.DONE.label, "good", "circle-check"),
    Idea.State.DECLINED: Look(Idea.State.DECLINED.label, "hollow", "archive"),
}
KINDS: dict[str, str] = {
    Idea.Kind.OFFERING: "package",
    Idea.Kind.CAMPAIGN: "speakerphone",
    Idea.Kind.WORK: "tool",
}


def draw_state(state: str, row: object = None) -> SafeString:
    """The state with its sign."""
    look = STATES[state]
    return chip(label_of(Idea.State, state), look.tone, look.icon)


def label_of(choices: type[TextChoices], value: str) -> str:
    """A choice as people call it."""
    return str(choices(value).label)
