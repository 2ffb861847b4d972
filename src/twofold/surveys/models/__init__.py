from twofold.surveys.models.response import Answer, Response
from twofold.surveys.models.survey import Question, Survey

__all__ = ["Answer", "Question", "Response", "Survey"]
