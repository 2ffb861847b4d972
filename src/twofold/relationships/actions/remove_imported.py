"""Removing again what an import has brought in, so that standing is as it was before."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from twofold.core.plates import Imported
from twofold.core.setwise import among
from twofold.relationships.actions.link_reversals import link_reversals
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.actions.windows import forget_windows
from twofold.relationships.models import Dealing, Offering, Relationship
from twofold.search.actions.index import unindex

REASON = "an import is taken back, and has asked for each row whether it may go"


def remove_dealings(ids: Sequence[int], now: datetime) -> None:
    """Remove dealings; what they reversed counts again, and sums and windows are worked out anew."""
    every = Dealing.objects.system(REASON)
    rows = every.filter(pk__in=among(ids))
    touched = sorted(set(rows.values_list("relationship_id", flat=True)))
    if not touched:
        return
    earliest = rows.order_by("happened_on").values_list("happened_on", flat=True)[0]
    reversed_by_them = list(rows.exclude(reverses=None).values_list("reverses_id", flat=True))
    every.filter(pk__in=among(reversed_by_them)).update(reversed_on=None)
    every.filter(reverses__in=among(ids)).update(reverses=None)
    rows._raw_delete(rows.db)
    forget_windows(since=earliest)
    link_reversals(touched)
    refresh_sums(touched)


def remove_relationships(ids: Sequence[int], now: datetime) -> None:
    """Remove relationships that nothing has happened in."""
    rows = Relationship.objects.system(REASON).filter(pk__in=among(ids))
    rows._raw_delete(rows.db)


def remove_offerings(ids: Sequence[int], now: datetime) -> None:
    """Remove offerings that nobody has dealt in. Their families stay."""
    rows = Offering.objects.system(REASON).filter(pk__in=among(ids))
    rows._raw_delete(rows.db)
    unindex("offering", ids)


IMPORTED = (
    Imported(Dealing, _("Dealings"), remove_dealings),
    Imported(Relationship, _("Relationships"), remove_relationships),
    Imported(Offering, _("Offerings"), remove_offerings),
)
