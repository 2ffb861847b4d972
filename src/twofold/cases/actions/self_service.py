"""What customers do by themselves in the portal: ask, answer, withdraw, and say that it is not solved after all.

Each verb asks whether the case is theirs to follow; what it does then, the house does in their name.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.hearing import said_in
from twofold.cases.actions.open import open_case
from twofold.cases.actions.open_again import open_again
from twofold.cases.actions.recording import settle
from twofold.cases.actions.refusals import NotResolved, require_open, required_words
from twofold.cases.models import Case, CaseConversation, CaseParty, CaseStep, CaseType
from twofold.cases.queries.followed import conversations_of, followed_case
from twofold.cases.queries.services import Service, service_named
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.channels.portal.kind import PORTAL, portal_of
from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.core.actor import ActingSide, Actor
from twofold.core.errors import BadInput, NotAllowed
from twofold.directory.actions.set_attributes import Given
from twofold.directory.models import Party
from twofold.relationships.models import Offering

REASON = "the actor follows the case"
MOST_FILES = 10
Files = Sequence[tuple[str, bytes]]


@transaction.atomic
def ask_service(
    service: Service,
    *,
    title: str,
    words: str,
    actor: Actor,
    now: datetime,
    case_type: CaseType | None = None,
    kind: str = Case.Kind.REQUEST,
    offering: Offering | None = None,
    attributes: Given | None = None,
    remedy_sought: str = "",
    files: Files = (),
    follows: Case | None = None,
) -> Case:
    """Ask a unit for something, as its customer or for an organisation. What is written begins the conversation of the case.

    :param follows: a case that was resolved long ago and is not solved after all
    :raises NotAllowed: if the unit does not serve the actor
    :raises BadInput: naming the field
    """
    service = _require_served(service, actor, now)
    words = required_words(words, "words", _("Write what it is about."))
    me = Party.objects.system(REASON).get(pk=actor.person_id)
    case = open_case(
        party=service.customer,
        requester=me,
        unit_id=service.unit_id,
        side=service.side,
        case_type=case_type,
        kind=case_type.kind if case_type else kind,
        title=title,
        description=words,
        offering=offering,
        attributes=attributes,
        remedy_sought=remedy_sought,
        actor=_in_their_name(actor),
        now=now,
    )
    # Whoever asks takes part as the customer only: at their desk among the staff, the case is none of theirs.
    CaseParty.objects.filter(case=case, party=me, role=CaseParty.Role.PARTICIPANT).delete()
    if follows:
        Case.objects.system(REASON).filter(pk=case.pk).update(follows=follows)
        case.follows = follows
    _say(case, words, files, actor, now)
    return case


@transaction.atomic
def write_in_case(case: Case, *, words: str, actor: Actor, now: datetime, files: Files = ()) -> Message:
    """Write to whoever looks after an open case.

    :raises NotVisible: if the actor does not follow the case
    :raises AlreadyResolved: if it is done
    :raises BadInput: if nothing is written
    """
    case = _held(case, actor)
    require_open(case)
    return _say(case, required_words(words, "words", _("Write something first.")), files, actor, now)


@transaction.atomic
def withdraw_case(case: Case, *, reason: str, actor: Actor, now: datetime) -> Case:
    """Say that it is not needed any more. Nothing is owed from then on.

    :raises NotVisible: if the actor does not follow the case
    :raises NotAllowed: if a colleague asked for it
    :raises AlreadyResolved: if it is done
    """
    case = _held(case, actor)
    require_open(case)
    if not CaseParty.objects.filter(
        case=case, party_id=actor.person_id, role=CaseParty.Role.REQUESTER
    ).exists():
        raise NotAllowed(_("Only whoever asked for this can withdraw it."))
    case.state, case.resolved_at = Case.State.RESOLVED, now
    case.resolution = _("Withdrawn by the customer.")
    case.save(update_fields=["state", "resolved_at", "resolution"])
    reason = reason.replace("\x00", "").strip()[:2_000]
    settle(case, CaseStep.Kind.WITHDRAWN, body=reason, actor=_in_their_name(actor), now=now)
    return case


@transaction.atomic
def say_not_solved(case: Case, *, words: str, actor: Actor, now: datetime) -> Case:
    """Say that a resolved case is not solved after all: it opens again, or long afterwards another one follows it.

    :returns: the case that is open now
    :raises NotVisible: if the actor does not follow the case
    :raises NotResolved: if it is open
    :raises BadInput: without words
    """
    case = _held(case, actor)
    if case.is_open:
        raise NotResolved(case)
    words = required_words(words, "words", _("Write what is still not solved."))
    if now > case.resolved_at + timedelta(days=settings.REOPEN_DAYS):
        return _ask_again(case, words, actor, now)
    open_again(case, words=words, actor=_in_their_name(actor), now=now)
    _say(case, words, (), actor, now)
    return case


def _ask_again(case: Case, words: str, actor: Actor, now: datetime) -> Case:
    relationship = case.relationship
    service = service_named(
        actor,
        unit_id=relationship.provider_id,
        side=relationship.side,
        customer_id=relationship.customer_id,
        today=now.date(),
    )
    if service is None:
        raise NotAllowed(_("This unit does not serve you any more. Write to it instead."))
    still_there = case.type if case.type and case.type.retired_at is None else None
    return ask_service(
        service,
        title=case.title,
        words=words,
        case_type=still_there,
        kind=case.kind,
        follows=case,
        actor=actor,
        now=now,
    )


def _require_served(service: Service, actor: Actor, now: datetime) -> Service:
    found = service_named(
        actor,
        unit_id=service.unit_id,
        side=service.side,
        customer_id=service.customer.pk,
        today=now.date(),
    )
    if found is None:
        raise NotAllowed(_("This unit does not serve you. Choose one that does."))
    return found


def _held(case: Case, actor: Actor) -> Case:
    followed_case(actor, case.pk)
    rows = Case.objects.system(REASON).select_related("relationship", "type").select_for_update(of=("self",))
    return rows.get(pk=case.pk)


def _say(case: Case, words: str, files: Files, actor: Actor, now: datetime) -> Message:
    """In the conversation that the case has with its customers, else in a new one."""
    if len(files) > MOST_FILES:
        raise BadInput(_("Attach %(most)s files at most.") % {"most": MOST_FILES}, field="files")
    me = Party.objects.system(REASON).get(pk=actor.person_id)
    conversation = conversations_of(actor, case).order_by("-last_message_at", "-pk").first()
    message = take_in(
        Arrived(
            channel=None if conversation else portal_of(case.unit_id, now),
            unit_id=case.unit_id,
            medium=PORTAL.medium,
            conversation=conversation,
            author=me,
            author_name=me.name,
            subject=case.title,
            body=words,
            is_verified=True,
            happened_at=now,
            files=files,
        ),
        actor=actor,
        now=now,
    )
    if conversation is None:
        _begin(case, message.conversation, me)
    said_in(case, [message], now=now)
    return message


def _begin(case: Case, conversation: Conversation, me: Party) -> None:
    conversation.relationship, conversation.is_restricted = case.relationship, case.is_restricted
    conversation.save(update_fields=["relationship", "is_restricted"])
    ConversationParty.objects.create(
        conversation=conversation, party=me, role=ConversationParty.Role.REQUESTER
    )
    CaseConversation.objects.create(conversation=conversation, case=case)


def _in_their_name(actor: Actor) -> Actor:
    return Actor(side=ActingSide.JOB, person_id=actor.person_id, user_id=actor.user_id)
