"""The queue, for administrators."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from twofold.core.access import get_visible, require_capability
from twofold.core.errors import Conflict
from twofold.jobs.actions.jobs import discard_job, retry_job
from twofold.jobs.models import Job
from twofold.jobs.queries.overview import overview


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """What waits, what runs, what was set aside and why, and what recurs."""
    require_capability(request.actor, "administer", _("Only administrators see the background jobs."))
    return render(request, "jobs/web/jobs/job_list.html", {"page": overview(request.actor)})


@require_POST
def job_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a job that was set aside start over."""
    return _decide(request, pk, retry_job, _("The job will be tried again."))


@require_POST
def job_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a job that was set aside."""
    return _decide(request, pk, discard_job, _("The job was discarded."))


def _decide(request: HttpRequest, pk: int, action: Callable[..., None], done: str) -> HttpResponse:
    job = get_visible(Job, request.actor, pk)
    try:
        action(job, actor=request.actor, now=timezone.now())
    except Conflict as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("jobs:job-list")
