"""The ways into a survey, and whether something can come by them just now."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from twofold.core.errors import Conflict
from twofold.science.disclosure import LEAST_K
from twofold.surveys.models import Door, Response, Survey, Wave

REASON = "how many came by a way in; no answer is read"
NOT_NOW = (Wave.State.PLANNED, Wave.State.OPEN)


def obstacle(survey: Survey) -> str:
    """Why a survey lets nobody in who has no link of their own; "" where it does."""
    if survey.mode == Survey.Mode.ANONYMOUS:
        return _(
            "An anonymous survey counts one ballot for each link. By an open one anybody could vote as often as they like, so "
            "it has none."
        )
    if survey.mode == Survey.Mode.CONFIDENTIAL:
        return _(
            "A confidential survey tells only of groups that were fixed when its round began, and who comes by an open link is "
            "in none of them."
        )
    if survey.state != Survey.State.LIVE:
        return _("This survey is not asking anyone. Send it out first.")
    return ""


def door_of(key: str, kind: str) -> Door | None:
    """The one that is known by this key, closed ones too."""
    if not key.isprintable():
        return None  # a database may not even look for it
    return Door.objects.select_related("survey__unit__party").filter(key=key, kind=kind).first()


def doors_of(survey: Survey) -> Sequence[Door]:
    """All of a survey's, each with `came`: how many answered by it, or None where so few would tell who."""
    answered = Response.objects.system(REASON).filter(door=OuterRef("pk")).order_by().values("door")
    doors = survey.doors.annotate(came=Subquery(answered.annotate(n=Count("pk")).values("n")))
    found = list(doors.order_by("-is_open", "kind", "name", "pk"))
    for door in found:
        came = door.came or 0
        door.came = None if survey.is_protected and 0 < came < LEAST_K else came
    return found


def round_of(door: Door, now: datetime) -> Wave:
    """The round that an answer belongs to which comes now.

    :raises Conflict: in words for the respondent, if it can come no more, or not yet
    """
    if not door.is_open or obstacle(door.survey):
        raise Conflict(
            _("This survey has closed, so answers no longer count. Thank you for wanting to help.")
        )
    asking = door.survey.waves.filter(state__in=NOT_NOW, opens_at__lte=now)
    wave = asking.filter(Q(closes_at=None) | Q(closes_at__gt=now)).order_by("-number").first()
    if wave is None:
        raise Conflict(_("Nothing is asked here just now. Come back when the next round has begun."))
    wave.survey = door.survey
    require_room(door, wave)
    return wave


def is_kept(submission: UUID) -> bool:
    """Whether a sheet came before, also by a door that has closed since."""
    return Response.objects.system(REASON).filter(submission=submission).exists()


def require_room(door: Door, wave: Wave) -> None:
    """Refuse what comes after so many answers as were wanted.

    :raises Conflict: in words for the respondent
    """
    if door.closes_after is None:
        return
    came = Response.objects.system(REASON).filter(door=door, wave=wave).count()
    if came >= door.closes_after:
        raise Conflict(_("We have as many answers as we need. Thank you for wanting to help."))
