"""Starting imports: from a plan to a run that someone carries out."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.ui.formats import in_words
from twofold.workspace.access import require_may_import
from twofold.workspace.models import ImportRun, SavedMapping
from twofold.workspace.queries.checks import check_plan
from twofold.workspace.queries.plans import ImportPlan
from twofold.workspace.queries.proposals import Glance
from twofold.workspace.queries.record_types import record_type_named


class AlreadyTaken(Conflict):
    """A file without a key has been taken before."""


@transaction.atomic
def start_import(
    plan: ImportPlan,
    *,
    glance: Glance,
    unit_id: int,
    file_name: str,
    hashes: Sequence[str],
    is_dry_run: bool,
    actor: Actor,
    now: datetime,
    lines_total: int | None = None,
    draft: ImportRun | None = None,
) -> ImportRun:
    """Make a run that is ready to be carried out, or find the interrupted one that took this file before.

    :param hashes: SHA-256 of the main file and of each joined one
    :param draft: the run that was prepared in the browser
    :raises NotAllowed: if the actor may not import such records for the unit
    :raises BadInput: if the plan does not fit the file
    :raises AlreadyTaken: if the file has no key and was taken before
    """
    record_type = record_type_named(plan.record_type)
    require_may_import(actor, unit_id, record_type)
    check_plan(plan, glance.headers, record_type)
    fingerprint = fingerprint_of(plan, unit_id, hashes)
    if not is_dry_run and not plan.key and (earlier := _earlier(fingerprint)):
        return _go_on(earlier)
    run = draft or ImportRun(unit_id=unit_id, created_at=now)
    run.record_type, run.file_name, run.plan = plan.record_type, file_name[-255:], plan.as_json()
    run.person_id, run.user_id = actor.person_id, actor.user_id
    run.fingerprint, run.is_dry_run, run.is_keyed = fingerprint, is_dry_run, bool(plan.key)
    run.lines_total, run.state = lines_total, ImportRun.State.WAITING
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        raise _taken(_earlier(fingerprint)) from None
    _remember(plan, glance, unit_id, file_name, now)
    return run


def fingerprint_of(plan: ImportPlan, unit_id: int, hashes: Sequence[str]) -> str:
    """What makes two imports the same: files, type and unit. Not the mapping, which would let a file be doubled by a change."""
    stated = [plan.record_type, unit_id, plan.shape.sheet, *hashes]
    return hashlib.sha256(json.dumps(stated).encode()).hexdigest()


def _earlier(fingerprint: str) -> ImportRun | None:
    return (
        ImportRun.objects.system("the same file must not be taken twice")
        .filter(fingerprint=fingerprint, is_dry_run=False, is_keyed=False)
        .first()
    )


def _go_on(run: ImportRun) -> ImportRun:
    """An interrupted run is gone on with, as it was planned.

    :raises AlreadyTaken: if it is done
    """
    if run.state == ImportRun.State.DONE:
        raise _taken(run)
    return run


def _taken(run: ImportRun | None) -> AlreadyTaken:
    when = in_words(run.created_at) if run else _("a moment ago")
    return AlreadyTaken(
        _(
            "This file was already taken on %(when)s, and without a key its lines would be doubled. Choose a key, so that "
            "known lines are updated, or import a file that holds only the new ones."
        )
        % {"when": when},
        field="key",
    )


def _remember(plan: ImportPlan, glance: Glance, unit_id: int, file_name: str, now: datetime) -> None:
    kept = {"mapping": dict(plan.mapping), "key": list(plan.key), "options": dict(plan.options)}
    SavedMapping.objects.update_or_create(
        unit_id=unit_id,
        record_type=plan.record_type,
        headers_hash=glance.headers_hash,
        defaults={"plan": kept, "headers": list(glance.headers), "used_at": now},
        create_defaults={
            "plan": kept,
            "headers": list(glance.headers),
            "used_at": now,
            "name": Path(file_name).stem[:80],
        },
    )
