"""The customers behind a number, through the gate of who is asking."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Party
from twofold.relationships.models import Dealing, Relationship
from twofold.relationships.queries.sql import DEALINGS, Slice, as_day, fetch, marks, sums_tell
from twofold.science.standing import Standing


def customers_standing(
    standing: str, counted: Slice, boundary: date, *, seen_by: Actor | None
) -> QuerySet[Party]:
    """The customers of a slice who stand so, as far as the one asking may see them and serves them.

    :param boundary: the day since which one counts as current
    :param seen_by: None for commands on the machine itself
    """
    relationships = _relationships(counted, seen_by)
    ever = _served(counted, relationships)
    since = _served(counted.of(since=boundary), relationships)
    condition = {
        Standing.CURRENT: since,
        Standing.PAST: ever & ~since,
        Standing.POTENTIAL: Q(Exists(relationships)) & ~ever,
    }[Standing(standing)]
    parties = (
        Party.objects.system("a command on the machine") if seen_by is None else visible_list(Party, seen_by)
    )
    return parties.filter(condition, is_unknown_buyer=False)


def _relationships(counted: Slice, seen_by: Actor | None) -> QuerySet[Relationship]:
    served = (
        Relationship.objects.system("a command on the machine")
        if seen_by is None
        else visible_list(Relationship, seen_by)
    )
    served = served.filter(customer=OuterRef("pk"), side=counted.side)
    return served if counted.unit_ids is None else served.filter(provider__in=counted.unit_ids)


def _served(counted: Slice, relationships: QuerySet[Relationship]) -> Q:
    """Condition: one of the relationships saw a dealing in the slice that nothing had reversed by its end."""
    if counted.family_id is None and sums_tell(counted.as_of):
        served = Q(last_served_on__isnull=False)
        if counted.since:
            served &= Q(last_served_on__gte=counted.since)
        return Q(Exists(relationships.filter(served)))
    kept = Q(reversed_on__isnull=True) | Q(reversed_on__gt=counted.as_of)
    dealings = Dealing.objects.system("of relationships that have passed the gate").filter(
        kept, relationship=OuterRef("pk"), is_completed=True, happened_on__lte=counted.as_of
    )
    if counted.since:
        dealings = dealings.filter(happened_on__gte=counted.since)
    if counted.family_id is not None:
        dealings = dealings.filter(offering__family=counted.family_id)
    return Q(Exists(relationships.filter(Exists(dealings))))


def last_served(customer_ids: Collection[int], counted: Slice) -> dict[int, date]:
    """When each of these customers was last served in the slice; who never was is not in it."""
    where, parameters = counted.kept_dealings()
    rows = fetch(
        f"""
        SELECT r.customer_id, MAX(d.happened_on) FROM {DEALINGS}
        WHERE {where} AND r.customer_id IN ({marks(customer_ids)}) GROUP BY r.customer_id
        """,
        [*parameters, *customer_ids],
    )
    return {customer: as_day(last_on) for customer, last_on in rows}
