"""Which parties have changed since a moment, in any way."""

from datetime import datetime

from twofold.directory.models import Party
from twofold.timeline.models import Event, Mention

REASON = "what has changed is compared anew for the whole house"


def changed_since(moment: datetime) -> set[int]:
    """Ids of parties that were added or changed since, or on whose timeline the directory wrote something."""
    changed = Party.objects.system(REASON).filter(changed_at__gte=moment).values_list("pk", flat=True)
    events = Event.objects.system(REASON).filter(recorded_at__gte=moment, verb__startswith="directory.")
    mentioned = Mention.objects.filter(event__in=events).values_list("party_id", flat=True)
    return {*changed.iterator(), *mentioned.iterator()}
