"""Inviting to a named or confidential survey, set-wise. The invitations wait; a job sends what is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from twofold.core.errors import Conflict
from twofold.core.setwise import among, reserve_ids
from twofold.directory.queries.units import unit_tree
from twofold.surveys.actions.asking.tokens import invitation_token
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.models import Invitation, Survey, Wave
from twofold.surveys.queries.lens_attributes import UNKNOWN
from twofold.surveys.queries.plans import frozen_plan

REASON = "whom a survey asks is written set-wise, and read by nobody"
AT_ONCE = 2_000


@dataclass(frozen=True)
class Subject:
    """What an invitation is about: a case that was closed, a dealing.

    :param kind: label of its model, e.g. ``cases.case``
    :param at: when it was closed or done: asked once for each time
    """

    kind: str
    id: int
    at: datetime


@dataclass(frozen=True)
class Asked:
    """One to be asked.

    :param unit_id: whom the answers speak of
    :param language: "" for that of the party
    :param weight: how much the party uses that unit
    :param rater_unit_id: where the party works, when units rate each other
    :param cells: the groups in which they count, as the round began; () for the unit alone
    :param counts: whether they count towards the least size of a group
    """

    party_id: int
    unit_id: int
    relationship_id: int | None = None
    subject: Subject | None = None
    language: str = ""
    weight: Decimal = Decimal(1)
    rater_unit_id: int | None = None
    cells: tuple[str, ...] = ()
    counts: bool = True

    @property
    def key(self) -> tuple:
        """What is asked once in a round."""
        if self.subject is None:
            return self.party_id, self.unit_id
        return self.party_id, self.subject.kind, self.subject.id, self.subject.at


@transaction.atomic
def invite(wave: Wave, asked: Sequence[Asked], *, due_at: datetime, now: datetime) -> int:
    """Write invitations, without those who were asked the same in this round already. Nothing is sent before `due_at`.

    :returns: how many are new
    :raises Conflict: if the survey asks anonymously, or the round or the survey is over
    """
    wave = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave.pk)
    _require_asking(wave)
    wanted = {one.key: one for one in asked}
    for key in _asked_before(wave, wanted.values()):
        wanted.pop(key, None)
    ids = reserve_ids(Invitation, len(wanted)) if wanted else ()
    rows = [_row(wave, pk, one, due_at) for pk, one in zip(ids, wanted.values(), strict=True)]
    Invitation.objects.bulk_create(rows, batch_size=AT_ONCE)
    Wave.objects.filter(pk=wave.pk).update(invited_count=F("invited_count") + len(rows))
    return len(rows)


@transaction.atomic
def open_wave_of(survey: Survey, now: datetime) -> Wave:
    """The round of a survey that stays open, into which what asks by itself invites; made when there is none.

    :raises Conflict: if the survey asks anonymously, or is not asking
    """
    survey = Survey.objects.system(REASON).select_for_update(of=("self",)).get(pk=survey.pk)
    wave = survey.waves.filter(closes_at=None, state=Wave.State.OPEN).order_by("number").first()
    if wave is None:
        _require_askable(survey)
        tree = unit_tree()
        wave = Wave.objects.create(
            survey=survey,
            number=next_number(survey),
            opens_at=now,
            state=Wave.State.OPEN,
            plan=frozen_plan(survey, tree.parents, tree) if survey.is_protected else {},
        )
    return wave


def next_number(survey: Survey) -> int:
    """The number of a survey's next round. Call it with the survey locked."""
    return (survey.waves.aggregate(most=Max("number"))["most"] or 0) + 1


def _require_asking(wave: Wave) -> None:
    _require_askable(wave.survey)
    if wave.state not in (Wave.State.PLANNED, Wave.State.OPEN):
        raise Conflict(_("This round is over, so nobody can be invited to it any more."))


def _require_askable(survey: Survey) -> None:
    if survey.mode == Survey.Mode.ANONYMOUS:
        raise Conflict(
            _("An anonymous survey asks all of a round at once, by the ballot box, and nobody by name.")
        )
    if survey.state != Survey.State.LIVE:
        raise Conflict(_("This survey is not asking anyone. Send it out first."))


def _asked_before(wave: Wave, asked: Iterable[Asked]) -> Iterable[tuple]:
    """The keys of those who were asked already, in one question."""
    parties = {one.party_id for one in asked}
    rows = Invitation.objects.system(REASON).filter(wave=wave, party_id__in=among(parties))
    fields = ("party_id", "unit_id", "subject_kind", "subject_id", "subject_at")
    for party, unit, kind, subject, at in rows.values_list(*fields):
        yield (party, unit) if subject is None else (party, kind, subject, at)


def _row(wave: Wave, pk: int, one: Asked, due_at: datetime) -> Invitation:
    attributes = wave.plan.get("attributes", ()) if wave.survey.is_protected else ()
    return Invitation(
        pk=pk,
        wave=wave,
        party_id=one.party_id,
        relationship_id=one.relationship_id,
        unit_id=one.unit_id,
        token_hash=hash_of(invitation_token(pk)),
        subject_kind=one.subject.kind if one.subject else "",
        subject_id=one.subject.id if one.subject else None,
        subject_at=one.subject.at if one.subject else None,
        language=one.language,
        due_at=due_at,
        weight=one.weight,
        rater_unit_id=one.rater_unit_id,
        cells=list(one.cells or (str(one.unit_id), *(UNKNOWN for _name in attributes))),
        counts=one.counts,
    )
