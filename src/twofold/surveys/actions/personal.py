"""Answers of people. Where only totals are told, not even the privacy desk is shown what one person answered."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy

from twofold.core.setwise import among
from twofold.relationships.models import Side
from twofold.surveys.models import Answer, Invitation, Participant, Pick, Response, Survey
from twofold.timeline.actions.personal_rows import PersonalRows, personal_data

NAMED = {"mode": Survey.Mode.NAMED, "side": Side.EXTERNAL}


def open_to_all(path: str) -> Q:
    """Sheets of surveys that told their respondents that they are read with their names."""
    return Q(**{f"{path}__{field}": value for field, value in NAMED.items()})


def active_since(ids: Sequence[int], since: datetime) -> set[int]:
    """People who have answered since."""
    sheets = Response.objects.system("whether people are still dealt with").filter(
        relationship__customer_id__in=among(ids), answered_at__gte=since
    )
    return set(sheets.values_list("relationship__customer_id", flat=True))


PERSONAL_DATA = personal_data(
    gettext_lazy("Surveys"),
    PersonalRows(
        Answer,
        gettext_lazy("Answers"),
        "response__relationship__customer_id",
        stays=frozenset({"number", "amount", "day"}),
        shows={
            gettext_lazy("Question"): "question__wording",
            gettext_lazy("Survey"): "response__survey__name",
        },
        only_shown=open_to_all("response__survey"),
    ),
    PersonalRows(
        Response,
        gettext_lazy("Surveys answered"),
        "relationship__customer_id",
        stays=frozenset({"relationship", "answered_at", "guess"}),
        hides=frozenset({"external_key"}),
        shown_where={"guess": open_to_all("survey")},
        shows={gettext_lazy("Survey"): "survey__name"},
    ),
    PersonalRows(
        Pick,
        gettext_lazy("What was chosen"),
        "answer__response__relationship__customer_id",
        stays=frozenset({"value", "place"}),
        shows={gettext_lazy("Question"): "answer__question__wording"},
        only_shown=open_to_all("answer__response__survey"),
    ),
    PersonalRows(
        Invitation,
        gettext_lazy("Surveys asked to answer"),
        "party_id",
        goes=True,
        shows={gettext_lazy("Survey"): "wave__survey__name"},
    ),
    PersonalRows(
        Participant,
        gettext_lazy("Anonymous surveys asked to answer"),
        "person_id",
        goes=True,
        shows={gettext_lazy("Survey"): "wave__survey__name"},
        hides=frozenset({"cells"}),
    ),
    active_since=active_since,
)
