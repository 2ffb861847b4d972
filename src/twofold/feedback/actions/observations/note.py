"""Noting what was seen or overheard, and coding it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.conversations.models import Conversation
from twofold.core.actor import Actor
from twofold.core.errors import BadInput
from twofold.core.plates import RowChange
from twofold.core.rows import changed, created, deleted, row_values
from twofold.directory.access import require_work_in
from twofold.directory.models import Party
from twofold.feedback.actions.observations.search_entries import refresh_observations
from twofold.feedback.models import Observation, ObservationCode
from twofold.relationships.models import Offering, Side
from twofold.timeline.actions.record import record

CODED = Observation.codes.through
LONGEST = 5_000
LONGEST_PLACE = 120
MOST_AT_ONCE = 10_000
SLACK = timedelta(minutes=5)
"""How far a clock on somebody's desk may run ahead of ours."""


@dataclass(frozen=True)
class Seen:
    """What somebody saw or overheard.

    :param codes: ids of codes of the unit's code book
    :param how_many: how often it was seen just then
    :param about: of whom it is, if that is known
    """

    side: str
    how: str
    seen_at: datetime
    text: str
    codes: Sequence[int] = field(default=())
    place: str = ""
    how_many: int = 1
    about: Party | None = None
    offering: Offering | None = None


@transaction.atomic
def note_observation(
    unit_id: int, seen: Seen, *, actor: Actor, now: datetime, conversation: Conversation | None = None
) -> Observation:
    """Note what was seen for a unit.

    :param conversation: the one that it comes from
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: naming the field
    """
    require_work_in(actor, unit_id)
    codes = _checked(seen, unit_id, now)
    observation = Observation.objects.create(
        unit_id=unit_id, observer_id=actor.person_id, conversation=conversation, noted_at=now, **_values(seen)
    )
    rows = [created(observation), *_code(observation, codes)]
    refresh_observations([observation.pk])
    _record("feedback.observation_noted", observation, actor, now, rows)
    return observation


@transaction.atomic
def correct_observation(observation: Observation, seen: Seen, *, actor: Actor, now: datetime) -> Observation:
    """Put right what was noted, or code it otherwise.

    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: naming the field
    """
    require_work_in(actor, observation.unit_id)
    codes = _checked(seen, observation.unit_id, now, kept=observation)
    before = row_values(observation)
    for name, value in _values(seen).items():
        setattr(observation, name, value)
    observation.save()
    rows = [changed(observation, before), *_code(observation, codes)]
    refresh_observations([observation.pk])
    _record("feedback.observation_corrected", observation, actor, now, rows)
    return observation


def require_codes(unit_id: int, ids: Iterable[int], kept: Observation | None = None) -> set[int]:
    """Refuse codes of other units, and ones that are used no more unless they stood there already.

    :raises BadInput: naming the field
    """
    wanted = set(ids)
    book = ObservationCode.objects.system("the actor works in the unit").filter(unit_id=unit_id)
    known = set(book.filter(is_used=True).values_list("pk", flat=True))
    if kept:
        known |= set(CODED.objects.filter(observation=kept).values_list("observationcode_id", flat=True))
    if not wanted <= known:
        raise BadInput(_("Choose codes of this unit’s code book that are in use."), field="codes")
    return wanted


def _checked(seen: Seen, unit_id: int, now: datetime, kept: Observation | None = None) -> set[int]:
    if not seen.text.replace("\0", "").strip():
        raise BadInput(_("Say in a sentence what you saw or heard."), field="text")
    if len(seen.text) > LONGEST:
        raise BadInput(
            _("That is too long. Note what matters; one thing at a time counts best."), field="text"
        )
    if seen.side not in Side.values:
        raise BadInput(_("Choose the side: internal or external."), field="side")
    if seen.how not in Observation.How.values:
        raise BadInput(_("Say how you know it: seen, overheard or from a conversation."), field="how")
    if seen.seen_at > now + SLACK:
        raise BadInput(_("That lies in the future. Note it when it has happened."), field="seen_at")
    if not 1 <= seen.how_many <= MOST_AT_ONCE:
        raise BadInput(_("Say how often you saw it: once or more."), field="how_many")
    return require_codes(unit_id, seen.codes, kept)


def _values(seen: Seen) -> dict[str, object]:
    return {
        "side": seen.side,
        "how": seen.how,
        "seen_at": seen.seen_at,
        "text": seen.text.replace("\0", "").strip(),
        "place": " ".join(seen.place.replace("\0", "").split())[:LONGEST_PLACE],
        "how_many": seen.how_many,
        "about": seen.about,
        "offering": seen.offering,
    }


def _code(observation: Observation, codes: set[int]) -> list[RowChange]:
    """Give it these codes. :returns: what became of the rows that say so"""
    stands = {row.observationcode_id: row for row in CODED.objects.filter(observation=observation)}
    gone = [row for code, row in sorted(stands.items()) if code not in codes]
    done = [deleted(row) for row in gone]
    CODED.objects.filter(pk__in=[row.pk for row in gone]).delete()
    for code in sorted(codes - set(stands)):
        done.append(created(CODED.objects.create(observation=observation, observationcode_id=code)))
    return done


def _record(verb: str, observation: Observation, actor: Actor, now: datetime, rows: list[RowChange]) -> None:
    record(
        verb,
        subject=observation,
        actor=actor,
        now=now,
        happened_at=observation.seen_at if verb.endswith("noted") else now,
        unit_id=observation.unit_id,
        parties=[observation.about_id],
        rows=rows,
    )
