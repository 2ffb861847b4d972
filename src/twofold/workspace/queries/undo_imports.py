"""What taking an import back would do: which rows it would remove, and which must stay, and why."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Field, ForeignObjectRel, Model, QuerySet
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.plates import Imported, house
from twofold.core.rows import every_row
from twofold.core.setwise import among
from twofold.files.models import Attachment
from twofold.timeline.models import ChangedRow, Event
from twofold.workspace.models import BulkRun, ImportRun
from twofold.workspace.queries.undo_plans import plan_undo

REASON = "an import is taken back by whoever may import for its unit"
LOOKED_AT = 5_000
"""Rows that a preview looks at one by one; of more it tells only how many there are."""


def imported_models() -> list[Imported]:
    """The models whose rows imports create, in the order in which they are removed: those that refer to others first."""
    return [imported for plate in reversed(house().plates) for imported in plate.imported]


def created_rows(imported: Imported, run: ImportRun) -> QuerySet:
    """The rows of a model that an import created and that are removed by themselves."""
    rows = every_row(imported.model, REASON).filter(import_run_id=run.pk)
    return rows.exclude(imported.apart) if imported.apart else rows


def updated_rows(run: ImportRun) -> QuerySet[ChangedRow]:
    """What it did to rows that were there before."""
    return ChangedRow.objects.filter(event_id=run.event_id) if run.event_id else ChangedRow.objects.none()


def undo_of_import(run: ImportRun) -> BulkRun | None:
    """What takes the import back, or has done so."""
    if run.state not in (ImportRun.State.UNDOING, ImportRun.State.UNDONE):
        return None
    undos = BulkRun.objects.system("whoever sees the import may know").filter(
        act=BulkRun.Act.UNDO, undone_event_id=run.event_id
    )
    return undos.order_by("-pk").first()


@dataclass
class UndoPreview:
    """What would become of an import's rows.

    :param removed: label of a kind of record → how many would go
    :param given_back: how many rows would get back what they were
    :param kept: sentence → how many rows stay because of it
    :param is_exact: False when there are too many to look at each; then some of those counted may stay
    """

    removed: Counter = field(default_factory=Counter)
    given_back: int = 0
    kept: Counter = field(default_factory=Counter)
    is_exact: bool = True


def preview_undo(run: ImportRun, actor: Actor) -> UndoPreview:
    """Look at what taking the import back would do, without doing it."""
    found = UndoPreview()
    going: dict[type[Model], set[int]] = {}
    for imported in imported_models():
        ids = list(created_rows(imported, run).order_by("-pk").values_list("pk", flat=True)[: LOOKED_AT + 1])
        if len(ids) > LOOKED_AT:
            found.removed[imported.label] = created_rows(imported, run).count()
            found.is_exact = False
            continue
        reasons = reasons_to_keep(imported, ids, run, going) if ids else {}
        going[imported.model] = set(ids) - reasons.keys()
        found.removed[imported.label] = len(going[imported.model])
        found.kept.update(reasons.values())
    _look_at_updates(found, run, actor)
    found.removed = Counter({label: count for label, count in found.removed.items() if count})
    return found


def _look_at_updates(found: UndoPreview, run: ImportRun, actor: Actor) -> None:
    updates = updated_rows(run)
    found.given_back = updates.count()
    if found.given_back > LOOKED_AT:
        found.is_exact = False
        return
    plan = plan_undo(updates.order_by("pk"), actor, as_one=True)
    found.given_back = plan.rows
    found.kept.update(one.why for one in plan.kept)


def reasons_to_keep(
    imported: Imported,
    ids: Sequence[int],
    run: ImportRun,
    going: dict[type[Model], set[int]] | None = None,
) -> dict[int, str]:
    """Id → why the row stays: somebody has changed it since, or something refers to it.

    :param going: model → ids of rows that will be gone by then, for a preview
    """
    kept = dict.fromkeys(_with_files(imported.model, ids), _("A file is attached to it."))
    kept |= dict.fromkeys(set(imported.touched(ids)) & set(ids), _("Something has happened with it since."))
    kept |= dict.fromkeys(_changed_since(imported, ids, run), _("It has been changed since."))
    while remaining := [pk for pk in ids if pk not in kept]:
        found = dict(_referred_to(imported, remaining, run, going or {}))
        if not found:
            break
        kept |= found
    return kept


def _changed_since(imported: Imported, ids: Sequence[int], run: ImportRun) -> set[int]:
    label = imported.model._meta.label_lower
    own = _events_that_do_not_count(run)
    rows = ChangedRow.objects.filter(kind=label, row_id__in=among(ids)).exclude(event_id__in=own)
    events = Event.objects.system(REASON).filter(subject_kind=label, subject_id__in=among(ids))
    changed = set(rows.values_list("row_id", flat=True))
    changed |= set(events.exclude(pk__in=own).values_list("subject_id", flat=True))
    for model, column in imported.parts:
        parts = dict(
            every_row(model, REASON).filter(**{f"{column}__in": among(ids)}).values_list("pk", column)
        )
        rows = ChangedRow.objects.filter(kind=model._meta.label_lower, row_id__in=among(parts.keys()))
        changed |= {parts[pk] for pk in rows.exclude(event_id__in=own).values_list("row_id", flat=True)}
    return changed


def _events_that_do_not_count(run: ImportRun) -> list[int]:
    """The import's own, and those that were taken back without a rest."""
    undone = BulkRun.objects.system(REASON).filter(
        act=BulkRun.Act.UNDO, state=BulkRun.State.DONE, refused=0, undone_event_id__isnull=False
    )
    pairs = undone.values_list("undone_event_id", "event_id")
    return [event for pair in [*pairs, (run.event_id, None)] for event in pair if event]


def _with_files(model: type[Model], ids: Sequence[int]) -> set[int]:
    files = Attachment.objects.system(REASON).filter(
        subject_kind__in=(model._meta.label_lower, model._meta.model_name), subject_id__in=among(ids)
    )
    return set(files.values_list("subject_id", flat=True))


def _referred_to(
    imported: Imported, ids: Sequence[int], run: ImportRun, going: dict[type[Model], set[int]]
) -> Iterator[tuple[int, str]]:
    """Rows to which another one refers that stays."""
    for relation in imported.model._meta.get_fields(include_hidden=True):
        if (
            not relation.auto_created
            or relation.concrete
            or not (relation.one_to_many or relation.one_to_one)
        ):
            continue
        rows = _staying(imported, relation, ids, run)
        if rows is None:
            continue
        model, column = relation.related_model, relation.field.attname
        gone = going.get(model, ())
        why = _("A record refers to it: %(record)s.") % {"record": model._meta.verbose_name}
        for pk, to in rows.values_list("pk", column):
            if pk not in gone:
                yield to, why


def _staying(
    imported: Imported, relation: ForeignObjectRel | Field, ids: Sequence[int], run: ImportRun
) -> QuerySet | None:
    """Rows that refer to these and do not go with them."""
    model, column = relation.related_model, relation.field.attname
    own_columns = [part for part_model, part in imported.parts if part_model is model]
    is_marked = any(field.attname == "import_run_id" for field in model._meta.concrete_fields)
    rows = every_row(model, REASON).filter(**{f"{column}__in": among(ids)})
    if column in own_columns:
        return rows.exclude(import_run_id=run.pk) if is_marked else None
    if model is imported.model:
        return rows.exclude(import_run_id=run.pk)
    for part in own_columns:  # goes as the part of another row that goes
        rows = rows.exclude(**{f"{part}__in": among(ids)})
    return rows
