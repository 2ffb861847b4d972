"""What people state about a file, laid over what was found in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.plates import RecordType
from twofold.directory.models import Unit
from twofold.workspace.queries.columns.dates import ORDERS
from twofold.workspace.queries.columns.numbers import DecimalMark
from twofold.workspace.queries.plans import ImportPlan, JoinPlan
from twofold.workspace.queries.proposals import Glance, mapped_fields, propose_plan, with_readings
from twofold.workspace.queries.tables import find_shape


@dataclass(frozen=True)
class StatedJoin:
    """A file to join, and by what."""

    path: Path
    name: str
    left: str
    right: str


@dataclass(frozen=True)
class Stated:
    """Choices about a file; what is empty is found out.

    :param mapping: header → field name, or "" to leave a column out; laid over the guess
    :param replaces_mapping: True when `mapping` is the whole of it
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    joins: Sequence[StatedJoin] = ()
    mapping: Mapping[str, str] = field(default_factory=dict)
    replaces_mapping: bool = False
    key: tuple[str, ...] | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    decimal_mark: DecimalMark | str = ""


def plan_for(path: Path, record_type: RecordType, unit: Unit, stated: Stated) -> tuple[ImportPlan, Glance]:
    """The plan for a file: found, remembered or guessed, then as stated.

    :raises BadInput: if a file is no table or a choice makes no sense
    """
    if stated.date_order and stated.date_order not in ORDERS:
        raise BadInput(_("The order of days is dmy, mdy or ymd."), field="date_order")
    shape = find_shape(path, encoding=stated.encoding, delimiter=stated.delimiter, sheet=stated.sheet)
    joins = [JoinPlan(join.name, find_shape(join.path), join.left, join.right) for join in stated.joins]
    files = [path, *(join.path for join in stated.joins)]
    plan, glance = propose_plan(files, shape, joins, record_type, unit_id=unit.pk, zone=unit.timezone)
    if stated.mapping or stated.replaces_mapping:
        plan = with_readings(_mapped(plan, stated), files, record_type, glance)
    if stated.key is not None:
        plan = replace(plan, key=stated.key)
    return _read_as_stated(
        replace(plan, options={**plan.options, **stated.options}), record_type, stated
    ), glance


def _mapped(plan: ImportPlan, stated: Stated) -> ImportPlan:
    """The guess, but for the columns and fields that are stated."""
    claimed = set(stated.mapping.values())
    guessed = {
        header: name
        for header, name in plan.mapping.items()
        if header not in stated.mapping and name not in claimed and not stated.replaces_mapping
    }
    return replace(plan, mapping=guessed | {header: name for header, name in stated.mapping.items() if name})


def _read_as_stated(plan: ImportPlan, record_type: RecordType, stated: Stated) -> ImportPlan:
    readings = dict(plan.readings)
    for header, field_ in mapped_fields(plan, record_type).items():
        if field_.kind in ("date", "datetime") and stated.date_order:
            readings[header] = replace(readings[header], date_order=stated.date_order, is_certain=True)
        if field_.kind in ("integer", "decimal") and stated.decimal_mark:
            readings[header] = replace(readings[header], decimal_mark=stated.decimal_mark, is_certain=True)
    return replace(plan, readings=readings)
