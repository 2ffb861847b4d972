"""Watching records: the button in a record's head, and the list of what one watches."""

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from twofold.core.access import get_visible
from twofold.workspace.actions.watches import mute, unwatch, watch
from twofold.workspace.models import Watch
from twofold.workspace.queries.watches import WATCHABLE, watched_records


@require_http_methods(["GET", "POST"])
def watch_record(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The button: watch, or watch no more."""
    label = WATCHABLE[kind]
    record = get_visible(apps.get_model(label), request.actor, pk)
    own = Watch.objects.visible_to(request.actor).filter(kind=label, record_id=pk)
    if request.method == "POST":
        if request.POST.get("watch") == "1":
            watch(record, user=request.user, actor=request.actor, now=timezone.now())
        else:
            unwatch(label, pk, user=request.user)
        if not request.htmx:
            return redirect("workspace:watch-list")
    context = {"is_watched": own.exists(), "url": request.path, "may_watch": request.actor.is_staff_side}
    return render(request, "workspace/web/notices/watch_button.html", context)


@require_safe
def watch_list(request: HttpRequest) -> HttpResponse:
    """What one watches."""
    return render(
        request, "workspace/web/notices/watch_list.html", {"watched": watched_records(request.actor)}
    )


@require_POST
def watch_change(request: HttpRequest, pk: int) -> HttpResponse:
    """From the list: quiet, loud again, or no more."""
    row = get_visible(Watch, request.actor, pk)
    act = request.POST.get("act", "")
    if act == "stop":
        unwatch(row.kind, row.record_id, user=request.user)
        messages.success(request, _("You watch it no more."))
    else:
        mute(row, is_muted=act == "mute")
    return redirect("workspace:watch-list")
