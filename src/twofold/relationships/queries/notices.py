"""The events of relationships that people are told of."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.accounts.queries.members import people_in
from twofold.core.actor import Level
from twofold.core.plates import Notice, Told
from twofold.relationships.models import Expectation
from twofold.timeline.models import Event

IN_DANGER = (Expectation.State.AT_RISK, Expectation.State.UNMET)


def leads_if_in_danger(event_id: int) -> Iterable[Told]:
    """Who leads the unit that serves, if the expectation is now at risk or unmet and was not before."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    change = event.changes.filter(field="state").first()
    if change is None or change.new not in IN_DANGER or change.old == change.new:
        return []
    return [Told(person, "lead") for person in people_in(event.unit_id, Level.LEAD)]


NOTICES = (
    Notice(
        "relationships.expectation_reviewed",
        _("An expectation of a customer of a unit that I lead is at risk or unmet"),
        leads_if_in_danger,
    ),
)
