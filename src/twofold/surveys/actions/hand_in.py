"""Handing in a sheet by the open link, on a page of ours or of others. Machines are kept out as they are of forms."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from twofold.accounts.actions.tries import take_portion
from twofold.conversations.channels.public.budgets import Budget, take_from
from twofold.conversations.channels.public.stamps import read_stamp
from twofold.surveys.actions.respond import answer_openly
from twofold.surveys.models import Door, Response, SurveyVersion
from twofold.surveys.queries.doors import round_of

TRAP = "homepage"
"""A field that people do not see and programs fill in."""
BUDGET = Budget(network=60, channel=3_000, house=10_000)
"""Sheets in each hour."""
SHARED_BUDGET = Budget(network=1_200, channel=3_000, house=10_000)
"""Where many answer from one network."""
FILES_A_DAY, FILES_FROM_ONE = 500, 20
A_DAY = timedelta(days=1)
SHEETS = UUID("5f0c6c2e-6b0e-5f3c-9d8a-3c1a5f6d2b71")


def hand_in_openly(
    door: Door,
    given: Mapping[str, Any],
    *,
    version: SurveyVersion,
    stamp: str,
    network: str,
    language: str,
    guess: Decimal | None = None,
    now: datetime,
) -> Response:
    """Keep a sheet. The same stamp again is the same sheet, and counts once.

    :param stamp: that the page was given for this door
    :param network: where it comes from; it is counted, and kept with no answer
    :raises TooQuick, Stale: see `read_stamp`
    :raises Exhausted: when more came within the hour than people write
    :raises Conflict: if the round is over, or enough have answered
    """
    submission = uuid5(SHEETS, read_stamp(stamp, door.key, now=now))
    kept = Response.objects.system("was this sheet kept already?").filter(submission=submission).first()
    if kept is not None:
        return kept
    wave = round_of(door, now)
    take_from(SHARED_BUDGET if door.is_shared else BUDGET, "survey", door, network, now=now)
    return answer_openly(
        wave,
        given,
        version=version,
        submission=submission,
        door=door,
        language=language,
        guess=guess,
        now=now,
    )


def may_upload(door: Door, network: str, *, now: datetime) -> bool:
    """Whether one more file may come by a door today, from where this one comes."""
    day = now.date()
    return take_portion(
        ("survey file", network, day), of=FILES_FROM_ONE, now=now, lasts=A_DAY
    ) and take_portion(("survey file", "door", door.pk, day), of=FILES_A_DAY, now=now, lasts=A_DAY)
