"""What observations put on the plate of the room."""

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Command, NavItem, SearchKind, TimelineSource, Undoer
from twofold.directory.access import is_staff, works_somewhere
from twofold.feedback.actions.observations.followers import coded_by, renew_observations
from twofold.feedback.models import Observation, ObservationCode
from twofold.feedback.queries.observations.evidence import observation_rows

SEARCH = SearchKind(
    "observation", _("Observations"), "binoculars", Observation, "feedback:observation-detail"
)
TIMELINE = TimelineSource("observations", observation_rows)
NAVIGATION = NavItem(_("Observations"), "lists:observation", "binoculars", 48, is_staff)
COMMAND = Command(
    _("Note something you saw"), "feedback:observation-new", "binoculars", "create", shown_to=works_somewhere
)
UNDOERS = (
    Undoer(Observation, after=renew_observations, label=_("Observations")),
    Undoer(ObservationCode, label=_("Codes")),
    Undoer(Observation.codes.through, theirs=coded_by, label=_("Codes of observations"), is_told=False),
)
FIELD_LABELS = {
    "place": _("Place"),
    "how_many": _("Times"),
    "seen_at": _("Seen"),
    "how": _("How we know"),
    "definition": _("Definition"),
    "is_used": _("In use"),
}
VERBS = {
    "feedback.observation_noted": _("Observation noted"),
    "feedback.observation_corrected": _("Observation corrected"),
    "feedback.observation_coded_again": _("Observation coded a second time"),
    "feedback.code_added": _("Code added"),
    "feedback.code_changed": _("Code changed"),
}
