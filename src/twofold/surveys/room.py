"""The plate of surveys."""

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Mover, NavItem, Panel, Plate, TimelineSource, Undoer
from twofold.relationships.models import Relationship
from twofold.surveys import access
from twofold.surveys.actions.imports.record_types import RECORD_TYPES
from twofold.surveys.actions.imports.removing import IMPORTED
from twofold.surveys.actions.personal import PERSONAL_DATA
from twofold.surveys.models import Answer, Question, Response, Survey
from twofold.surveys.queries.measures import MEASURES
from twofold.surveys.queries.timeline import sheet_rows

plate = Plate(
    name="surveys",
    personal_data=(PERSONAL_DATA,),
    movers=(Mover(Response, "relationship_id", to=Relationship),),
    undoers=(Undoer(Response, label=_("Answers to surveys")),),
    imported=IMPORTED,
    policies={Survey: access.survey_policy, Response: access.response_policy},
    public_models=(Question, Answer),
    privacy={
        Survey: dict.fromkeys(("unit", "name", "side", "mode", "created_at", "import_run_id"), "none"),
        Question: dict.fromkeys(
            ("survey", "code", "wording", "instrument", "scale_low", "scale_high", "position"), "none"
        ),
        Response: {
            "survey": "none",
            "relationship": "personal",
            "unit": "none",
            "answered_at": "personal",
            "external_key": "personal",
            "import_run_id": "none",
        },
        Answer: {"response": "none", "question": "none", "number": "sensitive", "text": "free_text"},
    },
    measures=MEASURES,
    navigation=(
        NavItem(
            _("Surveys"),
            "surveys:survey-list",
            icon="clipboard-check",
            key="v",
            order=50,
            shown_to=lambda actor: bool(actor.units()),
        ),
    ),
    panels=(Panel("party", _("Answers"), "surveys:party-answers", icon="clipboard-check", order=50),),
    record_types=RECORD_TYPES,
    timeline_sources=(TimelineSource("answers", sheet_rows),),
)
