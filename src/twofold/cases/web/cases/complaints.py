"""Handling a complaint on the page of its case: each step posts one small form."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.cases.actions import complaints as actions
from twofold.cases.actions.remedies import give_remedy, promise_remedy
from twofold.cases.models import Case, Cause, Remedy
from twofold.cases.queries.said import latest_said, messages_to_mark
from twofold.cases.web.cases.complaint_forms import MarkForm, NothingAsked
from twofold.cases.web.cases.complaint_steps import complaint_form
from twofold.cases.web.cases.doing import Act, carry_out
from twofold.conversations.models import Message
from twofold.core.access import get_visible
from twofold.directory.models import Unit
from twofold.relationships.models import Offering

REASON = "units and what they offer are known to all staff"


@require_POST
def complaint_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the case is a complaint."""
    case = get_visible(Case, request.actor, pk)
    form = MarkForm(messages_to_mark(latest_said(case, request.actor)), request.POST, prefix="mark")

    def act(case, given, actor, now):
        message = given.get("message")
        said = get_visible(Message, actor, message) if message else None
        remedy = given["remedy_sought"]
        actions.mark_complaint(case, message=said, remedy_sought=remedy, actor=actor, now=now)

    return carry_out(request, case, "mark", form, act, _("It is handled as a complaint from now on."))


@require_POST
def complaint_acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that its receipt was acknowledged."""
    return _step(request, pk, "acknowledge", lambda case, given, actor, now: actions.acknowledge_complaint(
        case, actor=actor, now=now
    ))  # fmt: skip


@require_POST
def complaint_assess(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how bad it is."""
    return _step(request, pk, "assess", lambda case, given, actor, now: actions.assess_complaint(
        case, actor=actor, now=now, **given
    ))  # fmt: skip


@require_POST
def complaint_investigate(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was found out."""
    return _step(request, pk, "investigate", lambda case, given, actor, now: actions.investigate_complaint(
        case, actor=actor, now=now, **given
    ))  # fmt: skip


@require_POST
def complaint_respond(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the customer was told."""
    return _step(request, pk, "respond", lambda case, given, actor, now: actions.respond_to_complaint(
        case, actor=actor, now=now, **given
    ))  # fmt: skip


@require_POST
def complaint_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Uphold or reject it."""
    return _step(request, pk, "decide", lambda case, given, actor, now: actions.decide_complaint(
        case, actor=actor, now=now, **given
    ))  # fmt: skip


@require_POST
def complaint_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep whether the customer accepts it."""
    return _step(request, pk, "accept", lambda case, given, actor, now: actions.note_acceptance(
        case, actor=actor, now=now, **given
    ))  # fmt: skip


@require_POST
def complaint_effect(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether it has helped."""
    return _step(request, pk, "effect", lambda case, given, actor, now: actions.check_effect(
        case, actor=actor, now=now, **given
    ))  # fmt: skip


@require_POST
def complaint_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it to the files."""
    return _step(request, pk, "close", lambda case, given, actor, now: actions.close_complaint(
        case, actor=actor, now=now
    ))  # fmt: skip


@require_POST
def complaint_remedy(request: HttpRequest, pk: int) -> HttpResponse:
    """Promise something to make it good."""
    case = get_visible(Case, request.actor, pk)
    form = complaint_form("remedy", request.POST)

    def act(case, given, actor, now):
        kind, words = given["kind"], given["words"]
        promise_remedy(case, kind=kind, words=words, cost=form.money(), actor=actor, now=now)

    return carry_out(request, case, "complaint_remedy", form, act, _("It is promised."))


@require_POST
def remedy_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the customer has got it."""
    remedy = get_visible(Remedy, request.actor, pk)
    case = get_visible(Case, request.actor, remedy.case_id)

    def act(case, given, actor, now):
        give_remedy(remedy, actor=actor, now=now)

    return carry_out(
        request, case, "given", NothingAsked(request.POST), act, _("It is noted that they have got it.")
    )


@require_POST
def complaint_cause(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why it came about."""

    def act(case, given, actor, now):
        unit, offering = given.pop("behind_unit"), given.pop("behind_offering")
        actions.find_cause(
            case,
            cause=Cause.objects.get(pk=given.pop("cause")),
            behind_unit=Unit.objects.system(REASON).get(pk=unit) if unit else None,
            behind_offering=Offering.objects.system(REASON).get(pk=offering) if offering else None,
            actor=actor,
            now=now,
            **given,
        )

    return _step(request, pk, "cause", act)


def _step(request: HttpRequest, pk: int, name: str, act: Act) -> HttpResponse:
    case = get_visible(Case, request.actor, pk)
    form = complaint_form(name, request.POST)
    return carry_out(request, case, f"complaint_{name}", form, act, _("Kept."))
