"""Questionnaires to begin from, in our own words."""

from collections.abc import Mapping

from twofold.surveys.questionnaire.templates.colleagues import BETWEEN_UNITS, LEAVING, ONBOARDING, PULSE
from twofold.surveys.questionnaire.templates.customers import (
    AFTER_CASE,
    GUESS,
    MARKET,
    REACTION,
    RELATIONSHIP,
)
from twofold.surveys.questionnaire.templates.service_quality import INSIDE, OUTSIDE
from twofold.surveys.questionnaire.templates.template import Template

TEMPLATES: Mapping[str, Template] = {
    one.key: one
    for one in (
        *(RELATIONSHIP, AFTER_CASE, PULSE, BETWEEN_UNITS, ONBOARDING, LEAVING),
        *(OUTSIDE, INSIDE, MARKET, REACTION, GUESS),
    )
}
"""Key → template, in the order in which they are offered."""

__all__ = ["TEMPLATES", "Template"]
