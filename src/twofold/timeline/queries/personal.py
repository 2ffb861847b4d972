"""What the timeline holds about people: that something happened stays; what the values were does not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.actor import Actor
from twofold.core.plates import HeldData, PersonalData
from twofold.core.setwise import among
from twofold.timeline.actions.erase import erase_changes_of_people
from twofold.timeline.models import Change, ChangedRow, Event, Mention
from twofold.timeline.queries.events import verb_in_words

MOST = 20_000


def held(ids: Sequence[int]) -> HeldData:
    """What happened with them and when; who did it, and what others' values were, is not theirs."""
    mentions = Mention.objects.filter(party_id__in=among(ids)).select_related("event")
    latest = mentions.order_by("-happened_at", "-event_id")
    rows = [
        {_("When"): mention.happened_at, _("What"): verb_in_words(mention.event.verb)}
        for mention in latest[:MOST]
    ]
    return HeldData({_("What happened"): rows} if rows else {})


def preview(ids: Sequence[int]) -> Mapping[str, int]:
    """How many changes would lose their values."""
    named = Mention.objects.filter(party_id__in=among(ids)).values("event_id")
    return {
        _("Old and new values in the history"): Change.objects.filter(
            event_id__in=named, erased_at=None
        ).count()
    }


def erase(ids: Sequence[int], actor: Actor, now: datetime) -> None:
    """Empty the values; the chain of events stays valid."""
    erase_changes_of_people(ids, now=now)


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People of whom an event has told since."""
    named = Mention.objects.filter(party_id__in=among(ids), happened_at__gte=since)
    return set(named.values_list("party_id", flat=True))


PERSONAL_DATA = PersonalData(
    gettext_lazy("History"),
    held,
    preview,
    erase,
    active_since=active_since,
    models=(Event, Mention, Change, ChangedRow),
)
