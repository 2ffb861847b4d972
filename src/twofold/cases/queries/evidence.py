"""Cases in which customers said what they expect."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from twofold.cases.models import Case
from twofold.core.plates import EvidenceSource, Said


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


CASE_SOURCE = EvidenceSource(
    Case,
    _("Case"),
    "inbox",
    said_in,
    lambda case: reverse("cases:case-detail", args=[case.pk]),
    related=("relationship",),
)
