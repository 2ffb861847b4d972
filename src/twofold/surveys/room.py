"""The plate of surveys."""

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Listener, Mover, NavItem, Panel, Plate, Schedule, TimelineSource, Undoer
from twofold.directory.models import Party
from twofold.relationships.models import Relationship
from twofold.surveys import access
from twofold.surveys.actions.figures.due import FIGURES_AFTER
from twofold.surveys.actions.imports.record_types import RECORD_TYPES
from twofold.surveys.actions.imports.removing import IMPORTED
from twofold.surveys.actions.loop.follow_up import is_followed
from twofold.surveys.actions.personal import PERSONAL_DATA
from twofold.surveys.models import (
    Answer,
    AnswerCount,
    Ballot,
    BallotKey,
    CountedSheets,
    Door,
    FigurePlan,
    FigureRun,
    FollowUp,
    FollowUpRule,
    Invitation,
    Option,
    Participant,
    Participation,
    Pick,
    PublishedGroup,
    Question,
    Remark,
    Response,
    StoredFigure,
    Survey,
    SurveyVersion,
    ToldMean,
    ToldUnit,
    Total,
    Trigger,
    TriggerTally,
    UnitRatings,
    Wave,
)
from twofold.surveys.queries.evidence import ANSWER_SOURCE, SURVEY_SOURCE
from twofold.surveys.queries.extracts import EXTRACTS
from twofold.surveys.queries.measures import MEASURES
from twofold.surveys.queries.timeline import sheet_rows

