from twofold.surveys.models.asking import Invitation, Trigger, Wave
from twofold.surveys.models.question import Option, Question
from twofold.surveys.models.response import Answer, Pick, Response
from twofold.surveys.models.survey import Survey, SurveyVersion

__all__ = [
    "Answer",
    "Invitation",
    "Option",
    "Pick",
    "Question",
    "Response",
    "Survey",
    "SurveyVersion",
    "Trigger",
    "Wave",
]
