"""Where the files of an import that was started in the browser lie."""

from pathlib import Path

from twofold.files.queries.paths import path_of
from twofold.workspace.models import ImportFile, ImportRun

Role = ImportFile.Role


def stored_files(run: ImportRun) -> list[Path]:
    """The main file, then the joined ones in the order of the plan."""
    return [path_of(kept.file.sha256) for kept in _kept(run)]


def stored_hashes(run: ImportRun) -> list[str]:
    """Their SHA-256, in the same order."""
    return [kept.file.sha256 for kept in _kept(run)]


def report_of(run: ImportRun) -> ImportFile | None:
    """The report of a finished run, if it has rejected lines or was a dry run."""
    return run.files.filter(role=Role.REPORT).select_related("file").first()


def _kept(run: ImportRun) -> list[ImportFile]:
    kept = run.files.exclude(role=Role.REPORT).select_related("file").order_by("pk")
    return sorted(kept, key=lambda file: file.role != Role.MAIN)
