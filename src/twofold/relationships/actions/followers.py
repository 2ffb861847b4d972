"""How relationships and what hangs on them follow a merged party, and what is made anew when rows get back what they were."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from twofold.core.actor import Actor, Level
from twofold.core.plates import Mover, RowChange, Undoer
from twofold.core.setwise import among
from twofold.directory.models import Party
from twofold.relationships.actions.offerings import index_offerings
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.models import (
    Dealing,
    Expectation,
    Improvement,
    ImprovementEvidence,
    Offering,
    OfferingFamily,
    Relationship,
)

REASON = "a merge joins relationships whoever may see them"
SUMS = frozenset(
    {"first_served_on", "last_served_on", "dealings_count", "references_count", "sums_are_stale"}
)


def join_relationships(doubles: Mapping[int, int], now: datetime) -> list[RowChange]:
    """A unit that serves both parties on one side goes on serving one: since the earlier of the two days."""
    rows = Relationship.objects.system(REASON)
    opened = dict(rows.filter(pk__in=[*doubles, *doubles.values()]).values_list("pk", "opened_at"))
    done = []
    for kept in sorted(set(doubles.values())):
        earliest = min(opened[pk] for pk in (kept, *(old for old, new in doubles.items() if new == kept)))
        if earliest < opened[kept]:
            rows.filter(pk=kept).update(opened_at=earliest)
            done.append(RowChange(Relationship, kept, {"opened_at": opened[kept]}, {"opened_at": earliest}))
    return done


def renew_relationships(ids: Sequence[int], now: datetime) -> None:
    """Work the sums over dealings out anew."""
    refresh_sums(ids)


def renew_offerings(ids: Sequence[int], now: datetime) -> None:
    """Let the search find offerings by what they are called now."""
    index_offerings(Offering.objects.system(REASON).filter(pk__in=among(ids)), now=now)


def families_of(actor: Actor, ids: Sequence[int]) -> set[int]:
    """Families belong to no unit: whoever works in one may take back what they did to them."""
    return set(ids) if actor.units(Level.WORK) else set()


def improvement_evidence_of(actor: Actor, ids: Sequence[int]) -> set[int]:
    """What bears out the improvements that an actor works on."""
    theirs = Improvement.objects.visible_to(actor, "work").values("pk")
    found = ImprovementEvidence.objects.filter(pk__in=among(ids), improvement__in=theirs)
    return set(found.values_list("pk", flat=True))


MOVERS = (
    Mover(Relationship, "customer_id", to=Party, once_with=("provider_id", "side"), join=join_relationships),
    Mover(Expectation, "stated_by_id", to=Party),
    Mover(Improvement, "owner_id", to=Party),
    Mover(Dealing, "relationship_id", to=Relationship),
    Mover(Expectation, "relationship_id", to=Relationship),
)
UNDOERS = (
    Undoer(OfferingFamily, theirs=families_of, label=_("Offering families")),
    Undoer(Offering, after=renew_offerings, label=_("Offerings")),
    Undoer(Relationship, after=renew_relationships, derived=SUMS, label=_("Relationships")),
    Undoer(Dealing, label=_("Dealings")),
    Undoer(Expectation, label=_("Expectations")),
    Undoer(Improvement, label=_("Improvements")),
    Undoer(ImprovementEvidence, theirs=improvement_evidence_of, label=_("Improvements")),
)
