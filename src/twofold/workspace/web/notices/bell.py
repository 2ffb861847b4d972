"""The bell in the top bar, and the page behind it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from twofold.core.access import get_visible
from twofold.core.ids import read_id
from twofold.core.paging import keyset_page
from twofold.workspace.actions.notices import mark_all_seen, mark_seen
from twofold.workspace.models import Notification
from twofold.workspace.queries.inbox import bundles, in_bell, unread_count

IN_POPOVER = 12
ON_PAGE = 50


@never_cache
@require_safe
def notice_count(request: HttpRequest) -> HttpResponse:
    """How many are unread: asked by every open page once a minute, so it costs one look into an index."""
    unread = unread_count(request.user)
    words = ngettext("%(count)s unread notification", "%(count)s unread notifications", unread)
    return JsonResponse({"unread": unread, "words": words % {"count": unread}})


@require_safe
def notice_popover(request: HttpRequest) -> HttpResponse:
    """The newest, under the bell."""
    rows = list(in_bell(request.actor).order_by("-pk")[:IN_POPOVER])
    return render(request, "workspace/web/notices/popover.html", {"bundles": bundles(rows, request.actor)})


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Everything one was told of, newest first."""
    only_new = request.GET.get("unread") == "1"
    rows = in_bell(request.actor).filter(seen_at=None) if only_new else in_bell(request.actor)
    page = keyset_page(rows, order=("pk",), token=request.GET.get("page", ""), size=ON_PAGE, descending=True)
    unread = "unread=1&" if only_new else ""
    context = {
        "bundles": bundles(page.rows, request.actor),
        "only_new": only_new,
        "newer_url": f"?{unread}page={page.before}" if page.before else "",
        "older_url": f"?{unread}page={page.after}" if page.after else "",
    }
    return render(request, "workspace/web/notices/notice_list.html", context)


@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where it happened; what was told of that record is read then."""
    row = get_visible(Notification, request.actor, pk)
    near = in_bell(request.actor).filter(pk__lt=row.pk, seen_at=None).order_by("-pk")[:ON_PAGE]
    for bundle in bundles([row, *near], request.actor):
        if row.pk in {notice.pk for notice in bundle.notices}:
            mark_seen([one.pk for one in bundle.notices], user=request.user, now=timezone.now())
            return redirect(bundle.url or "workspace:notice-list")
    mark_seen([row.pk], user=request.user, now=timezone.now())
    return redirect("workspace:notice-list")


@require_POST
def notices_seen(request: HttpRequest) -> HttpResponse:
    """Mark one as read, or all."""
    if pk := request.POST.get("notice", ""):
        mark_seen([read_id(pk) or 0], user=request.user, now=timezone.now())
    else:
        mark_all_seen(user=request.user, now=timezone.now())
    return redirect("workspace:notice-list")
