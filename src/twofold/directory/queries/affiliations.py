"""Who belongs where, as of a day."""

from collections import Counter
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Affiliation, Party

MOST = 200


def holding_on(affiliations: QuerySet[Affiliation], day: date) -> QuerySet[Affiliation]:
    """Those that hold on a day; without a start they always have, without an end they still do."""
    return affiliations.filter(
        Q(from_on__isnull=True) | Q(from_on__lte=day), Q(to_on__isnull=True) | Q(to_on__gte=day)
    )


def affiliations_of(actor: Actor, party: Party) -> list[Affiliation]:
    """To what a party belongs and belonged, as far as the actor may see: what holds longest and latest first."""
    ties = visible_list(Affiliation, actor).filter(party=party).select_related("group")
    return sorted(
        ties, key=lambda tie: (tie.to_on is None, tie.to_on or date.min, tie.is_primary, tie.pk), reverse=True
    )


def affiliates_of(actor: Actor, group_id: int, *, day: date, limit: int | None = MOST) -> list[Affiliation]:
    """Who belongs to a unit or an organisation on a day, by name, as far as the actor may see."""
    known = visible_list(Party, actor, "name").filter(pk=OuterRef("party_id"))
    ties = holding_on(visible_list(Affiliation, actor), day).filter(Exists(known), group_id=group_id)
    name = Coalesce(
        "party__sort_name", Value("")
    )  # sorted after reading: the index of names holds everyone else too
    return list(ties.select_related("party").order_by(name, "pk")[:limit])


def people_by_unit(day: date) -> Counter[int]:
    """Unit → how many work in it on a day. That a unit has so many people is no secret."""
    ties = holding_on(Affiliation.objects.system("head counts of units are known to all staff"), day)
    counted = (
        ties.filter(kind=Affiliation.Kind.EMPLOYEE, group__kind=Party.Kind.UNIT)
        .values("group_id")
        .annotate(people=Count("party_id", distinct=True))
        .order_by()
    )
    return Counter(dict(counted.values_list("group_id", "people")))
