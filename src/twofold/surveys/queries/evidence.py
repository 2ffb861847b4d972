"""Named answers in which customers said what they expect."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import EvidenceSource, Said
from twofold.surveys.models import Response
from twofold.surveys.queries.disclosure.one_sheet import said_on


def said_in(sheet: Response) -> Said:
    """What was written on the sheet, and whom it speaks of."""
    return Said(
        _("Answer to “%(survey)s”") % {"survey": sheet.survey.name},
        "\n".join(map(str, said_on(sheet))),
        customer_id=sheet.relationship.customer_id if sheet.relationship_id else None,
        relationship_id=sheet.relationship_id,
        unit_id=sheet.unit_id,
        side=sheet.survey.side,
    )


ANSWER_SOURCE = EvidenceSource(
    Response,
    gettext_lazy("Answer to a survey"),
    "clipboard-check",
    said_in,
    lambda sheet: reverse("surveys:survey-answer", args=[sheet.pk]),
    related=("survey", "relationship"),
)
