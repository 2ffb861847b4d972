"""A kiosk: one sheet after another on a device that stands somewhere, also while there is no network."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from twofold.conversations.channels.public.budgets import Budget, take_from
from twofold.conversations.channels.public.words import clean_words
from twofold.conversations.web.embed.origins import read_json
from twofold.core.errors import BadInput, DomainError
from twofold.surveys.actions.respond import answer_openly
from twofold.surveys.models import Door, Wave
from twofold.surveys.queries.doors import door_of, is_kept, round_of
from twofold.surveys.web.answering.asked import unknown
from twofold.surveys.web.answering.described import described
from twofold.surveys.web.answering.guessing import said_beside
from twofold.surveys.web.answering.handed import problems, read_sheet
from twofold.surveys.web.answering.paging import uuid_of
from twofold.ui.assets import asset_content

TEMPLATE = "surveys/web/kiosk/kiosk.html"
BUDGET = Budget(network=2_000, channel=2_000, house=20_000)
"""Sheets in each hour: what has waited comes all at once."""
LONGEST_WAIT = timedelta(days=30)


@login_not_required
@never_cache
@require_safe
def kiosk(request: HttpRequest, key: str) -> HttpResponse:
    """The page that fills the screen; it holds no questions, so that it can be kept on the device."""
    door = door_of(key, Door.Kind.KIOSK)
    if door is None:
        return unknown(request)
    return render(request, TEMPLATE, {"survey": door.survey, "door": door})


@login_not_required
@never_cache
@require_safe
def kiosk_form(request: HttpRequest, key: str) -> HttpResponse:
    """What it asks just now, in the language that was chosen on it."""
    door = door_of(key, Door.Kind.KIOSK)
    if door is None:
        return JsonResponse({}, status=404)
    try:
        round_of(door, timezone.now())
        return JsonResponse(described(door, request.GET.get("language", "")))
    except DomainError as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)


@csrf_exempt  # its key is the permission, and there is no cookie
@login_not_required
@never_cache
@require_POST
def kiosk_sheet(request: HttpRequest, key: str) -> HttpResponse:
    """One sheet. It is sent until it is acknowledged, and counts once."""
    door = door_of(key, Door.Kind.KIOSK)
    if door is None:
        return JsonResponse({}, status=404)
    try:
        return _keep(request, door)
    except DomainError as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)


@login_not_required
@require_safe
def kiosk_worker(request: HttpRequest) -> HttpResponse:
    """The script that answers in the place of the network; it has to come from where the kiosks are."""
    content = asset_content("kiosk-worker.js", "")
    headers = {"Cache-Control": "no-cache, no-store, private"}
    return HttpResponse(content, content_type="text/javascript; charset=utf-8", headers=headers)


def _keep(request: HttpRequest, door: Door) -> HttpResponse:
    given, now = read_json(request), timezone.now()
    submission = uuid_of(clean_words(given.get("submission")))
    if submission is None:
        raise BadInput(_("This page is not whole. Load it again; nothing was sent yet."))
    if is_kept(submission):
        return JsonResponse({}, status=201)
    read = read_sheet(door, given)
    if read.sheet.problems:
        return problems(read)
    wave = round_of(door, now)
    take_from(BUDGET, "kiosk", door, door.key, now=now)
    with translation.override(read.language):
        answer_openly(
            wave,
            read.sheet.given,
            version=read.version,
            submission=submission,
            door=door,
            language=read.language,
            guess=read.guess,
            answered_at=_when(given.get("waited"), wave, now),
            now=now,
        )
        beside = said_beside(door.survey, wave, read.form.guess, read.guess)
    return JsonResponse({"beside": beside}, status=201)


def _when(waited: object, wave: Wave, now: datetime) -> datetime:
    """When it was answered, by how long it has waited on the device, whose clock may be wrong; within the round."""
    seconds = waited if isinstance(waited, int | float) and 0 <= waited < LONGEST_WAIT.total_seconds() else 0
    return max(now - timedelta(seconds=seconds), wave.opens_at)
