"""What one is waiting for, what one can ask, and all that one ever asked."""

from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.cases.models import Case, CaseParty
from twofold.cases.portal.context import in_portal, show
from twofold.cases.portal.words import lines_of, promised_for
from twofold.cases.queries.conflict_sides import open_conflicts
from twofold.cases.queries.followed import followed_cases
from twofold.cases.queries.services import Service, services_for
from twofold.core.actor import Actor
from twofold.core.paging import keyset_page
from twofold.relationships.models import Side

FIRST = 5
PAGE = 20
SHOWN_OFFERINGS = 4
TEMPLATES = "cases/portal/home/"


@in_portal
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """First what one is waiting for, then what one can ask."""
    now, actor = timezone.now(), request.actor
    followed = followed_cases(actor)
    mine = followed.filter(_own(actor))
    waiting = list(mine.filter(state=Case.State.OPEN).order_by("due_at", "pk")[: FIRST + 1])
    done = mine.filter(state=Case.State.RESOLVED).order_by("-resolved_at", "-pk")[:2]
    context = {
        "waiting": lines_of(waiting[:FIRST], now),
        "has_more": len(waiting) > FIRST,
        "others": followed.filter(state=Case.State.OPEN).exclude(_own(actor)).count(),
        "done": lines_of(done, now),
        "conflicts": open_conflicts(actor),
        **_services(actor, now),
    }
    return show(request, f"{TEMPLATES}home.html", "home", context)


@in_portal
@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """Whom one can turn to."""
    return show(request, f"{TEMPLATES}ask.html", "ask", _services(request.actor, timezone.now()))


@in_portal
@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """One's own cases, or those of one's organisation; open ones, or all."""
    actor, whose, state = request.actor, request.GET.get("whose", "own"), request.GET.get("state", "open")
    cases = followed_cases(actor)
    has_others = cases.exclude(_own(actor)).exists()
    if whose != "all" or not has_others:
        cases = cases.filter(_own(actor))
    if state != "all":
        cases = cases.filter(state=Case.State.OPEN)
    page = keyset_page(
        cases, order=("opened_at", "pk"), token=request.GET.get("page", ""), size=PAGE, descending=True
    )
    context = {
        "lines": lines_of(page.rows, timezone.now()),
        "page": page,
        "whose": whose,
        "state": state,
        "has_others": has_others,
    }
    return show(request, f"{TEMPLATES}case_list.html", "cases", context)


def _own(actor: Actor) -> Q:
    mine = CaseParty.objects.filter(party_id=actor.person_id, role=CaseParty.Role.REQUESTER)
    return Q(pk__in=mine.values("case_id"))


def _services(actor: Actor, now: datetime) -> dict:
    services = services_for(actor, today=now.date())
    return {
        "inside": [_card(one) for one in services if one.side == Side.INTERNAL],
        "outside": [_card(one) for one in services if one.side == Side.EXTERNAL],
    }


def _card(service: Service) -> dict:
    offered = [(one.name, promised_for(one)) for one in service.offerings[:SHOWN_OFFERINGS]]
    return {"service": service, "offered": offered, "more": len(service.offerings) - len(offered)}
