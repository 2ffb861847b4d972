from twofold.surveys.models.asking import Invitation, Trigger, Wave
from twofold.surveys.models.ballots import (
    Ballot,
    BallotKey,
    Participant,
    PublishedGroup,
    Remark,
    ToldMean,
    Total,
)
from twofold.surveys.models.counts import AnswerCount, CountedSheets, Participation, ToldUnit
from twofold.surveys.models.doors import Door
from twofold.surveys.models.figures import FigurePlan, FigureRun, StoredFigure
from twofold.surveys.models.following import FollowUp, FollowUpRule, TriggerTally, UnitRatings
from twofold.surveys.models.question import Option, Question
from twofold.surveys.models.response import Answer, Pick, Response
from twofold.surveys.models.survey import Survey, SurveyVersion

__all__ = [
    "Answer",
    "AnswerCount",
    "Ballot",
    "BallotKey",
    "CountedSheets",
    "Door",
    "FigurePlan",
    "FigureRun",
    "FollowUp",
    "FollowUpRule",
    "Invitation",
    "Option",
    "Participant",
    "Participation",
    "Pick",
    "PublishedGroup",
    "Question",
    "Remark",
    "Response",
    "StoredFigure",
    "Survey",
    "SurveyVersion",
    "ToldMean",
    "ToldUnit",
    "Total",
    "Trigger",
    "TriggerTally",
    "UnitRatings",
    "Wave",
]
