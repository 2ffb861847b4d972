"""Where those who have left are written to: at an address of their own, since the one at work is not theirs any more."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone

from twofold.conversations.models import Mailbox
from twofold.conversations.queries.addresses import REACHABLE, Reach, reach_of
from twofold.core.setwise import among
from twofold.directory.models import Affiliation, ContactPoint
from twofold.surveys.models import Invitation

REASON = "where those who have left can be reached"
TIE = "directory.affiliation"


def private_reach(rows: Sequence[Invitation]) -> Mapping[int, Reach]:
    """Party → how they are reached, of those whose tie has ended and who gave an address that is not of the house."""
    asked = {row.subject_id: row.party_id for row in rows if row.subject_kind == TIE}
    if not asked:
        return {}
    ended = Affiliation.objects.system(REASON).filter(
        pk__in=among(list(asked)), to_on__lt=timezone.now().date()
    )
    left = [asked[pk] for pk in ended.values_list("pk", flat=True)]
    ours = {box.rpartition("@")[2].lower() for box in _mailboxes()}
    points = ContactPoint.objects.system(REASON).filter(
        party_id__in=among(left), kind=ContactPoint.Kind.EMAIL, delivery__in=REACHABLE
    )
    found: dict[int, Reach] = {}
    for party, address in points.order_by("-is_primary", "pk").values_list("party_id", "normalized"):
        if address.rpartition("@")[2] not in ours and party not in found:
            found[party] = Reach(address)
    known = reach_of(list(found))
    return {
        party: replace(known[party], address=reach.address)
        for party, reach in found.items()
        if party in known
    }


def _mailboxes() -> Sequence[str]:
    return list(Mailbox.objects.system(REASON).values_list("address", flat=True))
