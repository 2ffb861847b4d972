"""How one wants to be told, and the way out of mail that every mail offers."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from twofold.accounts.models import User
from twofold.accounts.web.settings.tabs import tabs
from twofold.core.plates import house
from twofold.workspace.actions.choices import choose_notices, stop_mail
from twofold.workspace.actions.notices import ANY_OTHER
from twofold.workspace.models import NotificationChoice
from twofold.workspace.queries.mail_links import user_behind
from twofold.workspace.queries.quiet import calendar_for

Mail = NotificationChoice.Mail
WAYS = (
    (Mail.NEVER, _("Never")),
    (Mail.NOW, _("At once")),
    (Mail.DAILY, _("Daily")),
    (Mail.WEEKLY, _("Weekly")),
)


@dataclass(frozen=True)
class Choice:
    """One line of the page: a kind of event, and how one is told of it."""

    verb: str
    label: str
    in_bell: bool
    mail: str
    is_urgent: bool


@require_http_methods(["GET", "POST"])
def notice_choices(request: HttpRequest) -> HttpResponse:
    """Per kind of event: in the bell or not, and how by mail."""
    if request.method == "POST":
        given = {
            choice.verb: (
                f"bell-{choice.verb}" in request.POST,
                request.POST.get(f"mail-{choice.verb}", choice.mail),
            )
            for choice in _choices(request.user)
        }
        choose_notices(request.user, choices=given, is_quiet="is_quiet" in request.POST)
        messages.success(request, gettext("Saved. It holds from the next event on."))
        return redirect("workspace:notice-choices")
    context = {
        "tabs": tabs(request),
        "choices": _choices(request.user),
        "ways": WAYS,
        "zone": calendar_for(request.user).timezone,
    }
    return render(request, "workspace/web/notices/choices.html", context)


@csrf_exempt  # mail programs post by themselves (RFC 8058); the signed link is the permission, and all it can do is stop mail
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def mail_stop(request: HttpRequest, signed: str) -> HttpResponse:
    """The way out that stands in every mail: looking changes nothing, the button stops the mail."""
    user = user_behind(signed)
    is_stopped = request.method == "POST"
    if is_stopped:
        stop_mail(user)
    return render(request, "workspace/web/notices/mail_stop.html", {"is_stopped": is_stopped})


def _choices(user: User) -> list[Choice]:
    held = {row.verb: row for row in NotificationChoice.objects.system("one's own").filter(user=user)}
    kinds = [(one.verb, str(one.label), one.is_urgent) for one in house().every("notices")]
    kinds.append((ANY_OTHER, gettext("Anything else happens to a record that I watch"), False))
    return [
        Choice(
            verb=verb,
            label=label,
            in_bell=held[verb].in_bell if verb in held else True,
            mail=held[verb].mail if verb in held else Mail.NEVER,
            is_urgent=is_urgent,
        )
        for verb, label, is_urgent in kinds
    ]
