"""How an import looks on a terminal."""

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import Self, TextIO

from twofold.core.plates import RecordType
from twofold.directory.models import Unit
from twofold.files.queries.paths import path_of
from twofold.workspace.actions.reports import working_report
from twofold.workspace.models import ImportFile, ImportRun
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.proposals import Glance, mapped_fields

SHOWN = 20


class ProgressLine:
    """One line that is written over and over on a terminal, and not at all elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._shown = stream, stream.isatty()
        self._began = self._last = perf_counter()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.seconds = perf_counter() - self._began
        if self._shown:
            self._stream.write("\r\033[K")

    def __call__(self, run: ImportRun) -> None:
        """Write it anew, at most ten times a second."""
        now = perf_counter()
        if self._shown and now - self._last > 0.1:
            self._last = now
            of = f" of about {run.lines_total:,}" if run.lines_total else ""
            self._stream.write(
                f"\r\033[K{run.rows:,}{of} lines, {run.rows / (now - self._began):,.0f} a second"
            )
            self._stream.flush()


def plan_table(plan: ImportPlan, glance: Glance, record_type: RecordType, unit: Unit) -> str:
    """What will be done: how the file is read, and which column becomes what."""
    shape = plan.shape
    read_as = (
        f"sheet {shape.sheet}" if shape.is_spreadsheet else f"{shape.encoding}, delimiter {shape.delimiter!r}"
    )
    fields = mapped_fields(plan, record_type)
    many = [header for header, field in fields.items() if field.many]
    rows = [
        (header, str(field.label), _reading(plan, header))
        for header, field in fields.items()
        if not field.many
    ]
    rows += [(f"{many[0]} … {many[-1]} ({len(many)})", str(fields[many[0]].label), "")] if many else []
    unused = [header for header in glance.headers if header not in plan.mapping and header not in plan.key]
    lines = [
        f"As {record_type.label} for {unit.party.name}: {read_as}, key {plan.key_scheme or 'none'}",
        *table(("column", "becomes", ""), rows),
        *([f"left out: {', '.join(unused)}"] if unused else []),
    ]
    return "\n".join(lines) + "\n"


def _reading(plan: ImportPlan, header: str) -> str:
    reading = plan.readings.get(header)
    if reading is None or (reading.date_order == "ymd" and reading.decimal_mark == "point"):
        return ""
    return (
        "decimal comma"
        if reading.decimal_mark == "comma"
        else {"dmy": "day first", "mdy": "month first"}[reading.date_order]
    )


def outcome_table(run: ImportRun, seconds: float) -> str:
    """What has become of the lines, and where to read about the rejected ones."""
    counts = [(name, f"{getattr(run, name):,}") for name in ("created", "updated", "unchanged", "rejected")]
    rejected = [sample for sample in run.samples if sample[1] == "rejected"][:SHOWN]
    lines = table(("dry run" if run.is_dry_run else "outcome", "lines"), counts)
    if rejected:
        lines += [
            "",
            *table(
                ("line", "reason"), [(str(number), reason) for number, _outcome, _field, reason in rejected]
            ),
        ]
    if run.rejected > len(rejected):
        lines.append(f"… and {run.rejected - len(rejected):,} more")
    if run.rejected or run.is_dry_run:
        lines += ["", f"All of it: {_report_path(run)}"]
    lines.append(
        f"{run.rows:,} lines in {seconds:.1f} s, {run.rows / max(seconds, 0.001):,.0f} a second; import {run.pk}."
    )
    return "\n".join(lines)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Columns under each other, as wide as they must be."""
    rows = [tuple(head), *rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    written = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    return [written[0], "  ".join("-" * width for width in widths), *written[1:]]


def _report_path(run: ImportRun) -> str:

    kept = ImportFile.objects.filter(run=run, role=ImportFile.Role.REPORT).select_related("file").first()
    return str(path_of(kept.file.sha256) if kept else working_report(run))
