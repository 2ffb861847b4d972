"""How a list is narrowed at any size: a rule that few records match is read by its index and sorted; one that many match is
checked row by row on the walk down the list's order, where the first fifty are soon met. Which it is, a short count decides."""

from collections.abc import Iterator
from functools import cache

from django.db.models import BooleanField, Case, Exists, Model, OuterRef, Q, QuerySet, Value, When

from twofold.core.filters import Group, Leaf
from twofold.core.guard import GuardedQuerySet
from twofold.core.plates import FieldKind
from twofold.core.some import count_up_to

FEW = 10_000
"""A narrower set than this is read and sorted."""
NEGATIVE = frozenset({"none_of", "is_not", "is_filled"})


def narrowed(rows: QuerySet, tree: Group) -> QuerySet:
    """The rows that rules leave, each rule applied in the way that suits how many match it.

    As soon as one rule is known to leave few, the others are checked on those.
    """
    is_led = False
    for part in tree.parts if tree.kind == "all" else (tree,):
        few = None if is_led else _few(rows.model, part)
        is_led = is_led or few is not None
        rows = rows.filter(_checked(rows.model, part) if few is None else few)
    return rows


def gathered(rows: QuerySet, tree: Group) -> QuerySet:
    """The same rows for whoever wants all of them, in any order: the database chooses where to begin."""
    for part in tree.parts if tree.kind == "all" else (tree,):
        rows = rows.filter(_joined(part))
    return rows


def _joined(part: Leaf | Group) -> Q:
    """The part as a condition that can be answered for all rows at once."""
    linked = part.linked if isinstance(part, Leaf) else None
    if linked is None:
        return part.condition
    rows = linked.rows.order_by()
    if linked.is_absent:
        return Q(~Exists(rows.filter(**{linked.column: OuterRef("pk")}))) & part.told
    return Q(pk__in=rows.values(linked.column)) & part.told


def _few(model: type[Model], part: Leaf | Group) -> Q | None:
    """The part as a list of the few records that match it, or None if they are many or nobody knows."""
    told = part.told if isinstance(part, Leaf) else Q()
    if isinstance(part, Leaf) and part.linked:
        linked = part.linked
        counted = linked.rows if linked.counted is None else linked.counted
        if linked.is_absent or not _are_few(counted.order_by()):
            return None
        return Q(pk__in=linked.rows.order_by().values(linked.column)) & told
    if not can_be_probed(model, part):
        return None
    same = _all(model).filter(part.bare if isinstance(part, Leaf) else part.condition).order_by()
    return Q(pk__in=same.values("pk")) & told if _are_few(same) else None


def _checked(model: type[Model], part: Leaf | Group) -> Q:
    """The part as a condition that is asked row by row, where else an index would lead away from the list's order."""
    if isinstance(part, Group):
        return hidden(part.condition) if can_be_probed(model, part) else part.condition
    if part.linked or can_be_probed(model, part):
        return hidden(part.bare) & part.told
    return part.condition


def hidden(condition: Q) -> Q:
    """The condition in a form for which no engine leaves the list's order: it is checked row by row."""
    case = Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
    return Q(case)


def can_be_probed(model: type[Model], part: Leaf | Group) -> bool:
    """Whether an index tells at once how many match, or at least that many do."""
    if isinstance(part, Group):
        return (
            part.kind == "any" and bool(part.parts) and all(can_be_probed(model, one) for one in part.parts)
        )
    field = part.field
    if field.linked or part.operator in NEGATIVE:
        return False
    if field.condition:
        return part.operator in field.indexed
    return field.kind is not FieldKind.TEXT and field.column in _indexed(model)


@cache
def _indexed(model: type[Model]) -> frozenset[str]:
    """Columns by which an index of all rows begins."""
    return frozenset(_leading(model))


def _leading(model: type[Model]) -> Iterator[str]:
    names = [
        index.fields[0].lstrip("-") for index in model._meta.indexes if index.fields and not index.condition
    ]
    names += [field.name for field in model._meta.concrete_fields if field.db_index or field.unique]
    for name in names:
        yield name
        yield model._meta.get_field(name).attname


def _all(model: type[Model]) -> QuerySet:
    rows = model.objects.all()
    if isinstance(rows, GuardedQuerySet):
        return rows.system("how common a value is decides the way, not the answer")
    return rows


def _are_few(rows: QuerySet) -> bool:
    return count_up_to(rows, FEW + 1) <= FEW
