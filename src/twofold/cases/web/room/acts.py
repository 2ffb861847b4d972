"""What can be done in the conflict room: each posts one form and shows the room again."""

from datetime import datetime, time

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from twofold.cases.actions import conflict_sides, conflict_talk, settlements
from twofold.cases.models import ConflictOption
from twofold.cases.queries.conflict_people import cause_field
from twofold.cases.queries.conflict_records import facts_from_records
from twofold.cases.web.room import forms
from twofold.cases.web.room.doing import RoomAct
from twofold.cases.web.room.page import conflict_of, names_in_room, show
from twofold.core.access import get_visible
from twofold.core.errors import NotVisible


@require_POST
def room_side(request: HttpRequest, pk: int) -> HttpResponse:
    """Name another side."""
    room = _in_room(request, pk)
    form = forms.OneOf(request.actor, _("Who else is a side to it"), request.POST, prefix="side")

    def act(given):
        conflict_sides.add_respondent(room.case, party=given["party"], **room.who)

    return room.carry_out("side", form, act, _("They are in the room now."))


@require_POST
def room_mediator(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint a mediator."""
    room = _in_room(request, pk)
    form = forms.OneOf(request.actor, _("Who mediates"), request.POST, prefix="mediator")

    def act(given):
        conflict_sides.appoint_mediator(room.case, person=given["party"], **room.who)

    return room.carry_out("mediator", form, act, _("They mediate from now on."))


@require_POST
def room_cause(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why it came about."""
    room = _in_room(request, pk)
    form = forms.CauseForm(cause_field(room.case), request.POST, prefix="cause")

    def act(given):
        conflict_sides.name_cause(room.case, cause=given["cause"], **room.who)

    return room.carry_out("cause", form, act, _("Kept."))


@require_POST
def room_position(request: HttpRequest, pk: int, side: int) -> HttpResponse:
    """Say how one side sees it."""
    return say_position(_in_room(request, pk), side)


@require_POST
def room_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Share a fact."""
    room = _in_room(request, pk)

    def act(given):
        day = given["happened_on"]
        at = timezone.make_aware(datetime.combine(day, time())) if day else None
        conflict_talk.add_fact(room.case, words=given["words"], happened_at=at, **room.who)

    form = forms.FactForm(request.POST, prefix="fact")
    return room.carry_out("fact", form, act, _("All sides read it now."))


@require_POST
def room_recorded(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Share what a record says."""
    room = _in_room(request, pk)
    recorded = facts_from_records(room.case, request.actor)
    fact = next((one for one in recorded if one.case.pk == other), None)
    if fact is None:
        raise NotVisible
    said = {"words": fact.words, "happened_at": fact.happened_at, "subject": fact.case}
    conflict_talk.add_fact(room.case, **said, **room.who)
    return room.done(_("All sides read it now."))


@require_POST
def room_option(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a way out."""
    return propose(_in_room(request, pk))


@require_POST
def room_choose(request: HttpRequest, pk: int, option: int) -> HttpResponse:
    """Mark the way out that is taken."""
    room = _in_room(request, pk)
    chosen = get_visible(ConflictOption, request.actor, option)
    if chosen.case_id != room.case.pk:
        raise NotVisible
    conflict_talk.choose_option(chosen, **room.who)
    return room.done(_("This is the way out that is taken."))


@require_POST
def room_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what is agreed."""
    room = _in_room(request, pk)
    sides = sorted(names_in_room(request.actor, room.case).items())
    form = forms.SettlementForm(sides, request.POST, prefix="settlement")

    def act(given):
        said = {"words": given["words"], "check_back_on": given["check_back_on"]}
        settlements.write_settlement(room.case, **said, steps=form.steps(), **room.who)

    return room.carry_out("settlement", form, act, _("Written down. Now every side signs it."))


@require_POST
def room_sign(request: HttpRequest, pk: int, side: int) -> HttpResponse:
    """Sign for one side."""
    return sign(_in_room(request, pk), side)


@require_POST
def room_answer(request: HttpRequest, pk: int, check_back: int) -> HttpResponse:
    """Say whether it holds."""
    return say_whether_it_holds(_in_room(request, pk), check_back)


def say_position(room: RoomAct, side: int) -> HttpResponse:
    """Write the paper of a side."""
    party, name = room.party(side), f"position_{side}"

    def act(given):
        conflict_talk.write_position(room.case, party_id=party, body=given["body"], **room.who)

    form = forms.PositionForm(room.request.POST, prefix=name)
    return room.carry_out(name, form, act, _("Kept. Only you and the mediator read it."))


def propose(room: RoomAct) -> HttpResponse:
    """Propose a way out."""
    form = forms.OptionForm(room.request.POST, prefix="option")

    def act(given):
        conflict_talk.propose_option(room.case, **given, **room.who)

    return room.carry_out("option", form, act, _("All sides read your proposal now."))


def sign(room: RoomAct, side: int) -> HttpResponse:
    """Sign for a side."""
    party = room.party(side)

    def act(_given):
        settlements.sign_settlement(room.case, party_id=party, **room.who)

    return room.carry_out("sign", Form(room.request.POST), act, _("Signed."))


def say_whether_it_holds(room: RoomAct, check_back: int) -> HttpResponse:
    """Answer for a side."""
    asked, name = room.check_back(check_back), f"check_{check_back}"

    def act(given):
        settlements.answer_check_back(asked, **given, **room.who)

    form = forms.CheckBackForm(room.request.POST, prefix=name)
    return room.carry_out(name, form, act, _("Thank you. Only you and the mediator read it."))


def _in_room(request: HttpRequest, pk: int) -> RoomAct:
    return RoomAct(request, conflict_of(request.actor, pk), show, "cases:conflict-room")
