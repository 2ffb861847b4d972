"""The page of a case, as its customer sees it."""

from collections.abc import Mapping

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from twofold.cases.models import Case, CaseParty, CaseStep
from twofold.cases.portal.cases.forms import NotSolvedForm, WithdrawForm, WriteForm
from twofold.cases.portal.context import in_portal, show
from twofold.cases.portal.words import standing_of
from twofold.cases.queries.followed import followed_case, followed_cases, said_in
from twofold.core.plates import house

TEMPLATE = "cases/portal/cases/case_detail.html"


@in_portal
@require_GET
def case_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised, what was said, and what one can do."""
    return case_shown(request, followed_case(request.actor, pk))


def case_shown(request: HttpRequest, case: Case, broken: Mapping[str, Form] | None = None) -> HttpResponse:
    """The page.

    :param broken: a form that was sent with mistakes, in place of an empty one
    """
    actor, now = request.actor, timezone.now()
    said = said_in(actor, case, now)
    forms: dict[str, Form] = {"write": WriteForm(), "withdraw": WithdrawForm()} if case.is_open else {}
    if not case.is_open:
        forms["not_solved"] = NotSolvedForm()
    context = {
        "case": case,
        "standing": standing_of(
            case, now, is_withdrawn=any(one.kind == CaseStep.Kind.WITHDRAWN for one in said)
        ),
        "said": said,
        "forms": forms | dict(broken or {}),
        "is_requester": CaseParty.objects.filter(
            case=case, party_id=actor.person_id, role=CaseParty.Role.REQUESTER
        ).exists(),
        "followed_by": followed_cases(actor).filter(follows=case).order_by("pk").first(),
        "follows": followed_cases(actor).filter(pk=case.follows_id).first() if case.follows_id else None,
        "panels": [] if case.is_open else house().panels("portal-case"),
        "reopens": bool(case.resolved_at) and (now - case.resolved_at).days < settings.REOPEN_DAYS,
    }
    return show(request, TEMPLATE, "cases", context, status=422 if broken else 200)
