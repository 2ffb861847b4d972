"""The record type of surveys, as the importer offers it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.plates import ImportField, RecordType
from twofold.surveys.actions.imports.answers import AnswerWriter
from twofold.surveys.models import Survey

FIELDS = (
    ImportField(
        "question",
        _("Question"),
        many=True,
        longest=0,
        help=_("Each column mapped to this becomes a question. Blanks are not zeros: they are left out."),
    ),
    ImportField(
        "customer",
        _("Respondent’s identifier"),
        aliases=("customer", "customerid", "respondentcustomer"),
        help=_("Links the sheet to a relationship there is. Left out, it is nobody’s."),
    ),
    ImportField(
        "email",
        _("Respondent’s e-mail"),
        kind="email",
        longest=300,
        aliases=("email", "emailaddress", "mail"),
    ),
    ImportField(
        "answered_at",
        _("Answered"),
        kind="datetime",
        aliases=(
            "answered",
            "answeredat",
            "date",
            "timestamp",
            "submitted",
            "submittedat",
            "responsedate",
            "enddate",
        ),
        not_in_future=True,
    ),
    ImportField(
        "unit",
        _("Unit that was rated"),
        aliases=("unit", "department", "team"),
        help=_("Left out, the import’s unit."),
    ),
)


def _survey_of(actor: Actor, run_id: int) -> tuple[str, str] | None:
    survey = visible_list(Survey, actor).filter(responses__import_run_id=run_id).first()
    return (survey.name, reverse("surveys:survey-detail", args=[survey.pk])) if survey else None


RECORD_TYPES = (
    RecordType(
        name="answers",
        label=_("Answers to a survey"),
        fields=FIELDS,
        writer=AnswerWriter,
        options={
            "survey": (_("What the survey is called"), (), ""),
            "side": (_("Side"), ("external", "internal"), "external"),
            "mode": (_("Answers are"), ("named", "confidential"), "confidential"),
            "instruments": (
                _(
                    "Kinds of questions where they are not to be guessed, e.g. recommend = nps; E* = scale 1-7; remarks = text"
                ),
                (),
                "",
            ),
            "answered_on": (_("Answered on, where no column says"), (), ""),
        },
        help=_("One respondent a line, one question a column."),
        stands_at=_survey_of,
    ),
)
