"""The events of accounts that people are told of, besides the mail about how they sign in."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from twofold.accounts.queries.members import people_in
from twofold.core.actor import Level
from twofold.core.plates import Notice, Told
from twofold.timeline.models import Event


def whose_it_is(event_id: int) -> Iterable[Told]:
    """The person whose account or membership it is."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    return [Told(party, "you") for party in event.mentions.values_list("party_id", flat=True)]


def members(event_id: int) -> Iterable[Told]:
    """Those behind the seal."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    return [Told(person, "member") for person in people_in(event.unit_id, Level.VIEW)]


NOTICES = (
    Notice("accounts.capabilities_changed", _("What I may do is changed"), whose_it_is, is_urgent=True),
    Notice("accounts.membership_granted", _("I become a member of a unit"), whose_it_is),
    Notice("accounts.membership_changed", _("My level in a unit is changed"), whose_it_is),
    Notice(
        "accounts.sealed_unit_joined",
        _("An administrator joins my sealed unit"),
        members,
        is_urgent=True,
    ),
)
