"""What results can be cut by besides units: facts about a person that the register holds, in bands that stand for many."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from twofold.directory.models import Affiliation

UNKNOWN = "unknown"
YEARS = ((1, "under_1"), (5, "1_to_4"), (10, "5_to_9"))


@dataclass(frozen=True)
class LensAttribute:
    """One that a designer may choose.

    :param value_of: an affiliation and the day of the launch → the band it falls into
    :param labels: band → its words
    """

    name: str
    value_of: Callable[[Affiliation, date], str]
    labels: Mapping[str, str]


def _tenure(affiliation: Affiliation, today: date) -> str:
    if affiliation.from_on is None:
        return UNKNOWN
    years = (today - affiliation.from_on).days / 365.25
    return next((band for limit, band in YEARS if years < limit), "10_or_more")


LENS_ATTRIBUTES: Mapping[str, LensAttribute] = {
    "tenure": LensAttribute(
        _("Years with us"),
        _tenure,
        {
            "under_1": _("Under 1 year"),
            "1_to_4": _("1–4 years"),
            "5_to_9": _("5–9 years"),
            "10_or_more": _("10 years or more"),
            UNKNOWN: _("Not known"),
        },
    ),
    "kind": LensAttribute(
        _("How they belong"),
        lambda affiliation, today: affiliation.kind,
        dict(Affiliation.Kind.choices),
    ),
}
"""Name → attribute. Only bands that the enterprise keeps anyway; nothing is asked for the sake of cutting."""
