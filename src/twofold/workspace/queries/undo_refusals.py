"""What other rows have to say against taking an act back: they refer to a row that would go, or one that would come back
refers to what is gone."""

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.utils.translation import gettext as _

from twofold.core.rows import columns_of, every_row
from twofold.core.setwise import among

if TYPE_CHECKING:
    from twofold.workspace.queries.undo_parts import UndoPlan

REASON = "whether a row is referred to, not what refers to it"


class Refused(NamedTuple):
    """A row, or one column of it, that cannot be given back."""

    model: type[models.Model]
    pk: int
    column: str
    why: str


def gone_targets(plan: "UndoPlan") -> Iterator[Refused]:
    """Rows and columns that would refer to a record that is gone."""
    for part in (plan.insert, plan.change):
        for model, rows in list(part.items()):
            for column, field in columns_of(model).items():
                if field.is_relation:
                    yield from _gone(plan, model, rows, column, field.related_model)


def _gone(plan, model, rows, column, target) -> Iterator[Refused]:
    wanted = {pk: back[column] for pk, back in rows.items() if back.get(column)}
    if not wanted:
        return
    found = every_row(target, REASON).filter(pk__in=among(set(wanted.values())))
    there = set(found.values_list("pk", flat=True)) | set(plan.insert.get(target, ()))
    there -= set(plan.delete.get(target, ()))
    why = _("The %(record)s that it belonged to is gone.") % {"record": target._meta.verbose_name}
    yield from (Refused(model, pk, column, why) for pk, to in wanted.items() if to not in there)


def referred_to(plan: "UndoPlan") -> Iterator[tuple[type[models.Model], int, str]]:
    """Rows that would be deleted although something refers to them."""
    for model, ids in list(plan.delete.items()):
        held: dict[int, str] = {}
        for relation in model._meta.get_fields(include_hidden=True):
            if (
                relation.auto_created
                and not relation.concrete
                and (relation.one_to_many or relation.one_to_one)
            ):
                held = _holders(plan, relation, ids) | held
        yield from ((model, pk, why) for pk, why in held.items())


def parts_of_kept(
    plan: "UndoPlan", made: Set[tuple[type[models.Model], int]]
) -> Iterator[tuple[type[models.Model], int, str]]:
    """Rows that the act made together with one that stays: what belongs to it stays too.

    :param made: every row that the act made and that is still there
    """
    staying = {(model, pk) for model, pk in made if pk not in plan.delete.get(model, ())}
    why = _("It belongs to something that stays.")
    for model, ids in list(plan.delete.items()):
        relations = {
            column: field.related_model for column, field in columns_of(model).items() if field.is_relation
        }
        for pk in list(ids):
            now = plan.now[model][pk]
            if any((target, now[column]) in staying for column, target in relations.items()):
                yield model, pk, why


def _holders(plan, relation, ids: list[int]) -> dict[int, str]:
    model, column = relation.related_model, relation.field.attname
    rows = every_row(model, REASON).filter(**{f"{column}__in": among(ids)}).values_list("pk", column)
    going = set(plan.delete.get(model, ()))
    leaving = {pk for pk, back in plan.change.get(model, {}).items() if column in back}
    why = _("A record refers to it now: %(record)s.") % {"record": model._meta.verbose_name}
    return {to: why for pk, to in rows if pk not in going and pk not in leaving}
