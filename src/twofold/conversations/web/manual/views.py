"""Logging what was heard, on one form."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from twofold.accounts.queries.workers import workers_of
from twofold.conversations.channels.manual.log import MEDIA, Heard, log_contact
from twofold.conversations.queries.conversation import MEDIA as SIGNS
from twofold.conversations.queries.people import people_called
from twofold.conversations.queries.snoozing import PRESETS, moment_of, presets
from twofold.conversations.web.answers import read_moment
from twofold.core.access import get_visible
from twofold.core.actor import Actor, Level
from twofold.core.errors import DomainError, NotAllowed
from twofold.core.ids import read_id
from twofold.core.plates import KeptAlso, house
from twofold.directory.access import require_staff
from twofold.directory.models import Party
from twofold.directory.queries.names import party_names
from twofold.relationships.models import Expectation
from twofold.ui.undo import offer_undo

TEMPLATE = "conversations/web/manual/conversation_new.html"


@require_http_methods(["GET", "POST"])
def conversation_new(request: HttpRequest) -> HttpResponse:
    """Log a call, a visit, a letter or a remark."""
    require_staff(request.actor)
    units = _units(request.actor)
    if not units:
        raise NotAllowed(_("Contacts are logged by those who work in a unit. Ask a lead to take you in."))
    problem = None
    if request.method == "POST":
        try:
            log_contact(_heard(request), actor=request.actor, now=timezone.now())
        except DomainError as refusal:
            problem = refusal
        else:
            offer_undo(request, _("Logged."))
            return redirect("conversations:inbox" if request.POST.get("party", "") == "" else _back(request))
    return render(request, TEMPLATE, _context(request, units, problem), status=422 if problem else 200)


@require_safe
def contact_people(request: HttpRequest) -> HttpResponse:
    """Whom the typed name may mean."""
    require_staff(request.actor)
    people = people_called(request.GET.get("name", ""), request.actor)
    return render(request, TEMPLATE + "#people", {"people": people, "asked": request.GET.get("name", "")})


@require_safe
def contact_expectations(request: HttpRequest) -> HttpResponse:
    """What the chosen one is known to expect."""
    require_staff(request.actor)
    held = _expectations(request.actor, read_id(request.GET.get("party", "")))
    return render(request, TEMPLATE + "#expectations", {"expectations": held})


def _back(request: HttpRequest) -> str:
    """The page of the one who said it."""
    kind = house().one("search_kinds", lambda kind: kind.kind == "party")
    pk = read_id(request.POST["party"])
    return reverse(kind.url_name, args=[pk]) if kind and pk else reverse("conversations:inbox")


def _heard(request: HttpRequest) -> Heard:
    given, now = request.POST, timezone.now()
    unit = read_id(given.get("unit", "")) or 0
    party = read_id(given.get("party", ""))
    preset = given.get("follow_up", "")
    return Heard(
        unit_id=unit,
        medium=given.get("medium", ""),
        words=given.get("words", ""),
        happened_at=read_moment(given.get("happened_at", "")) or now,
        party=get_visible(Party, request.actor, party, "name") if party else None,
        name=given.get("name", ""),
        expectations=[read_id(text) or 0 for text in given.getlist("expectations")],
        expects=given.get("expects", ""),
        follow_up=moment_of(preset, unit, now)
        if preset in PRESETS
        else read_moment(given.get("follow_up_at", "")),
        assignee=read_id(given.get("assignee", "")),
        also={
            one.name: given.getlist(f"{one.name}-words")
            for one in house().every("kept_also")
            if one.name in given or f"{one.name}-words" in given
        },
    )


def _units(actor: Actor) -> list[tuple[int, str]]:
    names = party_names(actor.units(Level.WORK), None)
    return sorted(names.items(), key=lambda unit: unit[1].casefold())


def _expectations(actor: Actor, party_id: int | None) -> list[Expectation]:
    if party_id is None:
        return []
    held = Expectation.objects.visible_to(actor, "work").filter(relationship__customer_id=party_id)
    return list(held.exclude(state=Expectation.State.WITHDRAWN).order_by("-importance", "pk")[:12])


def _context(request: HttpRequest, units: list[tuple[int, str]], problem: DomainError | None) -> dict:
    given = request.POST if request.method == "POST" else request.GET
    now = timezone.now()
    unit = read_id(given.get("unit", "")) or units[0][0]
    party_id = read_id(given.get("party", ""))
    party = get_visible(Party, request.actor, party_id, "name") if party_id else None
    return {
        "given": given,
        "problem": problem,
        "units": units,
        "unit": unit,
        "party": party,
        "people": [],
        "media": [(value, value.label, SIGNS[value]) for value in MEDIA],
        "medium": given.get("medium") or MEDIA[0],
        "happened_at": given.get("happened_at") or _local(now),
        "expectations": _expectations(request.actor, party_id),
        "ticked": {read_id(text) for text in given.getlist("expectations")},
        "presets": presets(unit, now) if unit in dict(units) else [],
        "workers": workers_of(unit) if unit in dict(units) else [],
        "me": request.actor.person_id,
        "kept_also": [_offered(one, request.actor, given) for one in house().every("kept_also")],
    }


def _offered(kept: KeptAlso, actor: Actor, given: QueryDict) -> dict:
    """What else may be kept of it, with what has been ticked; words by name, with the unit where there are several."""
    words, ticked = kept.choices(actor), set(given.getlist(f"{kept.name}-words"))
    names = party_names({word.unit_id for word in words}, None)
    return {
        "kept": kept,
        "is_ticked": kept.name in given or bool(ticked),
        "words": [
            (
                word,
                f"{word.label} ({names[word.unit_id]})" if len(names) > 1 else word.label,
                word.key in ticked,
            )
            for word in words
        ],
    }


def _local(now: datetime) -> str:
    return timezone.localtime(now).strftime("%Y-%m-%dT%H:%M")
