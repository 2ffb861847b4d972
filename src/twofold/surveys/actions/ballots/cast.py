"""Casting a ballot. One commit says that someone answered and keeps a sealed sheet; nothing says that the two belong together."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput, Conflict
from twofold.core.spelled import Given, Spelled
from twofold.surveys.actions.ballots.keys import sealing_box
from twofold.surveys.actions.ballots.sealing import Opened, sealed
from twofold.surveys.actions.respond import require_open
from twofold.surveys.models import Ballot, Participant, SurveyVersion, Wave
from twofold.surveys.queries.plans import belongs_of
from twofold.surveys.questionnaire import checked, form_in_round

REASON = "the holder of the link or of the change code acts, and is known by nothing else"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that reads like another letter
CODE_LENGTH, GROUP = 20, 5

PARTICIPANT = Spelled(
    Participant.objects.system(REASON)
    .select_related("wave__survey", "wave__ballot_key")
    .filter(token_hash=Given(0))
)


def participant_of(token: str) -> Participant | None:
    """Whom a link was made for."""
    return PARTICIPANT.first(hash_of(token))


@transaction.atomic
def cast_ballot(token: str, given: Mapping[str, Any], *, version: SurveyVersion, now: datetime) -> str:
    """Keep a sealed ballot, once for each link. No event, no time and no name is written.

    :returns: the change code, told once and kept nowhere: with it the ballot can be replaced or withdrawn until the round closes
    :raises Conflict: if this link was used, or the round is over
    :raises BadInput: if the link is unknown, or the sheet is not complete
    """
    participant = participant_of(token)
    if participant is None:
        raise BadInput(_("This link is not known. Take the whole address from your invitation."))
    wave = participant.wave
    require_open(wave.survey, wave, now)
    given = _complete(version, given, participant)
    used = Participant.objects.system(REASON).filter(pk=participant.pk, has_answered=False)
    if not used.update(has_answered=True):
        raise Conflict(_("This link was used already, so your ballot is in the box."))
    code = "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
    opened = Opened(version.number, tuple(participant.cells), given, participant.counts)
    Ballot.objects.bulk_create(
        [Ballot(code_hash=hash_of(code), wave=wave, sealed=sealed(opened, sealing_box(wave.ballot_key)))]
    )
    _require_still_open(wave)
    return "-".join(code[at : at + GROUP] for at in range(0, CODE_LENGTH, GROUP))


@transaction.atomic
def replace_ballot(
    token: str, code: str, given: Mapping[str, Any], *, version: SurveyVersion, now: datetime
) -> None:
    """Put another sheet in the place of one's ballot. The link says again in which groups it counts.

    :raises Conflict: if the round is over
    :raises BadInput: if link or code are unknown, or the sheet is not complete
    """
    participant = participant_of(token)
    ballot = _ballot_of(code, participant.wave if participant else None)
    require_open(ballot.wave.survey, ballot.wave, now)
    opened = Opened(
        version.number, tuple(participant.cells), _complete(version, given, participant), participant.counts
    )
    ballot.sealed = sealed(opened, sealing_box(ballot.wave.ballot_key))
    ballot.save(update_fields=["sealed"])


@transaction.atomic
def withdraw_ballot(code: str, wave: Wave, *, now: datetime) -> None:
    """Take one's ballot out of the box. That the link was used stays known, as it cannot be told whose ballot it was.

    :raises Conflict: if the round is over
    :raises BadInput: if the code is unknown
    """
    ballot = _ballot_of(code, wave)
    require_open(ballot.wave.survey, ballot.wave, now)
    ballot.delete()


def wave_of_ballot(code: str) -> Wave:
    """The round in whose box the ballot of a change code lies.

    :raises BadInput: if there is none
    """
    wave = (
        Wave.objects.select_related("survey__unit__party")
        .filter(ballots__code_hash=hash_of(_typed(code)))
        .first()
    )
    if wave is None:
        raise _no_ballot()
    return wave


def hash_of(secret: str) -> str:
    """What is kept of a link's token or a change code, which are random enough to need no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _require_still_open(wave: Wave) -> None:
    """Refuse a ballot that came into the box while a release was emptying it.

    The insert has waited for the release's lock on the wave, so that what it has decided can be read by now.
    """
    if not Wave.objects.filter(pk=wave.pk, state__in=(Wave.State.PLANNED, Wave.State.OPEN)).exists():
        raise Conflict(_("This survey has just closed, so the ballot was not kept."))


def _typed(code: str) -> str:
    """The code as it was made, from how someone wrote it down."""
    return "".join(code.upper().replace("-", "").split())


def _ballot_of(code: str, wave: Wave | None) -> Ballot:
    ballot = wave and (
        Ballot.objects.system(REASON)
        .select_for_update(of=("self",))
        .select_related("wave__survey", "wave__ballot_key")
        .filter(wave=wave, code_hash=hash_of(_typed(code)))
        .first()
    )
    if not ballot:
        raise _no_ballot()
    return ballot


def _no_ballot() -> BadInput:
    sentence = _("No ballot of this survey has this change code. Compare it with what you wrote down.")
    return BadInput(sentence, field="code")


def _complete(
    version: SurveyVersion, given: Mapping[str, Any], participant: Participant
) -> Mapping[str, Any]:
    belongs = belongs_of(participant.wave, participant.cells)
    form = form_in_round(version.form, participant.wave.number)
    sheet = checked(form, given, belongs=belongs)
    if sheet.problems:
        raise BadInput(_("Some questions still need an answer."), field=next(iter(sheet.problems)))
    return sheet.given
