"""Preparing an import in the browser: upload, plan, try, start."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.core.plates import RecordType
from twofold.directory.models import Unit
from twofold.files.actions.store import store
from twofold.files.models import StoredFile
from twofold.files.queries.names import clean_name
from twofold.files.queries.paths import path_of
from twofold.workspace.access import may_import, require_may_import
from twofold.workspace.actions.imports import start_import
from twofold.workspace.models import ImportFile, ImportRun
from twofold.workspace.queries.columns import normalized
from twofold.workspace.queries.import_files import stored_files, stored_hashes
from twofold.workspace.queries.known_exports import recognized_export
from twofold.workspace.queries.likely_types import likely_record_types
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.proposals import Glance, glance_at
from twofold.workspace.queries.record_types import record_type_named
from twofold.workspace.queries.sources import count_lines
from twofold.workspace.queries.stated import Stated, StatedJoin, plan_for
from twofold.workspace.queries.tables import find_shape
from twofold.workspace.tasks import carry_out_import

Role, State = ImportFile.Role, ImportRun.State


@dataclass(frozen=True)
class Upload:
    """A file as it comes from a browser."""

    name: str
    content: BinaryIO


@dataclass(frozen=True)
class Join:
    """A second file, and the columns by which it belongs to the first; empty ones are found by their headers."""

    upload: Upload
    left: str = ""
    right: str = ""


def draft_import(
    upload: Upload,
    *,
    record_type: RecordType | None,
    unit: Unit,
    join: Join | None,
    actor: Actor,
    now: datetime,
) -> ImportRun:
    """Keep the files and propose how to read them.

    :param record_type: None to tell it by the headers, if another system's export has them
    :raises NotAllowed: if the actor may not import such records for the unit
    :raises BadInput: if a file is no table, too large, or cannot be joined
    """
    if record_type:
        require_may_import(actor, unit.pk, record_type)
    elif not may_import(actor):
        raise NotAllowed(_("You may not import. Ask a lead of your unit, or for the right to import."))
    main = _keep(upload)
    if record_type is None:
        record_type = _told_by_headers(main)
        require_may_import(actor, unit.pk, record_type)
    joined = _keep(join.upload) if join else None
    stated = Stated(joins=[_stated_join(main, joined, join)] if joined and join else [])
    plan, _glance = plan_for(path_of(main.sha256), record_type, unit, stated)
    return _save_draft(
        plan, unit, [(upload, main), *([(join.upload, joined)] if joined and join else [])], actor, now
    )


@transaction.atomic
def _save_draft(
    plan: ImportPlan, unit: Unit, kept: Sequence[tuple[Upload, StoredFile]], actor: Actor, now: datetime
) -> ImportRun:
    run = ImportRun.objects.create(
        record_type=plan.record_type,
        unit=unit,
        person_id=actor.person_id,
        user_id=actor.user_id,
        file_name=clean_name(kept[0][0].name),
        plan=plan.as_json(),
        created_at=now,
    )
    for number, (upload, file) in enumerate(kept):
        role = Role.JOINED if number else Role.MAIN
        ImportFile.objects.create(run=run, role=role, name=clean_name(upload.name), file=file)
    return run


def _told_by_headers(main: StoredFile) -> RecordType:
    """What is in a file, told by its headers.

    :raises BadInput: if no system that is known writes such a file, and the headers fit no kind of record, or several
    """
    path = path_of(main.sha256)
    headers = glance_at([path], find_shape(path), [], lines=1).headers
    if export := recognized_export(headers):
        return record_type_named(export.record_type)
    likely = likely_record_types(headers)
    if len(likely) == 1:
        return record_type_named(likely[0].name)
    if likely:
        kinds = ", ".join(str(kind.label) for kind in likely)
        sentence = _("The headers fit several kinds of record: %(kinds)s. Choose one above.") % {
            "kinds": kinds
        }
    else:
        sentence = _("The headers do not tell what is in this file. Choose it above.")
    raise BadInput(sentence, field="record_type")


def _keep(upload: Upload) -> StoredFile:
    return store(upload.content, limit=settings.IMPORT_LIMIT)


def _stated_join(main: StoredFile, joined: StoredFile, join: Join) -> StatedJoin:
    path = path_of(joined.sha256)
    left, right = join.left, join.right or join.left
    if not left:
        left, right = _shared_column(path_of(main.sha256), path)
    return StatedJoin(path, clean_name(join.upload.name), left, right)


def _shared_column(main: Path, joined: Path) -> tuple[str, str]:
    """The columns of two files that are called the same.

    :raises BadInput: if there is none
    """
    own, others = (glance_at([path], find_shape(path), [], lines=1).headers for path in (main, joined))
    by_name = {normalized(header): header for header in others}
    for header in own:
        if normalized(header) in by_name:
            return header, by_name[normalized(header)]
    raise BadInput(
        _(
            "The two files have no column of the same name. Say which column of each belongs together: %(own)s; %(others)s."
        )
        % {"own": ", ".join(own), "others": ", ".join(others)},
        field="join_left",
    )


def plan_draft(run: ImportRun, stated: Stated, *, record_type: RecordType) -> tuple[ImportPlan, Glance]:
    """The plan of a draft with people's choices laid over it. Nothing is saved.

    :raises BadInput: if a choice makes no sense
    """
    _require_draft(run)
    plan, (main, *others) = ImportPlan.from_json(run.plan), stored_files(run)
    joins = [
        StatedJoin(path, join.name, join.left, join.right)
        for join, path in zip(plan.joins, others, strict=True)
    ]
    return plan_for(main, record_type, run.unit, replace(stated, joins=joins))


def read_draft_anew(run: ImportRun, stated: Stated, *, record_type: RecordType, actor: Actor) -> ImportRun:
    """Read the file of a draft in another way (encoding, delimiter, sheet) and propose a plan for what comes out.

    :raises NotAllowed: if the actor may not import such records for the unit
    :raises BadInput: if the file cannot be read so
    """
    require_may_import(actor, run.unit_id, record_type)
    plan, _glance = plan_draft(run, stated, record_type=record_type)
    run.plan = plan.as_json()
    run.save(update_fields=["plan"])
    return run


@transaction.atomic
def start_draft(
    run: ImportRun, stated: Stated, *, record_type: RecordType, is_dry_run: bool, actor: Actor, now: datetime
) -> ImportRun:
    """Have a draft carried out in the background, for real or to see what would become of it.

    :raises NotAllowed: if the actor may not import such records for the unit
    :raises BadInput: if the plan does not fit the file
    :raises AlreadyTaken: if the file has no key and was taken before
    """
    plan, glance = plan_draft(run, stated, record_type=record_type)
    return _start(run, plan, glance, is_dry_run=is_dry_run, actor=actor, now=now)


@transaction.atomic
def import_for_real(tried: ImportRun, *, actor: Actor, now: datetime) -> ImportRun:
    """After a dry run: the same import, in earnest.

    :raises NotAllowed: if the actor may not import such records for the unit
    :raises AlreadyTaken: if the file has no key and was taken before
    """
    run = draft_again(tried, actor=actor, now=now)
    plan = ImportPlan.from_json(run.plan)
    glance = glance_at(stored_files(run), plan.shape, plan.joins)
    return _start(run, plan, glance, is_dry_run=False, actor=actor, now=now)


def _start(
    draft: ImportRun, plan: ImportPlan, glance: Glance, *, is_dry_run: bool, actor: Actor, now: datetime
) -> ImportRun:
    run = start_import(
        plan,
        glance=glance,
        unit_id=draft.unit_id,
        file_name=draft.file_name,
        hashes=stored_hashes(draft),
        is_dry_run=is_dry_run,
        lines_total=count_lines(stored_files(draft)[0], plan.shape),
        actor=actor,
        now=now,
        draft=draft,
    )
    carry_out_import.enqueue(run_id=run.pk)
    return run


@transaction.atomic
def draft_again(run: ImportRun, *, actor: Actor, now: datetime) -> ImportRun:
    """A new draft with the files and choices of a run that is over.

    :raises NotAllowed: if the actor may not import for the unit
    :raises Conflict: if its files were not kept, as after an import on the command line
    """
    require_may_import(actor, run.unit_id, record_type_named(run.record_type))
    files = list(run.files.exclude(role=Role.REPORT))
    if not files:
        raise Conflict(_("The file of this import was not kept. Import it again from where it is."))
    again = ImportRun.objects.create(
        record_type=run.record_type,
        unit_id=run.unit_id,
        person_id=actor.person_id,
        user_id=actor.user_id,
        file_name=run.file_name,
        plan=run.plan,
        created_at=now,
    )
    ImportFile.objects.bulk_create(
        [ImportFile(run=again, role=file.role, name=file.name, file_id=file.file_id) for file in files]
    )
    return again


def _require_draft(run: ImportRun) -> None:
    if run.state != State.DRAFT:
        raise Conflict(_("This import has been started. Look at what became of it."))
