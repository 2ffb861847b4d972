"""Who else is looking at a record: asked for by its page every few seconds, as long as somebody looks at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.core.access import get_visible
from twofold.core.errors import NotVisible
from twofold.core.plates import house
from twofold.directory.access import is_staff
from twofold.workspace.actions.presence import note_presence
from twofold.workspace.queries.presence import Present, others_present

KINDS = ("party", "unit", "case", "conversation")


@require_POST
def presence(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take a sign of life, and tell of the others; the same words again are not sent twice (204)."""
    shown = house().one("search_kinds", lambda one: one.kind == kind)
    if shown is None:
        raise NotVisible
    record, now = get_visible(shown.model, request.actor, pk), timezone.now()
    if not is_staff(request.actor):
        return HttpResponse(status=204)  # customers see their own record, not who works on it
    if request.actor.user_id:
        note_presence(record, is_editing=request.POST.get("editing") == "1", actor=request.actor, now=now)
    others = [(one, in_words(one)) for one in others_present(record, request.actor, now)]
    seen = "|".join(words for _one, words in others)
    if request.POST.get("seen", "") == seen:
        return HttpResponse(status=204)
    return render(request, "workspace/web/presence/presence.html", {"others": others, "seen": seen})


def in_words(one: Present) -> str:
    """What is said of a colleague on the page."""
    sentence = _("%(name)s is editing this") if one.is_editing else _("%(name)s is looking at this")
    return sentence % {"name": one.name}
