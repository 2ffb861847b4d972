"""The open link: for people who are not in the register, or whom nobody has asked by name. No cookie, no session, no name."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from twofold.accounts.queries.devices import network_of
from twofold.conversations.channels.public.budgets import Exhausted
from twofold.conversations.channels.public.stamps import Stale, TooQuick, new_stamp
from twofold.conversations.channels.public.words import clean_words
from twofold.core.errors import Conflict, DomainError
from twofold.surveys.actions.hand_in import TRAP, hand_in_openly, may_upload
from twofold.surveys.models import Door
from twofold.surveys.queries.doors import door_of, round_of
from twofold.surveys.web.answering.asked import Asked, Handed, answering, language_of, said, unknown
from twofold.surveys.web.answering.paging import answer


@answering
def open_link(request: HttpRequest, key: str) -> HttpResponse:
    """A named survey, answered by whoever comes. Only the questionnaire's own fields are read of an address or a page."""
    door = door_of(key, Door.Kind.OPEN)
    if door is None:
        return unknown(request)
    now = timezone.now()
    with translation.override(language_of(request, door.survey)):
        try:
            wave = round_of(door, now)
        except Conflict as refusal:
            return said(request, door.survey, str(refusal), status=refusal.status)
    asked = Asked(
        wave,
        {"unit": door.survey.unit.party.name},
        partial(_keep, request, door),
        promise=door.promise,
        carried={"stamp": clean_words(request.POST.get("stamp")) or new_stamp(door.key, now=now)},
        again=(TooQuick, Stale, Exhausted),
        renewed=partial(_renewed, door),
        may_upload=lambda: may_upload(door, network_of(request), now=now),
        trap=TRAP,
    )
    return answer(request, asked)


def _keep(request: HttpRequest, door: Door, handed: Handed) -> str:
    if request.POST.get(TRAP):
        return ""  # a program is thanked, and nothing of it kept
    hand_in_openly(
        door,
        handed.given,
        version=handed.version,
        stamp=clean_words(request.POST.get("stamp")),
        network=network_of(request),
        language=handed.language,
        guess=handed.guess,
        now=timezone.now(),
    )
    return ""


def _renewed(door: Door, refusal: DomainError) -> dict[str, str]:
    """Where a page stood open for too long, a new stamp for another try."""
    return {"stamp": new_stamp(door.key, now=timezone.now())} if isinstance(refusal, Stale) else {}
