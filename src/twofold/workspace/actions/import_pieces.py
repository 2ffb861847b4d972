"""Imports of pieces, such as mails: the same runs as those of tables, listed, gone on with and taken back like them."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import DomainError
from twofold.core.plates import PieceImport, Pieces
from twofold.workspace.access import require_may_import
from twofold.workspace.actions.run_states import Overtaken, begin_run, close_run, give_up_run, move_run
from twofold.workspace.models import ImportRun
from twofold.workspace.queries.sources import sha256_of

State = ImportRun.State
UNFINISHED = (State.WAITING, State.RUNNING, State.FAILED)


def import_pieces(
    kind: PieceImport,
    path: Path,
    *,
    unit_id: int,
    actor: Actor,
    now: datetime,
    on_progress: Callable[[ImportRun], None] = lambda run: None,
) -> tuple[ImportRun, Mapping[str, int]]:
    """Take what lies at a path, or go on with what was interrupted there.

    :returns: the run, and what came of it in words to numbers
    :raises NotAllowed: if the actor may not import such records for the unit
    :raises BadInput: if there is nothing of the kind
    :raises Overtaken: if another process carries out this run
    """
    require_may_import(actor, unit_id, kind)
    run = _run(kind, path, unit_id, actor, now)

    def taken(counts: Mapping[str, int]) -> None:
        changes = {outcome: getattr(run, outcome) + count for outcome, count in counts.items()}
        done = run.position + sum(counts.values())
        move_run(run, expected_position=run.position, position=done, **changes)
        on_progress(run)

    try:
        begin_run(run, actor, now)
        pieces = Pieces(path, unit_id, actor, now, run_id=run.pk, skip=run.position, taken=taken)
        told = kind.carry_out(pieces)
        close_run(run, actor, now)
    except Overtaken:
        raise
    except DomainError as refusal:
        give_up_run(run, str(refusal))
        raise
    except BaseException:
        sentence = _("It was interrupted. Start it again: it goes on behind piece %(number)s.")
        give_up_run(run, sentence % {"number": run.position})
        raise
    return run, told


def _run(kind: PieceImport, path: Path, unit_id: int, actor: Actor, now: datetime) -> ImportRun:
    """The run of these pieces that was interrupted, or a new one."""
    fingerprint = _fingerprint(kind, path, unit_id)
    runs = ImportRun.objects.system("the same pieces are gone on with")
    earlier = runs.filter(fingerprint=fingerprint, state__in=UNFINISHED, is_dry_run=False).first()
    return earlier or ImportRun.objects.create(
        record_type=kind.name,
        unit_id=unit_id,
        person_id=actor.person_id,
        user_id=actor.user_id,
        file_name=path.name[-255:],
        fingerprint=fingerprint,
        is_keyed=True,  # each piece is known again by what it holds
        state=State.WAITING,
        created_at=now,
    )


def _fingerprint(kind: PieceImport, path: Path, unit_id: int) -> str:
    """What makes two imports the same: kind, unit and file, or the files of a folder by name, size and time."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.is_file())
        held = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    else:
        held = sha256_of(path) if path.is_file() else ""
    return hashlib.sha256(json.dumps([kind.name, unit_id, held]).encode()).hexdigest()
