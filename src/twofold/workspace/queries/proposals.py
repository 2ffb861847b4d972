"""A look into a file, and a plan proposed for it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from twofold.core.plates import ImportField, RecordType
from twofold.core.plates.records import OWN_NUMBER
from twofold.workspace.models import SavedMapping
from twofold.workspace.queries.columns import guess_mapping, read_columns
from twofold.workspace.queries.known_exports import recognized_export
from twofold.workspace.queries.plans import ImportPlan, JoinPlan
from twofold.workspace.queries.sources import open_source
from twofold.workspace.queries.tables import Line, TableShape

SAMPLE = 1_000
NULL_WORDS = ("NULL", "\\N")
ALIKE = 0.5
"""The least share of columns that two files must have in common for one's choices to be proposed for the other."""


@dataclass(frozen=True)
class Glance:
    """The headers of a file and its first lines."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def columns(self) -> dict[str, list[str]]:
        """Header → its cells in the lines that can be read."""
        sound = [cells for _number, cells, wrong in self.lines if not wrong]
        return {
            header: [cells[place].strip() for cells in sound] for place, header in enumerate(self.headers)
        }

    @property
    def headers_hash(self) -> str:
        """What files of one kind have in common."""
        return hashlib.sha256(json.dumps(self.headers).encode()).hexdigest()


def glance_at(
    files: Sequence[Path], shape: TableShape, joins: Sequence[JoinPlan], *, lines: int = SAMPLE
) -> Glance:
    """Read the headers and first lines.

    :raises BadInput: if there is no table
    """
    with open_source(files, shape, joins) as table:
        return Glance(table.headers, tuple(islice(table.lines, lines)))


def propose_plan(
    files: Sequence[Path],
    shape: TableShape,
    joins: Sequence[JoinPlan],
    record_type: RecordType,
    *,
    unit_id: int,
    zone: str,
) -> tuple[ImportPlan, Glance]:
    """A plan as it was last chosen for such a file, else as the system that wrote it means it, else as guessed.

    :param zone: the unit's time zone
    """
    glance = glance_at(files, shape, joins)
    columns = glance.columns
    plan = ImportPlan(
        record_type=record_type.name,
        shape=shape,
        joins=tuple(joins),
        mapping={},
        options={name: default for name, (_label, _choices, default) in record_type.options.items()},
        time_zone=zone,
        empty_words=_null_words(columns),
    )
    if saved := saved_for(glance.headers, record_type, unit_id):
        plan = replace(
            plan,
            mapping=_with_new_columns(saved, glance, record_type),
            key=tuple(saved.plan["key"]),
            options={**plan.options, **_known_options(saved.plan["options"], record_type)},
        )
    elif (export := recognized_export(glance.headers)) and export.record_type == record_type.name:
        plan = replace(
            plan,
            mapping=export.mapping_of(glance.headers),
            key=export.key_of(glance.headers),
            options={**plan.options, **export.options},
        )
    else:
        has_numbers = record_type.has_own_numbers and OWN_NUMBER in glance.headers  # a file of our own
        plan = replace(
            plan,
            mapping=guess_mapping(glance.headers, record_type.fields, columns),
            key=(OWN_NUMBER,) if has_numbers else (),
        )
    return with_readings(plan, files, record_type, glance), glance


def _with_new_columns(saved: SavedMapping, glance: Glance, record_type: RecordType) -> dict[str, str]:
    """What was chosen last; columns that the last file did not have are guessed, for fields that are left."""
    chosen = saved.plan["mapping"]
    former = {*saved.headers, *chosen} if saved.headers else set(glance.headers)
    left = [field for field in record_type.fields if field.many or field.name not in chosen.values()]
    new = {header: cells for header, cells in glance.columns.items() if header not in former}
    return chosen | guess_mapping(list(new), left, new)


def with_readings(
    plan: ImportPlan, files: Sequence[Path], record_type: RecordType, glance: Glance
) -> ImportPlan:
    """The plan with its columns of days and decimals understood: from the sample, or the whole file where that leaves doubt."""
    fields = mapped_fields(plan, record_type)
    readings = read_columns(glance.columns, fields, delimiter=plan.shape.delimiter)
    doubtful = [header for header, reading in readings.items() if not reading.is_certain]
    if doubtful and len(glance.lines) == SAMPLE:
        for header in doubtful:
            with open_source(files, plan.shape, plan.joins) as table:
                place = table.headers.index(header)
                cells = (cells[place].strip() for _number, cells, wrong in table.lines if not wrong)
                readings |= read_columns(
                    {header: cells}, {header: fields[header]}, delimiter=plan.shape.delimiter
                )
    return replace(plan, readings=readings)


def mapped_fields(plan: ImportPlan, record_type: RecordType) -> dict[str, ImportField]:
    """Header → the field it is mapped to."""
    known = {field.name: field for field in record_type.fields}
    return {header: known[name] for header, name in plan.mapping.items() if name in known}


def _null_words(columns: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The words a database writes for nothing: those seen in two columns or more."""
    return tuple(word for word in NULL_WORDS if sum(word in cells for cells in columns.values()) > 1)


def saved_for(headers: Sequence[str], record_type: RecordType, unit_id: int) -> SavedMapping | None:
    """What the unit last chose for a file with these headers, or for the one whose headers are the most alike.

    Of another file's choices those hold whose columns are here; it must be most of them.
    """
    known = {field.name for field in record_type.fields}
    best, most = None, 0.0
    for saved in SavedMapping.objects.filter(unit_id=unit_id, record_type=record_type.name).order_by(
        "-used_at", "-pk"
    ):
        mapping = {header: name for header, name in saved.plan["mapping"].items() if header in headers}
        if not mapping or not known.issuperset(mapping.values()):
            continue
        theirs = saved.headers or list(saved.plan["mapping"])
        alike = len(set(theirs) & set(headers)) / len({*theirs, *headers})
        held = len(mapping) / len(saved.plan["mapping"])
        if min(alike, held) >= ALIKE and min(alike, held) > most:
            best, most = saved, min(alike, held)
            best.plan = best.plan | {
                "mapping": mapping,
                "key": saved.plan["key"] if set(saved.plan["key"]) <= set(headers) else [],
            }
    return best


def _known_options(options: Mapping[str, str], record_type: RecordType) -> dict[str, str]:
    return {name: value for name, value in options.items() if name in record_type.options}
