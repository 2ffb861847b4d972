"""Imports, undos and notices in the background."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from twofold.accounts.models import User
from twofold.accounts.queries.actors import actor_for
from twofold.core.actor import ActingSide
from twofold.core.errors import DomainError, NotVisible
from twofold.jobs.actions.enqueue import NewJob, enqueue_many
from twofold.timeline.models import Event
from twofold.workspace.actions.bulk_edit import carry_out, give_up
from twofold.workspace.actions.endings import note_ending
from twofold.workspace.actions.notice_mail import mail_notices, users_with_mail
from twofold.workspace.actions.notices import forget_notices, spread
from twofold.workspace.actions.presence import forget_presence as forget_signs
from twofold.workspace.actions.privacy import erase_person, refuse_erasure
from twofold.workspace.actions.retention import anonymise_due
from twofold.workspace.actions.run_import import run_import
from twofold.workspace.actions.undo import carry_on
from twofold.workspace.actions.undo_import import take_back_more
from twofold.workspace.models import BulkRun, ImportRun, PrivacyRequest
from twofold.workspace.queries.import_files import stored_files

NOTICES_KEPT = timedelta(days=90)


@task()
def carry_out_import(run_id: int) -> str:
    """Carry out a run with the rights that whoever started it has now. A worker that was killed leaves it to the next one."""
    run = ImportRun.objects.system("the run that someone asked for").get(pk=run_id)
    actor = actor_for(User.objects.get(pk=run.user_id), ActingSide.STAFF)
    try:
        run_import(run, stored_files(run), actor=actor, now=timezone.now())
    except DomainError as refusal:  # it stands on the run, where people look; trying again would end the same
        note_ending(run, now=timezone.now())
        return str(refusal)
    return f"{run.rows} lines"


@task()
def carry_out_undo(run_id: int) -> int:
    """Take an act back in short transactions, for whoever began it. A worker that was killed leaves it to the next one."""
    run = BulkRun.objects.system("the run that someone asked for").get(pk=run_id)
    actor = actor_for(User.objects.get(pk=run.user_id), ActingSide.STAFF)
    while carry_on(run, actor=actor, now=timezone.now()):
        pass
    note_ending(run, now=timezone.now())
    return run.total


@task()
def take_import_back(undo_id: int) -> int:
    """Take an import back, batch by batch. A worker that was killed leaves the rest to the next one."""
    undo = BulkRun.objects.system("the undo that someone asked for").get(pk=undo_id)
    actor = actor_for(User.objects.get(pk=undo.user_id), ActingSide.STAFF)
    while take_back_more(undo_id, actor=actor, now=timezone.now()):
        pass
    note_ending(undo, now=timezone.now())
    return undo.total


@task()
def forget_presence() -> str:
    """Remove the signs of life of those who have left."""
    return f"{forget_signs(now=timezone.now())} forgotten"


@task()
def spread_notices(event_id: int) -> int:
    """Tell whom an event concerns."""
    event = Event.objects.system("whom it concerns").get(pk=event_id)
    return spread(event, now=timezone.now())


@task()
def send_due_notices() -> int:
    """One job for each person to whom mail is due, so that one address that fails holds up nobody else."""
    users = users_with_mail(now=timezone.now())
    return enqueue_many(NewJob(mail_to_user, args=(user,), unique_key=f"user:{user}") for user in users)


@task()
def mail_to_user(user_id: int) -> int:
    """Send someone the notices that are due."""
    return mail_notices(user_id, now=timezone.now())


@task()
def forget_old_notices() -> int:
    """Nobody looks for what was told three months ago; it stands on the timelines."""
    return forget_notices(before=timezone.now() - NOTICES_KEPT)


@task()
def carry_out_bulk_edit(run_id: int) -> str:
    """Edit many records in short transactions. A worker that was killed leaves the rest to the next one."""
    run = BulkRun.objects.system("the run that someone asked for").get(pk=run_id)
    actor = actor_for(User.objects.get(pk=run.user_id), ActingSide.STAFF)
    try:
        run = carry_out(run, actor=actor)
    except (DomainError, NotVisible) as refusal:  # it stands on the run, where people look
        give_up(run, str(refusal) or _("You may no longer see this list."), now=timezone.now())
    note_ending(run, now=timezone.now())
    return f"{run.done} records"


@task()
def carry_out_erasure(request_id: int, user_id: int) -> str:
    """Erase a person with the rights that whoever decided it has now."""
    request = PrivacyRequest.objects.system("the erasure that someone decided").get(pk=request_id)
    actor = actor_for(User.objects.get(pk=user_id), ActingSide.STAFF)
    try:
        erase_person(request, actor=actor, now=timezone.now())
    except DomainError as refusal:  # it stands on the request; trying again would end the same
        refuse_erasure(request, str(refusal), now=timezone.now())
        return str(refusal)
    return "erased"


@task()
def anonymise_people() -> dict[str, int]:
    """Anonymise whoever is due by the rules about how long people are kept."""
    return anonymise_due(now=timezone.now())
