"""The plate of insight."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Listener, NavItem, Plate, Schedule
from twofold.insight import access
from twofold.insight.models import StoredFigure

plate = Plate(
    name="insight",
    policies={StoredFigure: access.stored_figure_policy},
    privacy={
        StoredFigure: dict.fromkeys(
            (
                "measure",
                "unit",
                "side",
                "day",
                "value",
                "n",
                "low",
                "high",
                "said_instead",
                "detail",
                "computed_at",
            ),
            "none",
        ),
    },
    schedules=(
        Schedule(
            "insight.refresh_figures", "twofold.insight.tasks.refresh_figures", every=timedelta(hours=1)
        ),
    ),
    listeners=(
        Listener("workspace.file_imported", "twofold.insight.tasks.refresh_after"),
        Listener("workspace.import_undone", "twofold.insight.tasks.refresh_after"),
    ),
    navigation=(NavItem(_("Home"), "insight:home", icon="home", order=0, key="h"),),
)
