"""What the sides of a conflict agree, and asking each of them, a while after, whether it holds."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.conflict_room import REASON, for_party, led, note
from twofold.cases.actions.refusals import required_words
from twofold.cases.models import Case, CheckBack, Settlement, SettlementStep, Signature
from twofold.cases.queries.conflict_people import parties_of, spoken_for
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed

AGAIN_AFTER = timedelta(days=30)


class Agreed(NamedTuple):
    """One thing to do, as agreed.

    :param party_id: who does it
    """

    words: str
    party_id: int
    due_on: date


@transaction.atomic
def write_settlement(
    case: Case,
    *,
    words: str,
    steps: Sequence[Agreed],
    actor: Actor,
    now: datetime,
    check_back_on: date | None = None,
) -> Settlement:
    """Write down what is agreed. New words need new signatures of everyone.

    :param check_back_on: when each side is asked whether it holds; None: 30 days from now
    :raises NotVisible, NotAllowed: see :func:`add_fact`
    :raises BadInput: without words, or if a step is somebody else's, lies in the past or says nothing
    :raises Conflict: if it is in force
    """
    case = led(case, actor)
    words = required_words(words, "words", _("Write what is agreed."))
    _check_steps(case, steps, now.date())
    old = Settlement.objects.system(REASON).filter(pk=case.pk).first()
    if old and old.in_force_at:
        raise Conflict(_("Everyone has signed this. Open a new case if it has to be agreed anew."))
    if old:
        old.delete()
    settlement = Settlement.objects.create(
        case=case,
        words=words,
        written_at=now,
        check_back_on=check_back_on or (now + AGAIN_AFTER).date(),
    )
    SettlementStep.objects.bulk_create(
        [
            SettlementStep(
                settlement=settlement,
                words=step.words.strip()[:300],
                party_id=step.party_id,
                due_on=step.due_on,
            )
            for step in steps
        ]
    )
    note("settlement_written", case, actor, now)
    return settlement


@transaction.atomic
def sign_settlement(case: Case, *, party_id: int, actor: Actor, now: datetime) -> Settlement:
    """Sign for a party. Once all have, it is in force, and each side will be asked by itself whether it holds.

    :raises NotVisible: if the actor has no part in it
    :raises NotAllowed: if the actor does not speak for the party
    :raises Conflict: if nothing was written yet, the party has signed, or the actor has signed for another
    """
    case = for_party(case, party_id, actor)
    settlement = Settlement.objects.system(REASON).select_for_update().filter(pk=case.pk).first()
    if settlement is None:
        raise Conflict(_("Nothing was written yet that could be signed."))
    others = Signature.objects.system(REASON).filter(settlement=settlement, signed_by_id=actor.person_id)
    if others.exclude(party_id=party_id).exists():
        raise Conflict(_("You have signed for another side. Let someone else sign for this one."))
    _signature, is_new = Signature.objects.system(REASON).get_or_create(
        settlement=settlement,
        party_id=party_id,
        defaults={"signed_by_id": actor.person_id, "signed_at": now},
    )
    if not is_new:
        raise Conflict(_("This side has signed already."))
    parties = parties_of(case)
    signed = set(
        Signature.objects.system(REASON).filter(settlement=settlement).values_list("party_id", flat=True)
    )
    if signed >= set(parties):
        settlement.in_force_at = now
        settlement.save(update_fields=["in_force_at"])
        CheckBack.objects.bulk_create(
            [CheckBack(case=case, party_id=party, due_on=settlement.check_back_on) for party in parties]
        )
    note("settlement_signed", case, actor, now, party=party_id, in_force=bool(settlement.in_force_at))
    return settlement


@transaction.atomic
def answer_check_back(
    check_back: CheckBack, *, answer: str, actor: Actor, now: datetime, words: str = ""
) -> CheckBack:
    """Say whether what was agreed holds. The other side does not read it; the mediator does.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not speak for the party
    :raises BadInput: without an answer
    :raises Conflict: if it was answered
    """
    get_visible(CheckBack, actor, check_back.pk)
    if answer not in CheckBack.Answer.values:
        raise BadInput(_("Say whether it holds."), field="answer")
    held = CheckBack.objects.system(REASON).select_for_update(of=("self",)).select_related("case")
    check_back = held.get(pk=check_back.pk)
    if check_back.party_id not in spoken_for(actor, check_back.case):
        raise NotAllowed(_("You do not speak for this side."))
    if check_back.answered_at:
        raise Conflict(_("This was answered already."))
    check_back.answer, check_back.words, check_back.answered_at = (
        answer,
        words.replace("\x00", "").strip(),
        now,
    )
    check_back.save(update_fields=["answer", "words", "answered_at"])
    note("check_back_answered", check_back.case, actor, now, party=check_back.party_id, answer=answer)
    return check_back


def _check_steps(case: Case, steps: Sequence[Agreed], today: date) -> None:
    parties = parties_of(case)
    for step in steps:
        if not step.words.strip():
            raise BadInput(_("Say what is to be done."), field="steps")
        if step.party_id not in parties:
            raise BadInput(_("Only the parties can agree to do something."), field="steps")
        if step.due_on < today:
            raise BadInput(_("Choose a day to come for each step."), field="steps")
