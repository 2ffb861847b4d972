"""Rating a case in the portal: the same link that the mail carries."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from twofold.cases.portal.context import in_portal, show
from twofold.cases.queries.followed import followed_case
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.models import Invitation
from twofold.surveys.queries.ratings import own_invitations

TEMPLATE = "surveys/portal/rating/rating.html"


@in_portal
@never_cache
@require_GET
def case_rating(request: HttpRequest, pk: int) -> HttpResponse:
    """What one was asked oneself about a case one follows: the link to answer, or that one has. The answers stay the survey's."""
    case = followed_case(request.actor, pk)
    asked = own_invitations(request.actor.person_id, case.pk)
    waiting = [one for one in asked if one.state != Invitation.State.ANSWERED]
    context = {
        "case": case,
        "waiting": [
            (one, reverse("surveys:answer-by-link", args=[invitation_token(one.pk)])) for one in waiting[:1]
        ],
        "has_answered": len(asked) > len(waiting),
    }
    return show(request, TEMPLATE + ("#panel" if request.htmx else ""), "cases", context)
