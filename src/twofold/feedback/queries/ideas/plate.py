"""What ideas put on the plate of the room."""

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Command, Listener, NavItem, SearchKind, TimelineSource
from twofold.directory.access import is_staff
from twofold.feedback.models import Idea
from twofold.feedback.queries.ideas.evidence import idea_rows

SEARCH = SearchKind("idea", _("Ideas"), "bulb", Idea, "feedback:idea-detail")
TIMELINE = TimelineSource("ideas", idea_rows)
NAVIGATION = NavItem(_("Ideas"), "lists:idea", "bulb", 46, is_staff)
PORTAL = NavItem(_("Ideas"), "portal-ideas:list", "bulb", 40)
COMMAND = Command(_("Propose something"), "feedback:idea-new", "bulb", "create", shown_to=is_staff)
LISTENERS = (Listener("feedback.idea_answered", "twofold.feedback.tasks.tell_supporters"),)
FIELD_LABELS = {
    "title": _("Title"),
    "text": _("Text"),
    "answer": _("Answer"),
    "planned_for": _("Planned for"),
    "is_shown": _("Shown"),
}
VERBS = {
    "feedback.idea_proposed": _("Idea proposed"),
    "feedback.idea_reworded": _("Idea put into other words"),
    "feedback.idea_shown": _("Idea shown"),
    "feedback.idea_hidden": _("Idea hidden"),
    "feedback.idea_answered": _("Idea answered"),
    "feedback.idea_merged": _("Ideas merged"),
    "feedback.idea_supported": _("Somebody is for an idea"),
}
