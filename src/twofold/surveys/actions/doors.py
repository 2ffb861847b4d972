"""Opening ways into a survey for people who have no link of their own, and closing them."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from twofold.core.access import change_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict
from twofold.surveys.actions.asking.invite import open_wave_of
from twofold.surveys.actions.questionnaires import current_version
from twofold.surveys.models import Door, Survey, Wave
from twofold.surveys.queries.doors import obstacle
from twofold.surveys.queries.promises import door_promise_of
from twofold.surveys.questionnaire import read_form
from twofold.timeline.actions.record import record

KEY_BYTES = 18
MOST = 1_000_000
KEPT_OPEN = (Wave.State.PLANNED, Wave.State.OPEN)


@transaction.atomic
def open_door(
    survey: Survey,
    *,
    kind: str,
    name: str,
    closes_after: int | None = None,
    is_shared: bool = False,
    origins: Sequence[str] = (),
    actor: Actor,
    now: datetime,
) -> Door:
    """Let people answer who have no link of their own. Where no round is open or planned, one is begun that stays open.

    :param kind: one of `Door.Kind`
    :param closes_after: so many answers in a round, and it closes
    :param is_shared: whether many answer from one network
    :param origins: the websites on which it may stand
    :raises NotVisible: if the actor may not see the survey
    :raises NotAllowed: if the actor does not work in its unit
    :raises Conflict: if such a survey takes no answers but by personal links
    :raises BadInput: naming the field
    """
    with change_visible(Survey, actor, survey.pk) as survey:
        if why := obstacle(survey):
            raise Conflict(why)
        if kind == Door.Kind.KIOSK:
            _require_no_file(survey)
        if not survey.waves.filter(state__in=KEPT_OPEN).exists():
            open_wave_of(survey, now)
        door = Door(
            survey=survey,
            kind=Door.Kind(kind),
            key=secrets.token_urlsafe(KEY_BYTES),
            promise=promises(survey),
            opened_at=now,
        )
        _arrange(door, name, closes_after, is_shared, origins)
    _record("door_opened", door, actor, now)
    return door


@transaction.atomic
def change_door(
    door: Door,
    *,
    name: str,
    closes_after: int | None,
    is_shared: bool,
    origins: Sequence[str],
    actor: Actor,
    now: datetime,
) -> Door:
    """Change how much comes by it and where it stands. Its address stays: posters and websites name it.

    :raises NotVisible, NotAllowed: as :func:`open_door`
    :raises BadInput: naming the field
    """
    with change_visible(Survey, actor, door.survey_id):
        _arrange(door, name, closes_after, is_shared, origins)
    _record("door_changed", door, actor, now)
    return door


@transaction.atomic
def turn_door(door: Door, *, is_open: bool, actor: Actor, now: datetime) -> Door:
    """Take nothing in by it any more, or again. What came by it stays.

    :raises NotVisible, NotAllowed: as :func:`open_door`
    :raises Conflict: if it is so already, or the survey takes no such answers any more
    """
    with change_visible(Survey, actor, door.survey_id) as survey:
        door = Door.objects.select_for_update().get(pk=door.pk)
        if door.is_open is is_open:
            raise Conflict(_("It is so already."))
        if is_open and (why := obstacle(survey)):
            raise Conflict(why)
        door.is_open = is_open
        door.save(update_fields=["is_open"])
        door.survey = survey
    _record("door_opened" if is_open else "door_closed", door, actor, now)
    return door


def promises(survey: Survey) -> dict[str, str]:
    """Language → what is promised to those who come by a door."""
    said = {}
    for language in survey.languages:
        with translation.override(language):
            said[language] = door_promise_of(survey)
    return said


def _require_no_file(survey: Survey) -> None:
    version = current_version(survey)
    if version and read_form(version.form).needs_file:
        raise BadInput(
            _("This survey needs a file, and a kiosk takes none. Do not require it, or open a link."),
            field="kind",
        )


def _arrange(
    door: Door, name: str, closes_after: int | None, is_shared: bool, origins: Sequence[str]
) -> None:
    door.name = " ".join(name.replace("\x00", "").split())[:120]
    if not door.name:
        raise BadInput(_("Say where it is, e.g. Poster in the canteen."), field="name")
    if closes_after is not None and not 1 <= closes_after <= MOST:
        raise BadInput(_("Give a number of answers, 1 or more, or leave it empty."), field="closes_after")
    door.closes_after, door.is_shared, door.origins = closes_after, is_shared, list(origins)
    try:
        with transaction.atomic():
            door.save()
    except IntegrityError:
        raise BadInput(_("This survey has a way in of that name. Give it another."), field="name") from None


def _record(verb: str, door: Door, actor: Actor, now: datetime) -> None:
    record(
        f"surveys.{verb}",
        subject=door.survey,
        actor=actor,
        now=now,
        unit_id=door.survey.unit_id,
        details={"door": door.pk, "name": door.name},
    )
