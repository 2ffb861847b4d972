"""What is said where there is no figure, and what figures mean."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.ui.formats import number

REFUSALS = {
    "drivers": {
        "no_outcome": gettext_lazy(
            "Choose below which question stands for the whole; then its drivers can be looked for."
        ),
        "too_many": gettext_lazy(
            "%(asked)s questions are too many to be told apart: an analysis takes at most %(most)s. Give them dimensions."
        ),
        "too_few": gettext_lazy(
            "Not enough answers: %(n)s sheets are complete, and drivers are told from %(least_n)s on."
        ),
        "not_detectable": gettext_lazy(
            "No drivers detectable: what was asked goes along with the score hardly more than chance would."
        ),
        "alike": gettext_lazy(
            "Some questions were answered so much alike that they cannot be told apart: %(to_merge)s."
        ),
    },
    "quality": {
        "too_few": gettext_lazy(
            "Not enough answers: %(n)s sheets are complete, and gaps are told from %(least_n)s on."
        ),
        "a_few_left_out": gettext_lazy(
            "Not told: fewer than %(least_n)s left something out, and the difference would tell what they answered."
        ),
    },
    "weighting": {
        "too_few": gettext_lazy(
            "Not weighted: %(n)s answered, and under %(least_n)s weights add more noise than they mend."
        ),
        "alike": gettext_lazy("Not weighted: nothing is known that tells those who were asked apart."),
        "unsettled": gettext_lazy("Not weighted: the margins do not fit together, so no weights settle."),
    },
    "themes": {
        "too_few": gettext_lazy("Not enough answers: themes are looked for from %(least_n)s remarks on."),
    },
}
REFUSALS["importance"] = REFUSALS["quality"]


def refusal(kind: str, figures: Mapping[str, Any] | None) -> str:
    """The sentence in place of a figure; "" where there is one."""
    because = (figures or {}).get("refusal")
    if not because:
        return ""
    said = {name: _written(value) for name, value in figures.items()}
    return str(REFUSALS[kind][because]) % said


def _written(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return number(value) if isinstance(value, int | float) else value


def margin_name(name: str) -> str:
    """What a margin of weighting is called."""
    return {
        "unit": _("Unit"),
        "kind": _("Kind of customer"),
        "standing": _("Standing"),
        "tenure": _("Served since"),
    }[name]


def category_name(margin: str, value: str) -> str:
    """What a category of a margin is called; units by their own name."""
    if margin == "unit" and value != "others":
        return value
    return {
        "others": _("Others together"),
        "": _("Not known"),
        "current": _("Current"),
        "past": _("Past"),
        "potential": _("Potential"),
        "not_yet": _("Not yet served"),
        "under_1": _("Under 1 year"),
        "1_to_2": _("1–2 years"),
        "3_to_9": _("3–9 years"),
        "10_or_more": _("10 years or more"),
        "consumer": _("Consumer"),
        "business": _("Business"),
        "intermediary": _("Intermediary"),
        "partner": _("Partner"),
        "colleague": _("Colleague"),
        "stakeholder": _("Stakeholder"),
    }.get(value, value)