plate = Plate(
    name="surveys",
    personal_data=(PERSONAL_DATA,),
    movers=(
        Mover(Response, "relationship_id", to=Relationship),
        Mover(Invitation, "relationship_id", to=Relationship),
        Mover(
            Invitation,
            "party_id",
            to=Party,
            once_with=("wave_id", "unit_id", "subject_kind", "subject_id", "subject_at"),
        ),
        Mover(Survey, "created_by_id", to=Party),
        Mover(Wave, "begun_by_id", to=Party),
        Mover(FollowUpRule, "owner_id", to=Party),
        Mover(Participant, "person_id", to=Party, once_with=("wave_id",)),
    ),
    undoers=(Undoer(Response, label=_("Answers to surveys")),),
    imported=IMPORTED,
    evidence_sources=(ANSWER_SOURCE, SURVEY_SOURCE),
    policies={
        Survey: access.survey_policy,
        Response: access.response_policy,
        Invitation: access.asked_policy,
        Participant: access.asked_policy,
        Ballot: access.ballot_policy,
    },
    public_models=(
        *(Answer, BallotKey, Option, Pick, PublishedGroup, Question, Remark, SurveyVersion, ToldMean, Total),
        *(Door, Trigger, Wave),
        *(FollowUp, FollowUpRule, TriggerTally, UnitRatings),
        *(FigurePlan, FigureRun, StoredFigure),
        *(AnswerCount, CountedSheets, Participation, ToldUnit),
    ),
    privacy={
        Survey: dict.fromkeys(
            (
                *(
                    "unit",
                    "name",
                    "side",
                    "mode",
                    "state",
                    "template",
                    "languages",
                    "least_group",
                    "lenses",
                    "promise",
                ),
                *("created_at", "created_by", "launched_at", "closed_at", "import_run_id"),
            ),
            "none",
        ),
        SurveyVersion: dict.fromkeys(("survey", "number", "form", "saved_at", "published_at"), "none"),
        Question: dict.fromkeys(
            (
                *("survey", "matrix", "code", "wording", "instrument", "scale_low", "scale_high", "position"),
                *("part", "item", "dimension"),
            ),
            "none",
        ),
        Option: dict.fromkeys(("question", "value", "label", "position"), "none"),
        Wave: dict.fromkeys(
            (
                *("survey", "number", "name", "opens_at", "closes_at", "remind_after_days", "state"),
                *("invited_count", "plan", "spoilt_count", "audience", "repeats_every", "repeats_in"),
                *("begun_by", "problem"),
            ),
            "none",
        ),
        Trigger: dict.fromkeys(
            ("survey", "moment", "days", "case_kinds", "share", "is_on", "since", "reached"), "none"
        ),
        TriggerTally: dict.fromkeys(("trigger", "day", "outcome", "n"), "none"),
        FollowUpRule: dict.fromkeys(
            (
                *("survey", "question", "at_most", "case_type", "unit", "owner", "due_days"),
                *("ask_again_days", "is_on"),
            ),
            "none",
        ),
        FollowUp: dict.fromkeys(("response", "case", "rule", "made_at", "asked_again_at"), "none"),
        UnitRatings: dict.fromkeys(("wave", "told_at", "figures"), "none"),
        Invitation: dict.fromkeys(("wave", "unit", "token_hash", "weight", "rater_unit", "counts"), "none")
        | dict.fromkeys(
            (
                *("party", "relationship", "subject_kind", "subject_id", "subject_at", "language", "state"),
                *("held_back_because", "due_at", "sent_at", "reminded_at", "mail_id", "cells"),
            ),
            "personal",
        ),
        Response: dict.fromkeys(
            (
                "survey",
                "version",
                "wave",
                "unit",
                "rater_unit",
                "weight",
                "submission",
                "door",
                "import_run_id",
            ),
            "none",
        )
        | dict.fromkeys(("invitation", "relationship", "answered_at", "language", "external_key"), "personal")
        | {"guess": "sensitive"},
        Answer: {
            "response": "none",
            "question": "none",
            "number": "sensitive",
            "amount": "sensitive",
            "day": "sensitive",
            "text": "free_text",
            "file": "sensitive",
            "file_name": "free_text",
        },
        Door: dict.fromkeys(
            (
                *("survey", "kind", "name", "key", "is_open", "closes_after", "is_shared", "origins"),
                *("promise", "opened_at"),
            ),
            "none",
        ),
        Pick: {"answer": "none", "value": "sensitive", "place": "sensitive"},
        Participant: dict.fromkeys(("wave", "token_hash", "counts"), "none")
        | dict.fromkeys(("person", "has_answered", "cells", "mails", "held_back_because"), "personal"),
        Ballot: {"code_hash": "none", "wave": "none", "sealed": "sensitive"},
        BallotKey: dict.fromkeys(("wave", "public", "destroyed_at"), "none"),
        PublishedGroup: dict.fromkeys(("wave", "position", "lens", "within", "parts", "label", "n"), "none"),
        ToldMean: dict.fromkeys(("group", "question", "n", "mean", "at_most", "at_least"), "none"),
        Total: dict.fromkeys(("group", "question", "value", "n"), "none"),
        CountedSheets: dict.fromkeys(("survey", "sheets", "last_id", "counted_at"), "none"),
        AnswerCount: dict.fromkeys(("survey", "wave", "unit", "month", "question", "value", "n"), "none"),
        Participation: dict.fromkeys(("wave", "answered", "counted_at"), "none"),
        ToldUnit: dict.fromkeys(("wave", "unit"), "none"),
        FigurePlan: dict.fromkeys(("survey", "outcome", "dimensions", "changed_at"), "none"),
        FigureRun: dict.fromkeys(("survey", "asked_at", "done", "of", "finished_at"), "none"),
        StoredFigure: dict.fromkeys(("survey", "wave", "kind", "key", "figures", "made_at"), "none"),
        Remark: {"group": "none", "question": "none", "position": "none", "text": "free_text"},
    },
    verbs={
        "surveys.survey_begun": _("Survey begun"),
        "surveys.survey_set_up": _("Settings of the survey changed"),
        "surveys.survey_discarded": _("Draft of a survey thrown away"),
        "surveys.survey_launched": _("Survey sent out"),
        "surveys.survey_tightened": _("Promise of the survey made stricter"),
        "surveys.survey_closed": _("Survey closed"),
        "surveys.questionnaire_changed": _("Questionnaire changed"),
        "surveys.changes_discarded": _("Changes to a questionnaire discarded"),
        "surveys.response_given": _("Survey answered"),
        "surveys.door_opened": _("Way into a survey opened"),
        "surveys.door_changed": _("Way into a survey changed"),
        "surveys.door_closed": _("Way into a survey closed"),
        "surveys.trigger_added": _("Survey asks by itself from now on"),
        "surveys.trigger_switched_on": _("Survey asks by itself again"),
        "surveys.trigger_switched_off": _("Survey asks by itself no more"),
        "surveys.trigger_removed": _("What made a survey ask by itself removed"),
        "surveys.follow_up_rule_set": _("Set which answers open a case"),
        "surveys.follow_up_rule_removed": _("Answers open a case no more"),
        "surveys.followed_up": _("Case opened from an answer"),
        "surveys.round_planned": _("Round of a survey planned"),
        "surveys.round_cancelled": _("Planned round of a survey cancelled"),
        "surveys.round_closed": _("Round of a survey closed"),
        "surveys.round_begun": _("Round of a survey begun"),
        "surveys.totals_told": _("Totals of a round told"),
        "surveys.figures_planned": _("What a survey’s figures compare chosen"),
        "surveys.results_released": _("Results released and ballots destroyed"),
    },
    measures=MEASURES,
    extracts=EXTRACTS,
    schedules=(
        Schedule("surveys.ask_again", "twofold.surveys.tasks.ask_again_hourly", every=timedelta(hours=1)),
        Schedule(
            "surveys.ask_by_triggers", "twofold.surveys.tasks.ask_by_triggers", every=timedelta(minutes=5)
        ),
        Schedule("surveys.tick_rounds", "twofold.surveys.tasks.tick_rounds", every=timedelta(minutes=1)),
        Schedule("surveys.count_answers", "twofold.surveys.tasks.count_answers", every=timedelta(minutes=10)),
        Schedule("surveys.count_participation", "twofold.surveys.tasks.count_participation", at=time(1, 50)),
        Schedule(
            "surveys.note_bounced",
            "twofold.surveys.tasks.note_bounced_invitations",
            every=timedelta(minutes=15),
        ),
        Schedule("surveys.tell_totals", "twofold.surveys.tasks.tell_totals", every=timedelta(hours=1)),
        Schedule(
            "surveys.compute_figures", "twofold.surveys.tasks.compute_figures_overnight", at=time(2, 20)
        ),
    ),
    listeners=(
        Listener("surveys.response_given", "twofold.surveys.tasks.follow_answer_up", is_followed),
        *(Listener(verb, "twofold.surveys.tasks.compute_figures_after") for verb in FIGURES_AFTER),
    ),
    portal_navigation=(
        NavItem(_("You are asked"), "portal-surveys:asked", icon="clipboard-check", order=20),
    ),
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
    panels=(
        Panel("party", _("Answers"), "surveys:party-answers", icon="clipboard-check", order=50),
        Panel("case", _("Rating"), "surveys:case-rating", icon="star", order=40),
        Panel("case-report", _("Ratings"), "surveys:case-rating-report", icon="star", order=40),
        Panel("portal-case", _("How did it go?"), "portal-surveys:case-rating", icon="star", order=10),
    ),
    record_types=RECORD_TYPES,
    timeline_sources=(TimelineSource("answers", sheet_rows),),
)
