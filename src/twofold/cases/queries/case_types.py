"""Which types of case there are for whom."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from twofold.cases.models import Case, CaseStage, CaseType
from twofold.core.actor import Actor
from twofold.relationships.models import Side


def offered_types(actor: Actor, unit_ids: Collection[int], side: str = "") -> QuerySet[CaseType]:
    """Types of the house and of these units, in their order.

    :param side: only those for one side; "": for either
    """
    types = CaseType.objects.visible_to(actor).filter(retired_at=None)
    types = types.filter(Q(unit=None) | Q(unit_id__in=unit_ids))
    if side in Side.values:
        types = types.filter(**{f"is_for_{side}": True})
    return types.select_related("unit__party", "handled_by__party").order_by("order", "name", "pk")


def types_for(case: Case, actor: Actor) -> list[tuple[int, str]]:
    """What a case can be made without passing it on, by name."""
    types = offered_types(actor, [case.unit_id], case.relationship.side)
    here = types.filter(Q(handled_by=None) | Q(handled_by_id=case.unit_id))
    return list(here.values_list("pk", "name"))


def stages_of(case: Case) -> list[CaseStage]:
    """The stages through which it goes, in order."""
    return (
        list(CaseStage.objects.filter(type_id=case.type_id).order_by("order", "pk")) if case.type_id else []
    )
