"""The plate of surveys."""

from twofold.core.plates import Plate
from twofold.surveys import access
from twofold.surveys.models import Answer, Question, Response, Survey

plate = Plate(
    name="surveys",
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
)
