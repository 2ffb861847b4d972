"""What is said in the conflict room: papers for the mediator's eyes, facts for all, and ways out."""

from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.conflict_room import REASON, for_party, in_room, led, note
from twofold.cases.actions.refusals import required_words
from twofold.cases.models import Case, ConflictOption, Position, SharedFact
from twofold.core.access import get_visible
from twofold.core.actor import Actor


@transaction.atomic
def write_position(case: Case, *, party_id: int, body: str, actor: Actor, now: datetime) -> Position:
    """Say how a party sees it, for the mediator's eyes only. Written again, it replaces what one wrote before.

    :raises NotVisible: if the actor has no part in it
    :raises NotAllowed: if the actor does not speak for the party
    :raises BadInput: without words
    """
    case = for_party(case, party_id, actor)
    body = required_words(body, "body", _("Say how you see it."))
    position, _is_new = Position.objects.system(REASON).update_or_create(
        case=case, party_id=party_id, author_id=actor.person_id, defaults={"body": body, "written_at": now}
    )
    note("position_written", case, actor, now, party=party_id)
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
    case = led(case, actor)
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
    note("fact_added", case, actor, now, fact=fact.pk)
    return fact


@transaction.atomic
def propose_option(
    case: Case, *, title: str, actor: Actor, now: datetime, in_favour: str = "", against: str = ""
) -> ConflictOption:
    """Propose a way out, which any party and the mediator may.

    :raises NotVisible: if the actor has no part in it
    :raises BadInput: without a title
    """
    case = in_room(case, actor)
    option = ConflictOption.objects.create(
        case=case,
        title=required_words(title, "title", _("Say in a few words what you propose."))[:200],
        in_favour=in_favour.replace("\x00", "").strip(),
        against=against.replace("\x00", "").strip(),
        proposed_by_id=actor.person_id,
        proposed_at=now,
    )
    note("option_proposed", case, actor, now, option=option.pk)
    return option


@transaction.atomic
def choose_option(option: ConflictOption, *, actor: Actor, now: datetime) -> ConflictOption:
    """Mark the way out that the parties take. Raises as :func:`add_fact`."""
    case = led(option.case, actor)
    options = ConflictOption.objects.system(REASON).filter(case=case)
    options.update(is_chosen=False)
    options.filter(pk=option.pk).update(is_chosen=True)
    note("option_chosen", case, actor, now, option=option.pk)
    return options.get(pk=option.pk)
