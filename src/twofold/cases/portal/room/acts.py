"""What a side of a conflict does in the portal: the same acts as among the staff, from its own door."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from twofold.cases.portal.context import in_portal
from twofold.cases.portal.room.page import room_shown, side_of
from twofold.cases.web.room import acts
from twofold.cases.web.room.doing import RoomAct


@in_portal
@require_POST
def room_position(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how one sees it, for the mediator's eyes only."""
    room, side = _in_room(request, pk)
    return acts.say_position(room, side)


@in_portal
@require_POST
def room_option(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a way out."""
    room, _side = _in_room(request, pk)
    return acts.propose(room)


@in_portal
@require_POST
def room_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign what is agreed, for oneself."""
    room, side = _in_room(request, pk)
    return acts.sign(room, side)


@in_portal
@require_POST
def room_answer(request: HttpRequest, pk: int, check_back: int) -> HttpResponse:
    """Say whether it holds."""
    room, _side = _in_room(request, pk)
    return acts.say_whether_it_holds(room, check_back)


def _in_room(request: HttpRequest, pk: int) -> tuple[RoomAct, int]:
    side = side_of(request.actor, pk)
    return RoomAct(request, side.case, room_shown, "portal:conflict-room"), side.pk
