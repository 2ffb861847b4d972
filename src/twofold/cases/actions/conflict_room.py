"""The conflict room: who is in it, what they say, what they agree, and whether it holds."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import models, transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.recording import case_to_work_on
from twofold.cases.actions.refusals import required_words
from twofold.cases.models import (
    Case,
    CaseParty,
    CheckBack,
    ConflictOption,
    Position,
    Settlement,
    SettlementStep,
    SharedFact,
    Signature,
)
from twofold.cases.queries.conflict_people import interests_of, is_mediator, parties_of, spoken_for
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.directory.models import Party
from twofold.timeline.actions import record

REASON = "the actor has a part in the conflict"
AGAIN_AFTER = timedelta(days=30)


class Agreed(NamedTuple):
    """One thing to do, as agreed.

    :param party_id: who does it
    """

    words: str
    party_id: int
    due_on: date


@transaction.atomic
def add_respondent(case: Case, *, party: Party, actor: Actor, now: datetime) -> CaseParty:
    """Let another side into the conflict.

    :raises NotVisible: if the actor may not see the case or the party
    :raises NotAllowed: if the actor may not work on the case
    :raises BadInput: if it is no conflict, or the party is in it already
    """
    case = _conflict(case_to_work_on(case, actor))
    get_visible(Party, actor, party.pk, "name")
    if party.pk in parties_of(case):
        raise BadInput(_("They are a party to it already."), field="party")
    row = CaseParty.objects.create(case=case, party=party, role=CaseParty.Role.RESPONDENT)
    _record("conflict_party_added", case, actor, now, party=party.pk)
    return row


@transaction.atomic
def appoint_mediator(case: Case, *, person: Party, actor: Actor, now: datetime) -> CaseParty:
    """Ask someone who has no stake in it to mediate; there is one mediator at a time.

    :raises NotVisible: if the actor may not see the case or the person
    :raises NotAllowed: if the actor may not work on the case
    :raises BadInput: if it is no conflict, or naming every interest of theirs
    """
    case = _conflict(case_to_work_on(case, actor))
    get_visible(Party, actor, person.pk, "name")
    if not person.is_colleague:
        raise BadInput(_("A mediator is a colleague."), field="mediator")
    interests = interests_of(person.pk, case, now.date())
    if interests:
        raise BadInput(" ".join([_("Choose someone neutral."), *interests]), field="mediator")
    CaseParty.objects.filter(case=case, role=CaseParty.Role.MEDIATOR).delete()
    row = CaseParty.objects.create(case=case, party=person, role=CaseParty.Role.MEDIATOR)
    _record("mediator_appointed", case, actor, now, party=person.pk)
    return row


@transaction.atomic
def write_position(case: Case, *, party_id: int, body: str, actor: Actor, now: datetime) -> Position:
    """Say how a party sees it, for the mediator's eyes only. Written again, it replaces what one wrote before.

    :raises NotVisible: if the actor has no part in it
    :raises NotAllowed: if the actor does not speak for the party
    :raises BadInput: without words
    """
    case = _for_party(case, party_id, actor)
    body = required_words(body, "body", _("Say how you see it."))
    position, _is_new = Position.objects.system(REASON).update_or_create(
        case=case, party_id=party_id, author_id=actor.person_id, defaults={"body": body, "written_at": now}
    )
    _record("position_written", case, actor, now, party=party_id)
    return position


@transaction.atomic
def add_fact(
    case: Case,
    *,
    words: str,
    actor: Actor,
    now: datetime,
    happened_at: datetime | None = None,
    subject: models.Model | None = None,
) -> SharedFact:
    """Add a line to the fact sheet that all parties read.

    :param subject: the record that bears it out
    :raises NotVisible: if the actor has no part in it, or may not see the record
    :raises NotAllowed: if the actor neither mediates nor works on it
    :raises BadInput: without words
    """
    case = _led(case, actor)
    if subject is not None:
        get_visible(type(subject), actor, subject.pk)
    fact = SharedFact.objects.create(
        case=case,
        words=required_words(words, "words", _("Write the fact."))[:500],
        happened_at=happened_at,
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        added_by_id=actor.person_id,
        added_at=now,
    )
    _record("fact_added", case, actor, now, fact=fact.pk)
    return fact


@transaction.atomic
def propose_option(
    case: Case, *, title: str, actor: Actor, now: datetime, in_favour: str = "", against: str = ""
) -> ConflictOption:
    """Propose a way out, which any party and the mediator may.

    :raises NotVisible: if the actor has no part in it
    :raises BadInput: without a title
    """
    case = _in_room(case, actor)
    option = ConflictOption.objects.create(
        case=case,
        title=required_words(title, "title", _("Say in a few words what you propose."))[:200],
        in_favour=in_favour.replace("\x00", "").strip(),
        against=against.replace("\x00", "").strip(),
        proposed_by_id=actor.person_id,
        proposed_at=now,
    )
    _record("option_proposed", case, actor, now, option=option.pk)
    return option


@transaction.atomic
def choose_option(option: ConflictOption, *, actor: Actor, now: datetime) -> ConflictOption:
    """Mark the way out that the parties take. Raises as :func:`add_fact`."""
    case = _led(option.case, actor)
    options = ConflictOption.objects.system(REASON).filter(case=case)
    options.update(is_chosen=False)
    options.filter(pk=option.pk).update(is_chosen=True)
    _record("option_chosen", case, actor, now, option=option.pk)
    return options.get(pk=option.pk)


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
    case = _led(case, actor)
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
    _record("settlement_written", case, actor, now)
    return settlement


@transaction.atomic
def sign_settlement(case: Case, *, party_id: int, actor: Actor, now: datetime) -> Settlement:
    """Sign for a party. Once all have, it is in force, and each side will be asked by itself whether it holds.

    :raises NotVisible: if the actor has no part in it
    :raises NotAllowed: if the actor does not speak for the party
    :raises Conflict: if nothing was written yet, or the party has signed
    """
    case = _for_party(case, party_id, actor)
    settlement = Settlement.objects.system(REASON).select_for_update().filter(pk=case.pk).first()
    if settlement is None:
        raise Conflict(_("Nothing was written yet that could be signed."))
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
    _record("settlement_signed", case, actor, now, party=party_id, in_force=bool(settlement.in_force_at))
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
    get_visible(CheckBack, actor, check_back.pk, "work")
    if answer not in CheckBack.Answer.values:
        raise BadInput(_("Say whether it holds."), field="answer")
    held = CheckBack.objects.system(REASON).select_for_update(of=("self",)).select_related("case")
    check_back = held.get(pk=check_back.pk)
    if check_back.answered_at:
        raise Conflict(_("This was answered already."))
    check_back.answer, check_back.words, check_back.answered_at = (
        answer,
        words.replace("\x00", "").strip(),
        now,
    )
    check_back.save(update_fields=["answer", "words", "answered_at"])
    _record("check_back_answered", check_back.case, actor, now, party=check_back.party_id, answer=answer)
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


def _conflict(case: Case) -> Case:
    if case.kind != Case.Kind.CONFLICT:
        raise BadInput(_("Case #%(number)s is no conflict.") % {"number": case.pk})
    return case


def _in_room(case: Case, actor: Actor) -> Case:
    """The case, held, for whoever has a part in the conflict."""
    get_visible(Case, actor, case.pk)
    held = Case.objects.system(REASON).select_related("relationship").select_for_update(of=("self",))
    return _conflict(held.get(pk=case.pk))


def _led(case: Case, actor: Actor) -> Case:
    """The case, held, for the mediator and those who work on it."""
    case = _in_room(case, actor)
    return case if is_mediator(actor, case) else case_to_work_on(case, actor)


def _for_party(case: Case, party_id: int, actor: Actor) -> Case:
    """The case, held, for whoever speaks for one of its parties."""
    case = _in_room(case, actor)
    if party_id not in spoken_for(actor, case):
        raise NotAllowed(_("You do not speak for this side."))
    return case


def _record(verb: str, case: Case, actor: Actor, now: datetime, **details: object) -> None:
    """A conflict is restricted: no timeline of a party tells of it, and no value is kept."""
    record(f"cases.{verb}", subject=case, actor=actor, now=now, unit_id=case.unit_id, details=details)
