"""What can be done in the conflict room: each posts one form and shows the room again."""

from collections.abc import Callable
from datetime import datetime, time

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.cases.actions import conflict_sides, conflict_talk, settlements
from twofold.cases.models import Case, CaseParty, CheckBack, ConflictOption
from twofold.cases.queries.conflict_people import PARTY_ROLES, cause_field
from twofold.cases.queries.conflict_records import facts_from_records
from twofold.cases.web.room import forms
from twofold.cases.web.room.page import conflict_of, names_in_room, show
from twofold.core.access import get_visible
from twofold.core.errors import DomainError, NotVisible

Act = Callable[[dict, datetime], object]


@require_POST
def room_side(request: HttpRequest, pk: int) -> HttpResponse:
    """Name another side."""
    case = conflict_of(request.actor, pk)
    form = forms.OneOf(request.actor, _("Who else is a side to it"), request.POST, prefix="side")

    def act(given, now):
        conflict_sides.add_respondent(case, party=given["party"], actor=request.actor, now=now)

    return _do(request, case, "side", form, act, _("They are in the room now."))


@require_POST
def room_mediator(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint a mediator."""
    case = conflict_of(request.actor, pk)
    form = forms.OneOf(request.actor, _("Who mediates"), request.POST, prefix="mediator")

    def act(given, now):
        conflict_sides.appoint_mediator(case, person=given["party"], actor=request.actor, now=now)

    return _do(request, case, "mediator", form, act, _("They mediate from now on."))


@require_POST
def room_cause(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why it came about."""
    case = conflict_of(request.actor, pk)
    form = forms.CauseForm(cause_field(case), request.POST, prefix="cause")

    def act(given, now):
        conflict_sides.name_cause(case, cause=given["cause"], actor=request.actor, now=now)

    return _do(request, case, "cause", form, act, _("Kept."))


@require_POST
def room_position(request: HttpRequest, pk: int, side: int) -> HttpResponse:
    """Say how one side sees it."""
    case = conflict_of(request.actor, pk)
    party, name = _party(case, side), f"position_{side}"
    form = forms.PositionForm(request.POST, prefix=name)

    def act(given, now):
        conflict_talk.write_position(case, party_id=party, body=given["body"], actor=request.actor, now=now)

    return _do(request, case, name, form, act, _("Kept. Only you and the mediator read it."))


@require_POST
def room_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Share a fact."""
    case = conflict_of(request.actor, pk)
    form = forms.FactForm(request.POST, prefix="fact")

    def act(given, now):
        day = given["happened_on"]
        at = timezone.make_aware(datetime.combine(day, time())) if day else None
        conflict_talk.add_fact(case, words=given["words"], happened_at=at, actor=request.actor, now=now)

    return _do(request, case, "fact", form, act, _("All sides read it now."))


@require_POST
def room_recorded(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Share what a record says."""
    case = conflict_of(request.actor, pk)
    fact = next((one for one in facts_from_records(case, request.actor) if one.case.pk == other), None)
    if fact is None:
        raise NotVisible
    conflict_talk.add_fact(
        case,
        words=fact.words,
        happened_at=fact.happened_at,
        subject=fact.case,
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, _("All sides read it now."))
    return redirect("cases:conflict-room", pk=case.pk)


@require_POST
def room_option(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a way out."""
    case = conflict_of(request.actor, pk)
    form = forms.OptionForm(request.POST, prefix="option")

    def act(given, now):
        conflict_talk.propose_option(case, actor=request.actor, now=now, **given)

    return _do(request, case, "option", form, act, _("All sides read your proposal now."))


@require_POST
def room_choose(request: HttpRequest, pk: int, option: int) -> HttpResponse:
    """Mark the way out that is taken."""
    case = conflict_of(request.actor, pk)
    chosen = get_visible(ConflictOption, request.actor, option)
    if chosen.case_id != case.pk:
        raise NotVisible
    conflict_talk.choose_option(chosen, actor=request.actor, now=timezone.now())
    messages.success(request, _("This is the way out that is taken."))
    return redirect("cases:conflict-room", pk=case.pk)


@require_POST
def room_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what is agreed."""
    case = conflict_of(request.actor, pk)
    sides = sorted(names_in_room(request.actor, case).items())
    form = forms.SettlementForm(sides, request.POST, prefix="settlement")

    def act(given, now):
        settlements.write_settlement(
            case,
            words=given["words"],
            steps=form.steps(),
            check_back_on=given["check_back_on"],
            actor=request.actor,
            now=now,
        )

    return _do(request, case, "settlement", form, act, _("Written down. Now every side signs it."))


@require_POST
def room_sign(request: HttpRequest, pk: int, side: int) -> HttpResponse:
    """Sign for one side."""
    case = conflict_of(request.actor, pk)
    party = _party(case, side)

    def act(given, now):
        return settlements.sign_settlement(case, party_id=party, actor=request.actor, now=now)

    return _do(request, case, "sign", Form(request.POST), act, _("Signed."))


@require_POST
def room_answer(request: HttpRequest, pk: int, check_back: int) -> HttpResponse:
    """Say whether it holds."""
    case = conflict_of(request.actor, pk)
    asked = get_visible(CheckBack, request.actor, check_back)
    if asked.case_id != case.pk:
        raise NotVisible
    name = f"check_{check_back}"
    form = forms.CheckBackForm(request.POST, prefix=name)

    def act(given, now):
        settlements.answer_check_back(asked, actor=request.actor, now=now, **given)

    return _do(request, case, name, form, act, _("Thank you. Only you and the mediator read it."))


def _party(case: Case, side: int) -> int:
    """The party that takes part by this row.

    :raises NotVisible: if none does in this case
    """
    row = CaseParty.objects.filter(pk=side, case=case, role__in=PARTY_ROLES).first()
    if row is None:
        raise NotVisible
    return row.party_id


def _do(request: HttpRequest, case: Case, name: str, form: Form, act: Act, done: str) -> HttpResponse:
    """Act and show the room anew; what could not be accepted is said at the field."""
    if form.is_valid():
        try:
            act(form.cleaned_data, timezone.now())
        except DomainError as refusal:
            if refusal.status in (403, 404) or not form.fields:
                raise
            at = next((one for one in (refusal.field, "party") if one in form.fields), None)
            form.add_error(at, refusal.sentence)
        else:
            messages.success(request, done)
            return redirect("cases:conflict-room", pk=case.pk)
    return show(request, case, {name: form})
