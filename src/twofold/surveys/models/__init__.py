from twofold.surveys.models.asking import Invitation, Trigger, Wave
from twofold.surveys.models.ballots import (
    Ballot,
    BallotKey,
    Lens,
    LensCell,
    Participant,
    PublishedGroup,
    Remark,
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
    "Lens",
    "LensCell",
    "Option",
    "Participant",
    "Pick",
    "PublishedGroup",
    "Question",
    "Remark",
    "Response",
    "Survey",
    "SurveyVersion",
    "Total",
    "Trigger",
    "Wave",
]
