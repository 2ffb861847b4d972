"""The figures that relationships declare for the mirror."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.core.plates import Figure, Measure
from twofold.relationships.models import Side
from twofold.relationships.queries.loyalty import repeat_rate, retention
from twofold.relationships.queries.standing import dealings_of_unknown_buyers, standing_counts
from twofold.science.noise import FEW, Noise
from twofold.science.proportions import Share

SIDES = tuple(Side.values)


def standing_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """Current customers, with those past and potential, the window and its boundary in the details."""
    day = moment.date()
    counts = standing_counts(side, day, unit_ids=unit_ids)
    return Figure(
        float(counts.current),
        counts.customers,
        detail={
            "current": counts.current,
            "past": counts.past,
            "potential": counts.potential,
            "window_days": round(counts.window.days, 1),
            "boundary": counts.boundary.isoformat(),
            "unknown_dealings": dealings_of_unknown_buyers(side, day, unit_ids=unit_ids),
        },
    )


def repeat_rate_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """The share of customers with two orders or more."""
    return _figure(repeat_rate(side, moment.date(), unit_ids=unit_ids))


def retention_figure(unit_ids: frozenset[int], side: str, moment: datetime) -> Figure:
    """The share of customers current one window ago who still are."""
    kept = retention(side, moment.date(), unit_ids=unit_ids)
    return _figure(kept.share, opened_on=kept.opened_on.isoformat())


def _figure(share: Share, **detail: object) -> Figure:
    detail |= {"count": share.count}
    if share.noise is Noise.COUNTS_ONLY:
        return Figure(None, share.n, said_instead=_("too few customers"), detail=detail)
    return Figure(share.point, share.n, share.interval.low, share.interval.high, detail=detail)


MEASURES = (
    Measure(
        key="relationships.standing",
        name=gettext_lazy("Current customers"),
        sides=SIDES,
        unit="count",
        definition=gettext_lazy(
            "Current is who was served within the recency window, past who was served before it, potential who is in a "
            "relationship and has not been served yet. The window is the time within which nine in ten returns fall, over all "
            "customers, between 30 days and 3 years. What was reversed in full makes nobody a customer; dealings of unknown "
            "buyers count nowhere."
        ),
        interval=gettext_lazy("None: everyone is counted."),
        minimum_n=0,
        source=gettext_lazy("Counted from the dealings themselves."),
        compute=standing_figure,
        rows_url="relationships:standing",
    ),
    Measure(
        key="relationships.repeat_rate",
        name=gettext_lazy("Repeat rate"),
        sides=SIDES,
        unit="percent",
        definition=gettext_lazy(
            "Of all customers who were ever served, those who were served at least twice, by order: what shares a reference is "
            "one. An order that was returned was an order all the same."
        ),
        interval=gettext_lazy("Wilson, 95 %."),
        minimum_n=FEW,
        source=gettext_lazy("Wilson (1927); counted from the dealings themselves."),
        compute=repeat_rate_figure,
        rows_url="lists:relationship",
    ),
    Measure(
        key="relationships.retention",
        name=gettext_lazy("Retention"),
        sides=SIDES,
        unit="percent",
        definition=gettext_lazy(
            "Of the customers who were current one recency window ago, those who still are: without a contract nobody is seen to "
            "leave, so staying means to have been served again. The same window is used at both ends."
        ),
        interval=gettext_lazy("Wilson, 95 %."),
        minimum_n=FEW,
        source=gettext_lazy("After ISO/TS 30421: stayers of the opening cohort over the opening cohort."),
        compute=retention_figure,
        rows_url="relationships:standing",
    ),
)
