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
from twofold.surveys.models.question import Option, Question
from twofold.surveys.models.response import Answer, Pick, Response
from twofold.surveys.models.survey import Survey, SurveyVersion

__all__ = [
    "Answer",
    "Ballot",
    "BallotKey",
    "Invitation",
    "Option",
    "Participant",
    "Pick",
    "PublishedGroup",
    "Question",
    "Remark",
    "Response",
    "Survey",
    "SurveyVersion",
    "ToldMean",
    "Total",
    "Trigger",
    "Wave",
]
