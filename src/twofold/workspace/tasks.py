"""Imports and undos in the background."""

from django.utils import timezone
from django_tasks import task

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.core.errors import DomainError
from twofold.workspace.actions.presence import forget_presence as forget_signs
from twofold.workspace.actions.run_import import run_import
from twofold.workspace.actions.undo import carry_on
from twofold.workspace.actions.undo_import import take_back_more
from twofold.workspace.models import BulkRun, ImportRun
from twofold.workspace.queries.import_files import stored_files


@task()
def carry_out_import(run_id: int) -> str:
    """Carry out a run with the rights that whoever started it has now. A worker that was killed leaves it to the next one."""
    run = ImportRun.objects.system("the run that someone asked for").get(pk=run_id)
    actor = actor_for(User.objects.get(pk=run.user_id), ActingSide.STAFF)
    try:
        run_import(run, stored_files(run), actor=actor, now=timezone.now())
    except DomainError as refusal:  # it stands on the run, where people look; trying again would end the same
        return str(refusal)
    return f"{run.rows} lines"


@task()
def carry_out_undo(run_id: int) -> int:
    """Take an act back in short transactions, for whoever began it. A worker that was killed leaves it to the next one."""
    run = BulkRun.objects.system("the run that someone asked for").get(pk=run_id)
    actor = actor_for(User.objects.get(pk=run.user_id), ActingSide.STAFF)
    while carry_on(run, actor=actor, now=timezone.now()):
        pass
    return run.total


@task()
def take_import_back(undo_id: int) -> int:
    """Take an import back, batch by batch. A worker that was killed leaves the rest to the next one."""
    undo = BulkRun.objects.system("the undo that someone asked for").get(pk=undo_id)
    actor = actor_for(User.objects.get(pk=undo.user_id), ActingSide.STAFF)
    while take_back_more(undo_id, actor=actor, now=timezone.now()):
        pass
    return undo.total


@task()
def forget_presence() -> str:
    """Remove the signs of life of those who have left."""
    return f"{forget_signs(now=timezone.now())} forgotten"
