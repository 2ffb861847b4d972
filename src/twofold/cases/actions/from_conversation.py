"""Making a case of a conversation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.cases.actions.complaints import mark_complaint
from twofold.cases.actions.hearing import said_in, take_conversations_along
from twofold.cases.actions.open import open_case
from twofold.cases.models import Case, CaseConversation, CaseType
from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.errors import Conflict
from twofold.directory.access import is_house
from twofold.directory.actions.contact_points import add_contact_point
from twofold.directory.actions.parties import add_person
from twofold.directory.models import ContactPoint, Party
from twofold.relationships.models import Offering

REASON = "the actor may work on the conversation"


class HasCase(Conflict):
    """A conversation belongs to one case at a time."""

    def __init__(self, case_id: int) -> None:
        super().__init__(
            _("This conversation belongs to case #%(number)s already. Split it if it is about two things.")
            % {"number": case_id}
        )


@transaction.atomic
def open_case_from(
    conversation: Conversation,
    *,
    kind: str,
    title: str,
    side: str,
    actor: Actor,
    now: datetime,
    party: Party | None = None,
    description: str = "",
    offering: Offering | None = None,
    case_type: CaseType | None = None,
    remedy_sought: str = "",
) -> Case:
    """Open a case for what a conversation is about; what was said so far becomes its first steps.

    Whoever wrote from an address that nobody knows becomes an unverified person, and a customer we may come to serve.

    :param party: the customer; None: whoever the conversation is with
    :raises NotVisible: if the actor may not see the conversation, or the party
    :raises NotAllowed: if the actor does not work in its unit
    :raises HasCase: if it has one
    :raises BadInput: naming the field
    """
    conversation = _held(conversation, actor)
    customer = party or conversation.party or _newcomer(conversation, actor, now)
    case = open_case(
        party=customer,
        unit_id=conversation.unit_id,
        side=side,
        kind=kind,
        title=title,
        description=description,
        offering=offering,
        case_type=case_type,
        remedy_sought=remedy_sought,
        is_restricted=conversation.is_restricted,
        actor=actor,
        now=now,
    )
    _link(case, conversation, customer, now)
    _take_along(case, conversation)
    return case


@transaction.atomic
def join_case(conversation: Conversation, case: Case, *, actor: Actor, now: datetime) -> Case:
    """Let a conversation belong to a case that is there already, e.g. when its customer writes from another address.

    :raises NotVisible: if the actor may not see one of the two
    :raises NotAllowed: if the actor may not work on one of the two
    :raises HasCase: if it belongs to one
    """
    conversation = _held(conversation, actor)
    case = get_visible(Case, actor, case.pk, "work")
    _link(case, conversation, conversation.party, now)
    return case


@transaction.atomic
def mark_message_complaint(
    message: Message, *, title: str, side: str, actor: Actor, now: datetime, remedy_sought: str = ""
) -> Case:
    """Say that a message complains, in whatever words: the case of its conversation becomes a complaint, or one is opened.

    :param title: of the case, if there is none yet
    :param side: on which the customer turned to the unit, if there is none yet
    :raises NotVisible, NotAllowed, BadInput: see :func:`open_case_from` and :func:`mark_complaint`
    """
    message = get_visible(Message, actor, message.pk)
    link = (
        CaseConversation.objects.select_related("case").filter(conversation=message.conversation_id).first()
    )
    case = link.case if link else None
    if case is None:
        case = open_case_from(
            message.conversation,
            kind=Case.Kind.COMPLAINT,
            title=title,
            side=side,
            remedy_sought=remedy_sought,
            actor=actor,
            now=now,
        )
    mark_complaint(case, message=message, remedy_sought=remedy_sought, actor=actor, now=now)
    return case


def _held(conversation: Conversation, actor: Actor) -> Conversation:
    if not is_house(actor):
        get_visible(Conversation, actor, conversation.pk, "work")
    held = Conversation.objects.system(REASON).select_for_update(of=("self",)).get(pk=conversation.pk)
    link = CaseConversation.objects.filter(conversation=held).first()
    if link:
        raise HasCase(link.case_id)
    return held


def _newcomer(conversation: Conversation, actor: Actor, now: datetime) -> Party:
    """Someone of whom only a message is known."""
    first = (
        Message.objects.system(REASON)
        .filter(conversation=conversation, direction=Message.Direction.IN)
        .order_by("happened_at", "id")
        .first()
    )
    address = first.author_address if first else ""
    person = add_person(
        name=(first.author_name if first else "") or address or _("Someone who wrote"),
        unit_id=conversation.unit_id,
        is_verified=False,
        actor=actor,
        now=now,
    )
    if address:
        add_contact_point(
            person, kind=ContactPoint.Kind.EMAIL, value=address, is_primary=True, actor=actor, now=now
        )
        ConversationParty.objects.filter(conversation=conversation, address=address).update(party=person)
    return person


def _take_along(case: Case, conversation: Conversation) -> None:
    """What is restricted to another unit's people is read there only, from its first word on."""
    if case.is_restricted and not conversation.is_restricted:
        Conversation.objects.system(REASON).filter(pk=conversation.pk).update(is_restricted=True)
    take_conversations_along(case)


def _link(case: Case, conversation: Conversation, customer: Party | None, now: datetime) -> None:
    CaseConversation.objects.create(conversation=conversation, case=case)
    conversation.party = conversation.party or customer
    conversation.relationship = case.relationship
    conversation.save(update_fields=["party", "relationship"])
    said = Message.objects.system(REASON).filter(conversation=conversation)
    held = Case.objects.system(REASON).select_for_update(of=("self",)).get(pk=case.pk)
    said_in(held, list(said.order_by("happened_at", "id")), now=now)
