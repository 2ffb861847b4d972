"""Surveys written with the builder: one that asks after cases, in both languages, and a pulse that is still a draft."""

from datetime import datetime, timedelta

from twofold.core.actor import ActingSide, Actor, Level
from twofold.example.actions.organization import ENTERPRISE
from twofold.example.actions.stage import Stage
from twofold.surveys.actions.drafting import rewrite
from twofold.surveys.actions.setting_up import SetUp, set_up_survey
from twofold.surveys.actions.surveys import begin_survey, launch_survey
from twofold.surveys.models import Survey
from twofold.surveys.questionnaire.places import block_of
from twofold.surveys.questionnaire.templates import TEMPLATES
from twofold.surveys.questionnaire.writing import add_block

ASKED_FOR = timedelta(days=40)
LANGUAGES = ("en", "ar")


def write_questionnaires(stage: Stage) -> None:
    """Begin both, and let the first one go out."""
    care, enterprise = stage.units["Customer Care"].pk, stage.units[ENTERPRISE].pk
    builder = Actor(side=ActingSide.STAFF, levels={care: Level.WORK, enterprise: Level.WORK})
    _after_a_case(stage, builder)
    _pulse(stage, builder)


def _after_a_case(stage: Stage, builder: Actor) -> None:
    began = stage.now - ASKED_FOR
    survey = _begin(stage, builder, "after_case", "Customer Care", "How was our help?", "external", began)
    launch_survey(survey, actor=builder, now=began)

    def ask_for_reason(document: dict) -> None:
        code = add_block(document, "choices", page="rating")
        reasons = ("It took too long", "I had to ask twice", "Nobody understood it", "Something else")
        block_of(document, code).update(
            wording={"en": "What went wrong?"},
            options=[{"value": n, "label": {"en": reason}} for n, reason in enumerate(reasons, 1)],
            show_if={"all": [{"question": "csat", "op": "at_most", "value": 2}]},
        )

    rewrite(survey, ask_for_reason, actor=builder, now=stage.now - timedelta(hours=3))


def _pulse(stage: Stage, builder: Actor) -> None:
    name, at = "Pulse of the winter", stage.now - timedelta(days=1)
    survey = _begin(stage, builder, "pulse", ENTERPRISE, name, "internal", at)
    set_up = SetUp(name, "internal", "anonymous", attributes=("tenure",))
    set_up_survey(survey, set_up, actor=builder, now=at)


def _begin(
    stage: Stage, builder: Actor, template: str, unit: str, name: str, side: str, at: datetime
) -> Survey:
    chosen = TEMPLATES[template]
    return begin_survey(
        unit_id=stage.units[unit].pk,
        name=name,
        side=side,
        mode=chosen.mode,
        form=chosen.document(LANGUAGES),
        template=template,
        actor=builder,
        now=at,
    )
