"""Carrying an import out: line by line, in short transactions, each of which moves the run's position along."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import DomainError
from twofold.core.plates import ImportContext, Outcome, Row, RowResult, RowWriter
from twofold.core.plates.records import keep_nothing
from twofold.timeline.actions.keep_rows import keep_rows
from twofold.workspace.access import require_may_import
from twofold.workspace.actions.batches import BatchSize
from twofold.workspace.actions.reports import Report, keep_report
from twofold.workspace.actions.run_states import Overtaken, begin_run, close_run, give_up_run, move_run
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.queries.rows import RowParser
from twofold.workspace.queries.sources import open_source
from twofold.workspace.queries.tables import Table

State = ImportRun.State
MOST_SAMPLES = {Outcome.REJECTED: 25, Outcome.CREATED: 5, Outcome.UPDATED: 5, Outcome.UNCHANGED: 5}
Progress = Callable[[ImportRun], None]


def run_import(
    run: ImportRun,
    files: Sequence[Path],
    *,
    actor: Actor,
    now: datetime,
    on_progress: Progress = lambda run: None,
) -> ImportRun:
    """Carry out a waiting or interrupted run to its end. Killed at any moment, it is gone on with by calling this again.

    :param files: the main file, then one per join of the plan
    :param on_progress: told after each batch
    :raises NotAllowed: if the actor may not import such records for the unit
    :raises BadInput: if a file turns out to be unreadable; what was taken so far stays
    :raises Overtaken: if another process carries out this run
    :raises Conflict: if an import of the kind is being undone
    """
    if run.state in ImportRun.TAKEN:
        return run
    record_type = record_type_named(run.record_type)
    require_may_import(actor, run.unit_id, record_type)
    try:
        begin_run(run, actor, now)
        plan = ImportPlan.from_json(run.plan)
        with open_source(files, plan.shape, plan.joins) as table:
            make_writer = partial(record_type.writer, _context(run, plan, actor, now))
            parser = RowParser(plan, table.headers, record_type, now=now)
            running = _Running(run, make_writer, Report(run, table.headers), on_progress)
            running.take(table, parser)
            _finish(run, running.writer, actor, now)
    except Overtaken:
        raise
    except DomainError as refusal:
        give_up_run(run, str(refusal))
        raise
    except BaseException:
        give_up_run(
            run,
            _("It was interrupted. Start it again: it goes on behind line %(line)s.")
            % {"line": run.position},
        )
        raise
    return run


def _context(run: ImportRun, plan: ImportPlan, actor: Actor, now: datetime) -> ImportContext:
    return ImportContext(
        actor=actor,
        unit_id=run.unit_id,
        run_id=run.pk,
        key_scheme=plan.key_scheme,
        now=now,
        options=plan.options,
        headers={name: header for header, name in plan.mapping.items()},
        is_dry_run=run.is_dry_run,
        keep=keep_nothing if run.is_dry_run else partial(keep_rows, run.event_id),
    )


class _Running:
    """The loop over the lines, and what it carries along."""

    def __init__(
        self, run: ImportRun, make_writer: Callable[[], RowWriter], report: Report, on_progress: Progress
    ) -> None:
        self.run, self.report, self.on_progress = run, report, on_progress
        self.make_writer, self.writer = make_writer, make_writer()
        self.size = BatchSize()
        self.rows: list[Row] = []
        self.refused: list[RowResult] = []
        self.cells: dict[int, list[str]] = {}

    def take(self, table: Table, parser: RowParser) -> None:
        """Parse and write all lines behind the run's position."""
        try:
            for number, cells, result in _parsed(table, parser):
                if number <= self.run.position:
                    continue
                (self.rows if type(result) is Row else self.refused).append(result)
                self.cells[number] = cells
                if len(self.cells) >= self.size.rows:
                    self._write_batch()
            if self.cells:
                self._write_batch()
            self.report.flush()
        finally:
            self.report.close()

    def _write_batch(self) -> None:
        position, last = self.run.position, max(self.cells)
        with transaction.atomic():
            started = perf_counter()  # the lock is held from here on
            results = [*self.refused, *(self.writer.write(self.rows) if self.rows else ())]
            transaction.set_rollback(self.run.is_dry_run)
            if not self.run.is_dry_run:
                self._report_and_move(results, position, last)
        self.size.learn(len(self.cells), perf_counter() - started)
        if self.run.is_dry_run:
            self._report_and_move(results, position, last)
            self.writer = self.make_writer()  # what the last one remembers was rolled back
        self.rows, self.refused, self.cells = [], [], {}
        self.on_progress(self.run)

    def _report_and_move(self, results: Sequence[RowResult], position: int, last: int) -> None:
        results = sorted(results)
        counts = dict.fromkeys(Outcome, 0)
        for result in results:
            counts[result.outcome] += 1
            if result.outcome == Outcome.REJECTED or self.run.is_dry_run:
                self.report.add(result, self.cells[result.number])
        move_run(
            self.run,
            expected_position=position,
            position=last,
            report_size=self.report.flush(),
            samples=_samples(self.run.samples, results),
            **{outcome.value: getattr(self.run, outcome.value) + count for outcome, count in counts.items()},
        )


def _parsed(table: Table, parser: RowParser) -> Iterator[tuple[int, list[str], Row | RowResult]]:
    """Each line with its row, or with why it is rejected."""
    parse = parser.parse
    for number, cells, wrong in table.lines:
        yield number, cells, RowResult(number, Outcome.REJECTED, wrong) if wrong else parse(number, cells)


def _samples(samples: list, results: Sequence[RowResult]) -> list:
    """Some lines of each outcome, as the page shows them."""
    room = dict(MOST_SAMPLES)
    for sample in samples:
        room[Outcome(sample[1])] -= 1
    more = []
    for result in results:
        if room[result.outcome] > 0:
            room[result.outcome] -= 1
            more.append([result.number, result.outcome.value, result.field, str(result.reason)])
    return samples + more if more else samples


def _finish(run: ImportRun, writer: RowWriter, actor: Actor, now: datetime) -> None:
    """Let the writer finish, in short transactions; then the report, the event, the end."""
    while not run.is_dry_run:
        with transaction.atomic():
            if not writer.finish():
                break
    keep_report(run)
    close_run(run, actor, now)
