"""Who has complained and is left in peace until it is settled, and a while after."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case, CaseParty
from twofold.core.plates import Silence
from twofold.core.setwise import among

KINDS = (Case.Kind.COMPLAINT, Case.Kind.CONFLICT)
ROLES = (CaseParty.Role.REQUESTER, CaseParty.Role.ON_BEHALF_OF, CaseParty.Role.RESPONDENT)


def complaining(parties: Sequence[int], since: datetime) -> set[int]:
    """Those with a complaint or a conflict that is open, or was settled since."""
    still = Q(case__state=Case.State.OPEN) | Q(case__resolved_at__gt=since)
    rows = CaseParty.objects.filter(still, party_id__in=among(parties), role__in=ROLES, case__kind__in=KINDS)
    return set(rows.values_list("party_id", flat=True))


COMPLAINT = Silence(
    "complaint",
    _("While a complaint or a conflict of theirs is open"),
    complaining,
)
