"""A form on a page of ours: works without scripts, and sets no cookie."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from twofold.accounts.queries.devices import network_of
from twofold.conversations.channels.form.fields import TRAP, SubmissionForm
from twofold.conversations.channels.form.plan import plan_of
from twofold.conversations.channels.form.submit import submit_form
from twofold.conversations.channels.public.stamps import new_stamp
from twofold.conversations.models import Channel
from twofold.conversations.web.embed.doors import public_channel, require_open
from twofold.conversations.web.embed.forms import thanks
from twofold.core.errors import DomainError
from twofold.directory.queries.units import unit_tree

TEMPLATE = "conversations/web/embed/form_page.html"


@csrf_exempt  # nobody is signed in here: there is nothing that another site could do in their name, and no cookie to prove it by
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def form_page(request: HttpRequest, token: str) -> HttpResponse:
    """The form by itself; what was typed stays until it was taken in."""
    channel = public_channel("form", token)
    if channel is None:
        raise Http404
    with translation.override(plan_of(channel).language):
        return _hand_in(request, channel) if request.method == "POST" else _show(request, channel)


def _hand_in(request: HttpRequest, channel: Channel) -> HttpResponse:
    try:
        require_open(channel)
        form = submit_form(channel, request.POST.dict(), network=network_of(request), now=timezone.now())
    except DomainError as refusal:
        form = SubmissionForm(plan_of(channel), request.POST.dict())
        form.add_error(None, str(refusal))
        return _show(request, channel, form, status=refusal.status)
    if form.errors and not form.fell_for_the_trap:
        return _show(request, channel, form, status=422)
    return _show(request, channel, said=thanks(form.plan))


def _show(
    request: HttpRequest,
    channel: Channel,
    form: SubmissionForm | None = None,
    *,
    said: str = "",
    status: int = 0,
) -> HttpResponse:
    tree = unit_tree()
    context = {
        "plan": plan_of(channel),
        "is_open": channel.is_open,
        "form": form or SubmissionForm(plan_of(channel)),
        "stamp": new_stamp(channel.key, now=timezone.now()),
        "trap": TRAP,
        "thanks": said,
        "enterprise": tree.names[tree.roots[0]] if len(tree.roots) == 1 else "",
    }
    return render(request, TEMPLATE, context, status=status or (200 if channel.is_open else 410))
