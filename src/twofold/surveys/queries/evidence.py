"""Named answers in which customers said what they expect."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import EvidenceSource, Said
from twofold.core.setwise import among
from twofold.surveys.models import Invitation, Participant, Response, Survey
from twofold.surveys.queries.disclosure.one_sheet import said_on

REASON = "whoever raised it is told what came of it"


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


def respondents_of(ids: Sequence[int]) -> set[int]:
    """Who gave these named answers."""
    return _givers(Response.objects.system(REASON).filter(pk__in=among(ids)))


def heard_by(ids: Sequence[int]) -> set[int]:
    """Who answered these surveys; of protected ones everyone asked: who said what, nobody needs to know."""
    surveys = list(Survey.objects.system(REASON).filter(pk__in=among(ids)))
    named = [survey.pk for survey in surveys if not survey.is_protected]
    protected = [survey.pk for survey in surveys if survey.is_protected]
    sheets = Response.objects.system(REASON).filter(survey__in=named)
    invited = Invitation.objects.system(REASON).filter(wave__survey__in=protected)
    in_boxes = Participant.objects.system(REASON).filter(wave__survey__in=protected)
    return {
        *_givers(sheets),
        *invited.values_list("party_id", flat=True),
        *in_boxes.values_list("person_id", flat=True),
    }


def _givers(sheets: QuerySet[Response]) -> set[int]:
    pairs = sheets.values_list("invitation__party_id", "relationship__customer_id")
    return {invited or customer for invited, customer in pairs if invited or customer}


ANSWER_SOURCE = EvidenceSource(
    Response,
    gettext_lazy("Answer to a survey"),
    "clipboard-check",
    said_in,
    lambda sheet: reverse("surveys:survey-answer", args=[sheet.pk]),
    related=("survey", "relationship"),
    raised_by=respondents_of,
)
SURVEY_SOURCE = EvidenceSource(
    Survey,
    gettext_lazy("Survey"),
    "clipboard-check",
    lambda survey: Said(survey.name, unit_id=survey.unit_id, side=survey.side),
    lambda survey: reverse("surveys:survey-detail", args=[survey.pk]),
    raised_by=heard_by,
)
