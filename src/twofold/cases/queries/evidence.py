"""Cases in which customers said what they expect."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case, CaseParty
from twofold.core.plates import EvidenceSource, Said
from twofold.core.setwise import among

REASON = "whoever raised it is told what came of it"


def said_in(case: Case) -> Said:
    """The customer's words as the case was opened with, and to whom it is owed."""
    return Said(
        f"#{case.pk} {case.title}",
        case.description,
        customer_id=case.relationship.customer_id,
        relationship_id=case.relationship_id,
        unit_id=case.relationship.provider_id,
        side=case.relationship.side,
    )


def requesters_of(ids: Sequence[int]) -> set[int]:
    """Who asked for what these cases are about."""
    asked = CaseParty.objects.system(REASON).filter(case_id__in=among(ids), role=CaseParty.Role.REQUESTER)
    return set(asked.values_list("party_id", flat=True))


CASE_SOURCE = EvidenceSource(
    Case,
    _("Case"),
    "inbox",
    said_in,
    lambda case: reverse("cases:case-detail", args=[case.pk]),
    related=("relationship",),
    raised_by=requesters_of,
)
