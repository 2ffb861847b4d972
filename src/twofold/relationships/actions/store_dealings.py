"""Writing many dealings at once: new ones, and those whose key is known."""

from collections.abc import Callable, Iterable, Sequence

from django.db import connection

from twofold.core.plates import Outcome, RowChange
from twofold.core.plates.records import keep_nothing
from twofold.core.rows import changed as change_of
from twofold.core.setwise import insert_many
from twofold.relationships.actions.dealing_lines import DealingLine
from twofold.relationships.actions.sums import mark_stale
from twofold.relationships.actions.windows import forget_windows
from twofold.relationships.models import Dealing

REASON = "an import acts for its unit"
REWRITTEN = [name for name in DealingLine._fields if name not in ("external_key", "unit_id", "import_run_id")]


def store_dealings(
    lines: Sequence[DealingLine], keep: Callable[[Iterable[RowChange]], None] = keep_nothing
) -> list[Outcome]:
    """Insert dealings, or overwrite those whose key the unit knows and that differ; what becomes of each line.

    What rests on them is marked stale or forgotten in the same transaction.

    :param keep: takes what was done to dealings that were there before
    """
    known = _known(lines)
    fresh, changed, outcomes = [], [], []
    for line in lines:
        before = known.get(line.external_key)
        if before is None:
            fresh.append(line)
            outcomes.append(Outcome.CREATED)
        elif _same(before, line):
            outcomes.append(Outcome.UNCHANGED)
        else:
            changed.append((before, line))
            outcomes.append(Outcome.UPDATED)
    touched = {line.relationship_id for line in fresh}
    days = [line.happened_on for line in fresh]
    for before, line in changed:
        touched |= {before.relationship_id, line.relationship_id}
        days += [before.happened_on, line.happened_on]
    _insert(fresh)
    _overwrite(changed, keep)
    if touched:
        mark_stale(touched)
        forget_windows(since=min(days))
    return outcomes


def _known(lines: Sequence[DealingLine]) -> dict[str | None, Dealing]:
    keys = [line.external_key for line in lines if line.external_key]
    if not keys:
        return {}
    mine = Dealing.objects.system(REASON).filter(unit_id=lines[0].unit_id, external_key__in=keys)
    return {dealing.external_key: dealing for dealing in mine}


def _same(before: Dealing, line: DealingLine) -> bool:
    return all(getattr(before, name) == getattr(line, name) for name in REWRITTEN)


def _insert(lines: Iterable[DealingLine]) -> None:
    adapt = connection.ops
    rows = (
        line._replace(
            happened_at=adapt.adapt_datetimefield_value(line.happened_at),
            happened_on=adapt.adapt_datefield_value(line.happened_on),
            quantity=adapt.adapt_decimalfield_value(line.quantity, 14, 3),
        )
        for line in lines
    )
    insert_many(Dealing, DealingLine._fields, rows)


def _overwrite(
    changed: Sequence[tuple[Dealing, DealingLine]], keep: Callable[[Iterable[RowChange]], None]
) -> None:
    """Whatever reversed a dealing that has changed is looked for anew."""
    if not changed:
        return
    kept = []
    for dealing, line in changed:
        was = {name: getattr(dealing, name) for name in (*REWRITTEN, "reverses_id", "reversed_on")}
        for name in REWRITTEN:
            setattr(dealing, name, getattr(line, name))
        dealing.reverses_id = dealing.reversed_on = None
        kept.append(change_of(dealing, was))
    dealings = [dealing for dealing, _ in changed]
    Dealing.objects.system(REASON).filter(reverses__in=dealings).update(reverses=None)
    Dealing.objects.system(REASON).bulk_update(dealings, [*REWRITTEN, "reverses", "reversed_on"])
    keep(kept)
