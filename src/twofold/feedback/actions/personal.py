"""What is held of people who were heard."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from twofold.feedback.actions.ideas.followers import PERSONAL_ROWS as IDEAS
from twofold.feedback.actions.ideas.followers import forget_ideas
from twofold.feedback.actions.observations.followers import PERSONAL_ROWS as OBSERVATIONS
from twofold.feedback.actions.observations.followers import forget_observations
from twofold.feedback.actions.reviews.rows import PERSONAL_ROWS as REVIEWS
from twofold.feedback.actions.reviews.rows import active_since, before_erasure
from twofold.timeline.actions.personal_rows import personal_data


def forget_words(ids: Sequence[int], now: datetime) -> None:
    """Take what they said out of the search."""
    forget_ideas(ids, now)
    forget_observations(ids, now)
    before_erasure(ids, now)


PERSONAL_DATA = personal_data(
    _("What they said"), *IDEAS, *OBSERVATIONS, *REVIEWS, before=forget_words, active_since=active_since
)
