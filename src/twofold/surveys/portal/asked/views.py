"""What one is asked oneself, in the portal: the links that the mails carry, too. Anonymous surveys are answered from the mail."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from twofold.cases.portal.context import in_portal, show
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.queries.asking.own import open_invitations

TEMPLATE = "surveys/portal/asked/asked.html"


@in_portal
@never_cache
@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """The surveys that wait for one's answer."""
    waiting = [
        (one, reverse("surveys:answer-by-link", args=[invitation_token(one.pk)]))
        for one in open_invitations(request.actor.person_id, timezone.now())
    ]
    return show(request, TEMPLATE, "portal-surveys:asked", {"waiting": waiting})
