"""The records of what is heard without asking."""

from twofold.feedback.models.idea import Idea, IdeaVote
from twofold.feedback.models.observation import Observation, ObservationCode, SecondCoding
from twofold.feedback.models.review import Praised, Review, ReviewText
from twofold.feedback.models.source import ReviewInvitation, ReviewRule, ReviewSource

__all__ = [
    "Idea",
    "IdeaVote",
    "Observation",
    "ObservationCode",
    "Praised",
    "Review",
    "ReviewInvitation",
    "ReviewRule",
    "ReviewSource",
    "ReviewText",
    "SecondCoding",
]
