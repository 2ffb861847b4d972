"""Which types of case there are for whom."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from twofold.cases.models import Case, CaseStage, CaseType
from twofold.core.actor import Actor
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_values import Kind
from twofold.directory.queries.attributes import attributes_of
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


def asked_attributes(case_type: CaseType | None, *, of_customer: bool = False) -> list[Attribute]:
    """What the form of a type asks for, then what every case needs; nothing where there is no type, or it asks for nothing.

    :param of_customer: whether a customer is asked, in the portal
    """
    if case_type is None or not case_type.attributes:
        return []
    known = {one.pk: one for one in attributes_of("case")}
    asked = [known[pk] for pk in case_type.attributes if pk in known]
    asked += [one for one in known.values() if one.is_required and one not in asked]
    return asked_of_customers(asked) if of_customer else asked


def asked_of_customers(attributes: Iterable[Attribute]) -> list[Attribute]:
    """Those that a customer can fill in: other parties are not theirs to look up, so the staff fills them in."""
    return [one for one in attributes if one.kind != Kind.PARTY]


def stages_of(case: Case) -> list[CaseStage]:
    """The stages through which it goes, in order."""
    return (
        list(CaseStage.objects.filter(type_id=case.type_id).order_by("order", "pk")) if case.type_id else []
    )
