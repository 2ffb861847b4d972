"""A record type to import that needs no room above: toys, kept as organisations of that name."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.factories import NOW
from twofold.core.actor import Actor
from twofold.core.plates import (
    ImportContext,
    ImportField,
    Outcome,
    Plate,
    RecordType,
    Row,
    RowResult,
    gather,
    house,
)
from twofold.directory.models import Party, Unit
from twofold.workspace.actions.imports import start_import
from twofold.workspace.actions.run_import import run_import
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.queries.sources import sha256_of
from twofold.workspace.queries.stated import Stated, plan_for
from twofold.workspace.tests.killed import installation

__all__ = ["installation"]

REASON = "toys of a test"


@dataclass
class ToyWriter:
    """Makes a party per row, or finds it again by its key; refuses those called Broken."""

    context: ImportContext

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        known = set(toys().values_list("language", flat=True)) if self.context.key_scheme else set()
        results, fresh = [], []
        for row in rows:
            if row.values["name"] == "Broken":
                results.append(RowResult(row.number, Outcome.REJECTED, "It is broken.", "name"))
            elif row.key and row.key in known:
                results.append(RowResult(row.number, Outcome.UNCHANGED))
            else:
                results.append(RowResult(row.number, Outcome.CREATED))
                fresh.append(row)
        Party.objects.bulk_create(
            [
                Party(
                    kind=Party.Kind.ORGANIZATION,
                    name=row.values["name"],
                    sort_name=row.values["name"],
                    language=row.key[:12],
                    import_run_id=self.context.run_id,
                    created_at=NOW,
                    changed_at=NOW,
                )
                for row in fresh
            ]
        )
        return results

    def finish(self) -> bool:
        return False


TOYS = RecordType(
    name="toys",
    label="Toys",
    fields=(
        ImportField("name", "Name", required=True, aliases=("toy",), longest=40),
        ImportField("made_on", "Made on", "date", aliases=("made",), not_in_future=True),
        ImportField("price", "Price", "decimal"),
    ),
    writer=ToyWriter,
    options={"color": ("Color", ("red", "blue"), "red")},
)


def toys():
    """All toys there are."""
    return Party.objects.system(REASON).filter(import_run_id__isnull=False)


@pytest.fixture(autouse=True)
def toy_house(settings, tmp_path):
    """The house with toys in it, and its files in a folder of the test's own."""
    settings.FILES_DIR = tmp_path / "files"
    settings.FILES_DIR.mkdir()
    before = house().plates
    gather((*before, Plate(name="toys", record_types=(TOYS,))))
    yield
    gather(before)


@pytest.fixture
def import_toys(sales: Unit, actor_of, bo, tmp_path):
    """Imports a text as toys, for Sales and as Bo unless told otherwise, and returns the run."""

    def importing(
        text: str | bytes | Path,
        *,
        actor: Actor | None = None,
        unit: Unit = sales,
        dry_run: bool = False,
        stop_at: int = 0,
        **stated,
    ) -> ImportRun:
        path = text if isinstance(text, Path) else tmp_path / "toys.csv"
        if path is not text:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        actor = actor or actor_of(bo)
        plan, glance = plan_for(path, record_type_named("toys"), unit, Stated(**stated))
        run = start_import(
            plan,
            glance=glance,
            unit_id=unit.pk,
            file_name=path.name,
            hashes=[sha256_of(path)],
            is_dry_run=dry_run,
            actor=actor,
            now=NOW,
        )

        def stop(run: ImportRun) -> None:
            if stop_at and run.position >= stop_at:
                raise KeyboardInterrupt

        return run_import(run, [path], actor=actor, now=NOW, on_progress=stop)

    return importing
