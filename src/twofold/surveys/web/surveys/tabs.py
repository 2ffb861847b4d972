"""The head that every page of one survey shares: where one is, what it promises, and the tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.actor import LEVEL_FOR
from twofold.relationships.models import Side
from twofold.surveys.models import Survey


@dataclass(frozen=True)
class Tab:
    """One page of a survey.

    :param key: what its view names itself by
    :param url_name: its address, which takes the survey's number
    :param needs: what one may do in the survey's unit to have it: view, work or lead
    :param fits: whether a survey has such a page
    :param in_drafts: whether it is of use before anybody can be asked
    """

    key: str
    label: Promise
    url_name: str
    icon: str
    needs: str = "view"
    fits: Callable[[Survey], bool] = lambda survey: True
    in_drafts: bool = False


TABS = (
    Tab("results", gettext_lazy("Results"), "surveys:survey-detail", "chart-bar"),
    Tab("drivers", gettext_lazy("Drivers"), "surveys:survey-drivers", "chart-dots"),
    Tab(
        "between-units",
        gettext_lazy("Between units"),
        "surveys:between-units",
        "arrows-exchange",
        fits=lambda survey: survey.side == Side.INTERNAL and survey.mode != Survey.Mode.ANONYMOUS,
    ),
    Tab("rounds", gettext_lazy("Rounds"), "surveys:round-list", "send", "work"),
    Tab("doors", gettext_lazy("Doors"), "surveys:survey-doors", "door-enter", "work"),
    Tab("triggers", gettext_lazy("Triggers"), "surveys:survey-triggers", "bolt", "work", in_drafts=True),
    Tab(
        "follow-up",
        gettext_lazy("Follow-up"),
        "surveys:survey-follow-up",
        "lifebuoy",
        "work",
        fits=lambda survey: not survey.is_protected,
    ),
    Tab(
        "questionnaire",
        gettext_lazy("Questionnaire"),
        "surveys:survey-edit",
        "list-check",
        "work",
        in_drafts=True,
    ),
    Tab("settings", gettext_lazy("Settings"), "surveys:survey-settings", "settings", "work", in_drafts=True),
)
"""In the order in which they stand: results, drivers, asking, questionnaire, settings."""


def survey_head(request: HttpRequest, survey: Survey, active: str) -> dict[str, Any]:
    """What `surveys/web/surveys/tabs.html` shows, to be spread into the context of a page.

    :param survey: with `unit__party` at hand
    :param active: the key of the tab that the page is
    """
    level = request.actor.level_in(survey.unit_id)
    is_draft = survey.state == Survey.State.DRAFT
    return {
        "survey": survey,
        "crumbs": [{"label": _("Surveys"), "url": reverse("surveys:survey-list")}],
        "launch_url": reverse("surveys:survey-launch", args=(survey.pk,))
        if is_draft and _may(level, "work")
        else "",
        "tabs": [
            {
                "label": tab.label,
                "url": reverse(tab.url_name, args=(survey.pk,)),
                "icon": tab.icon,
                "active": tab.key == active,
            }
            for tab in TABS
            if _may(level, tab.needs) and tab.fits(survey) and (tab.in_drafts or not is_draft)
        ],
    }


def _may(level: int | None, needs: str) -> bool:
    return level is not None and level >= LEVEL_FOR[needs]
