"""The plate of insight."""

from twofold.core.plates import Plate
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
)
