"""What a new question of each kind begins with: the wording its formula was made for, to be kept or changed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from twofold.surveys.questionnaire.form import Kind

AGREEMENT = {"low_label": _("Strongly disagree"), "high_label": _("Strongly agree")}
SATISFACTION = {"low_label": _("Very dissatisfied"), "high_label": _("Very satisfied")}
LIKELIHOOD = {"low_label": _("Not at all likely"), "high_label": _("Extremely likely")}


def options(*labels: Any) -> list[dict[str, Any]]:
    """Options numbered from one."""
    return [{"value": value, "label": label} for value, label in enumerate(labels, 1)]


BEGINNINGS: Mapping[Kind, Mapping[str, Any]] = {
    Kind.NPS: {
        "wording": _("How likely is it that you would recommend us to a friend or colleague?"),
        **LIKELIHOOD,
    },
    Kind.ENPS: {
        "wording": _("How likely is it that you would recommend working here to a friend?"),
        **LIKELIHOOD,
    },
    Kind.CSAT: {
        "wording": _("How satisfied or dissatisfied are you overall?"),
        "low": 1,
        "high": 5,
        **SATISFACTION,
    },
    Kind.CES: {
        "wording": _("How far do you agree: “It was easy to get done what I came for”?"),
        **AGREEMENT,
    },
    Kind.SCALE: {
        "wording": _("How far do you agree with this?"),
        "low": 1,
        "high": 5,
        **AGREEMENT,
    },
    Kind.REACTION: {"wording": _("How was it?")},
    Kind.CHOICE: {
        "wording": _("Which of these fits best?"),
        "options": options(_("Yes"), _("No"), _("I cannot say")),
    },
    Kind.CHOICES: {
        "wording": _("Which of these fit? Choose all that do."),
        "options": options(_("First option"), _("Second option"), _("Third option")),
    },
    Kind.MATRIX: {
        "wording": _("How satisfied or dissatisfied are you with each of these?"),
        "low": 1,
        "high": 5,
        "rows": [_("First line"), _("Second line")],
        **SATISFACTION,
    },
    Kind.RANKING: {
        "wording": _("What matters most to you?"),
        "options": options(_("First option"), _("Second option"), _("Third option")),
    },
    Kind.NUMBER: {"wording": _("How many?")},
    Kind.DATE: {"wording": _("On which day?")},
    Kind.FILE: {"wording": _("Would you like to attach something?")},
    Kind.TEXT: {"wording": _("Is there anything you would like to tell us?")},
}
