"""Where a ballot is replaced or withdrawn, by whoever holds its change code, until the round closes."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput, DomainError
from twofold.surveys.actions.ballots.cast import (
    participant_of,
    replace_ballot,
    wave_of_ballot,
    withdraw_ballot,
)
from twofold.surveys.actions.respond import require_open
from twofold.surveys.models import Wave
from twofold.surveys.web.answering.asked import Asked, Handed, answering, said, unknown
from twofold.surveys.web.answering.paging import answer
from twofold.surveys.web.answering.views import asked_by_ballot

TEMPLATE = "surveys/web/answering/change.html"


@answering
def ballot_change(request: HttpRequest, token: str) -> HttpResponse:
    """With link and code: replace one's ballot, or take it out. The link says again in which groups it counts."""
    participant = participant_of(token)
    if participant is None:
        return unknown(request)
    wave, code = participant.wave, request.POST.get("code", "")
    asked = asked_by_ballot(
        participant,
        partial(_replace, token, code),
        carried={"code": code},
        done=_("Your ballot was replaced. What you had answered before is gone."),
    )
    if "page" in request.POST:
        return answer(request, asked)
    return _code_page(request, wave, asked)


@answering
def ballot_withdraw(request: HttpRequest) -> HttpResponse:
    """With the code alone: take one's ballot out."""
    return _code_page(request, None, None)


def _code_page(request: HttpRequest, wave: Wave | None, asked: Asked | None) -> HttpResponse:
    """Ask for the code; with one, do what was asked for. Withdrawing asks once more, as it cannot be taken back."""
    code, go = request.POST.get("code", ""), request.POST.get("go", "")
    context = {"survey": wave and wave.survey, "code": code, "may_replace": asked is not None}
    try:
        if wave:
            require_open(wave.survey, wave, timezone.now())
        if request.method == "GET":
            return render(request, TEMPLATE, context)
        found = _found(code, wave)
        if go == "replace" and asked:
            return answer(request, asked)
        if go == "withdrawn":
            withdraw_ballot(code, found, now=timezone.now())
            return said(
                request, found.survey, _("Your ballot was taken out of the box, and nothing of it is left.")
            )
    except BadInput as refusal:
        return render(request, TEMPLATE, context | {"problem": str(refusal)}, status=422)
    except DomainError as refusal:
        return said(request, context["survey"], str(refusal), status=refusal.status)
    return render(request, TEMPLATE, context | {"survey": found.survey, "is_sure": False})


def _found(code: str, wave: Wave | None) -> Wave:
    found = wave_of_ballot(code)
    if wave and found.pk != wave.pk:
        raise BadInput(
            _("This change code belongs to another survey than the link. Open the link of that survey.")
        )
    require_open(found.survey, found, timezone.now())
    return found


def _replace(token: str, code: str, handed: Handed) -> str:
    replace_ballot(token, code, handed.given, version=handed.version, now=timezone.now())
    return ""
