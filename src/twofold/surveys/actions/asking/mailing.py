"""Writing to those who were invited, in batches. A batch is one transaction: who is written to, what they are sent and what it
takes from the contact budget stand together or not at all, so that no one is written to twice and no one is lost.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from twofold.conversations.actions.contact_budget import take
from twofold.conversations.models import Purpose
from twofold.conversations.queries.contact_budget import Budgeted, look
from twofold.core.each import each
from twofold.core.house_mail import HouseMail, send_mails
from twofold.directory.queries.units import unit_tree
from twofold.surveys.actions.asking.letters import Addressee, Letters
from twofold.surveys.actions.asking.private import private_reach
from twofold.surveys.actions.asking.tokens import invitation_token, participant_token, secret_of
from twofold.surveys.actions.ballots.cast import hash_of
from twofold.surveys.models import Invitation, Participant, Survey, Wave

REASON = "the house writes to those who were invited; no human sees who they are"
AT_ONCE = 250
State = Invitation.State
Clock = Callable[[], datetime]


def send_round(wave_id: int, *, clock: Clock, until: datetime) -> int:
    """Write to everyone of an open round to whom a mail is due, invitations first, for a while at most.

    :param clock: tells the moment, batch by batch
    :returns: to how many
    """
    wave = (
        Wave.objects.select_related("survey__unit__party")
        .filter(pk=wave_id, state=Wave.State.OPEN, survey__state=Survey.State.LIVE)
        .first()
    )
    if wave is None:
        return 0
    is_box = wave.survey.mode == Survey.Mode.ANONYMOUS
    steps = (_ballots, _ballot_reminders) if is_box else (_invitations, _reminders)
    sent = 0
    for step in steps:
        letters = Letters(wave, is_reminder=step in (_ballot_reminders, _reminders))
        while (now := clock()) < until:
            done, mailed = step(letters, now)
            sent += mailed
            if not done:
                break
    return sent


@transaction.atomic
def _invitations(letters: Letters, now: datetime) -> tuple[int, int]:
    """One batch of those not written to yet: how many were dealt with, and written to."""
    rows = _batch(due_invitations(letters.wave, now))
    budgeted = take([row.party_id for row in rows], Purpose.SURVEY, now=now)
    _hold_back(rows, budgeted)
    asked = [row for row in rows if row.party_id in budgeted.allowed]
    mails = _write(letters, asked, budgeted)
    _mark_sent(letters, asked, mails, budgeted, now)
    return len(rows), len(asked)


@transaction.atomic
def _reminders(letters: Letters, now: datetime) -> tuple[int, int]:
    """One batch of those who have not answered; each is reminded once."""
    rows = _batch(due_reminders(letters.wave, now))
    budgeted = look([row.party_id for row in rows], Purpose.SURVEY, now=now, is_reminder=True)
    asked = [row for row in rows if row.party_id in budgeted.allowed]
    _write(letters, asked, budgeted)
    _all().filter(pk__in=[row.pk for row in rows]).update(reminded_at=now)
    return len(rows), len(asked)


@transaction.atomic
def _ballots(letters: Letters, now: datetime) -> tuple[int, int]:
    """One batch of an anonymous round."""
    rows = _people(due_participants(letters.wave))
    budgeted = take([row.person_id for row in rows], Purpose.SURVEY, now=now)
    for code in set(budgeted.held_back.values()):
        held = [row.pk for row in rows if budgeted.held_back.get(row.person_id) == code]
        _everyone().filter(pk__in=held).update(held_back_because=str(code))
    asked = [row for row in rows if row.person_id in budgeted.allowed]
    _write_ballots(letters, asked, budgeted)
    return len(rows), len(asked)


@transaction.atomic
def _ballot_reminders(letters: Letters, now: datetime) -> tuple[int, int]:
    """One batch of all who were asked, whether or not they have answered: nothing here looks at that."""
    rows = _people(due_ballot_reminders(letters.wave, now))
    budgeted = look([row.person_id for row in rows], Purpose.SURVEY, now=now, is_reminder=True)
    asked = [row for row in rows if row.person_id in budgeted.allowed]
    _write_ballots(letters, asked, budgeted)
    _everyone().filter(pk__in=[row.pk for row in rows], mails=1).update(mails=2)
    return len(rows), len(asked)


def due_invitations(wave: Wave, now: datetime) -> QuerySet[Invitation]:
    """Invitations that are due and were not sent yet; of someone who rates several units the first, which leads to the others."""
    first = _all().filter(wave=wave, party=OuterRef("party"), rater_unit__isnull=False, pk__lt=OuterRef("pk"))
    return _all().filter(~Exists(first), wave=wave, state=State.WAITING, due_at__lte=now)


def due_reminders(wave: Wave, now: datetime) -> QuerySet[Invitation]:
    """Invitations to which nobody has answered for as long as the round waits."""
    if not wave.remind_after_days:
        return _all().none()
    before = now - timedelta(days=wave.remind_after_days)
    unanswered = Q(state__in=(State.SENT, State.STARTED), reminded_at=None)
    return _all().filter(unanswered, wave=wave, sent_at__lte=before)


def due_participants(wave: Wave) -> QuerySet[Participant]:
    """Those of an anonymous round who were not written to yet."""
    return _everyone().filter(wave=wave, mails=0, held_back_because="")


def due_ballot_reminders(wave: Wave, now: datetime) -> QuerySet[Participant]:
    """Those of an anonymous round who were written to once, when the time to remind everyone has come."""
    if not wave.remind_after_days or now < wave.opens_at + timedelta(days=wave.remind_after_days):
        return _everyone().none()
    return _everyone().filter(wave=wave, mails=1)


def _batch(due: QuerySet[Invitation]) -> Sequence[Invitation]:
    """The next ones, locked; of someone who is asked about two things, only the first."""
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related("party")
    found: dict[int, Invitation] = {}
    for row in rows.order_by("due_at", "pk")[:AT_ONCE]:
        found.setdefault(row.party_id, row)
    return list(found.values())


def _people(due: QuerySet[Participant]) -> Sequence[Participant]:
    return list(due.select_for_update(of=("self",), skip_locked=True).order_by("pk")[:AT_ONCE])


def _hold_back(rows: Sequence[Invitation], budgeted: Budgeted) -> None:
    for code in set(budgeted.held_back.values()):
        held = [row.pk for row in rows if budgeted.held_back.get(row.party_id) == code]
        _all().filter(pk__in=held).update(state=State.HELD_BACK, held_back_because=str(code))


def _write(letters: Letters, rows: Sequence[Invitation], budgeted: Budgeted) -> list[HouseMail]:
    units, private = unit_tree().names, private_reach(rows)
    mails = [
        letters.mail(
            Addressee(
                row.party_id,
                reverse("surveys:answer-by-link", args=(invitation_token(row.pk),)),
                private.get(row.party_id, budgeted.reach[row.party_id]),
                {
                    "name": row.party.given_name or row.party.name,
                    "unit": units.get(row.unit_id, ""),
                    "case": str(row.subject_id or ""),
                },
            )
        )
        for row in rows
    ]
    send_mails(mails)
    return mails


def _write_ballots(letters: Letters, rows: Sequence[Participant], budgeted: Budgeted) -> None:
    """Put the mails of an anonymous round into the outbox. Which mail is whose is kept nowhere."""
    if not rows:
        return
    secret = secret_of(letters.wave)
    send_mails(
        [
            letters.mail(
                Addressee(
                    row.person_id,
                    reverse("surveys:answer-by-ballot", args=(participant_token(secret, row.pk),)),
                    budgeted.reach[row.person_id],
                )
            )
            for row in rows
        ]
    )
    if not letters.is_reminder:
        _everyone().filter(pk__in=[row.pk for row in rows]).update(mails=F("mails") + 1)


def _mark_sent(
    letters: Letters,
    rows: Sequence[Invitation],
    mails: Sequence[HouseMail],
    budgeted: Budgeted,
    now: datetime,
) -> None:
    if not rows:
        return
    numbers = {row.pk: mail.mail_id for row, mail in zip(rows, mails, strict=True)}
    languages = {row.pk: row.language or letters.language_of(budgeted.reach[row.party_id]) for row in rows}
    for row in rows:
        made = hash_of(invitation_token(row.pk))
        if row.token_hash != made:  # a link that was made in another way before
            _all().filter(pk=row.pk).update(token_hash=made)
    _all().filter(pk__in=numbers).update(
        state=State.SENT,
        sent_at=now,
        mail_id=each(numbers, BigIntegerField()),
        language=each(languages, CharField()),
    )


def _all() -> QuerySet[Invitation]:
    return Invitation.objects.system(REASON)


def _everyone() -> QuerySet[Participant]:
    return Participant.objects.system(REASON)
