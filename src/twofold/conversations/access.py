"""Who may see what was said. A note is for the staff of its unit: no customer, on any side, ever."""

from django.db.models import Exists, OuterRef, Q

from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.core.actor import LEVEL_FOR, ActingSide, Actor, Level
from twofold.core.guard import NOTHING
from twofold.directory.models import Party


def note_policy(actor: Actor, action: str) -> Q:
    """Members read and write notes of their unit; an author may read their own."""
    if not actor.is_staff_side or action not in ("view", "work"):
        return NOTHING
    reach = Q(unit_id__in=actor.units(Level.WORK if action == "work" else Level.VIEW))
    return reach | Q(author_id=actor.person_id) if actor.person_id and action == "view" else reach


def works_somewhere(actor: Actor) -> bool:
    """Whether the actor works in any unit, or runs the house, and so may have mail on its way."""
    return actor.is_staff_side and (bool(actor.units(Level.WORK)) or actor.may("administer"))


def channel_policy(actor: Actor, action: str) -> Q:
    """How a unit is reached is known to its members; its leads set it up."""
    level = Level.VIEW if action == "view" else Level.LEAD
    return Q(unit_id__in=actor.units(level))


def mailbox_policy(actor: Actor, action: str) -> Q:
    """As its channel."""
    level = Level.VIEW if action == "view" else Level.LEAD
    return Q(channel__unit_id__in=actor.units(level))


def raw_message_policy(actor: Actor, action: str) -> Q:
    """As the message it became; what became none is for those who work in the unit it was sent to. Never for customers."""
    if not actor.is_staff_side or action not in ("view", "work"):
        return NOTHING
    of_message = Exists(Message.objects.visible_to(actor, action).filter(raw_id=OuterRef("pk")))
    return Q(of_message) | Q(channel__unit_id__in=actor.units(Level.WORK)) & ~Q(state="taken")


def conversation_policy(actor: Actor, action: str) -> Q:
    """The unit's members; restricted ones its leads and the assignee. In the portal, those who take part."""
    level = LEVEL_FOR.get(action)
    if level is None:
        return NOTHING
    if actor.side == ActingSide.PORTAL:
        return _takes_part(actor) if level == Level.VIEW else NOTHING
    if not actor.is_staff_side:
        return NOTHING
    own = Q(assignee_id=actor.person_id) if actor.person_id else NOTHING
    reach = Q(unit_id__in=actor.units(level)) & (
        Q(is_restricted=False) | Q(unit_id__in=actor.units(Level.LEAD)) | own
    )
    return reach | own if level == Level.VIEW else reach


def message_policy(actor: Actor, action: str) -> Q:
    """A message is seen with its conversation; in the portal, once it can no longer be taken back."""
    conversations = Conversation.objects.visible_to(actor, action)
    with_it = Q(Exists(conversations.filter(pk=OuterRef("conversation_id"))))
    return with_it & Q(withdrawn_at__isnull=True) if actor.side == ActingSide.PORTAL else with_it


def draft_policy(actor: Actor, action: str) -> Q:
    """Nobody but its author reads a draft."""
    return Q(author_id=actor.person_id) if actor.is_staff_side and actor.person_id else NOTHING


def outgoing_mail_policy(actor: Actor, action: str) -> Q:
    """As its message, for those who work in the unit; a message's recipients are no customer's business.

    That mail of the house is on its way, and to whom, is for administrators; what it says, for nobody.
    """
    if not actor.is_staff_side:
        return NOTHING
    of_house = Q(message=None) if actor.may("administer") else NOTHING
    return of_house | Q(Exists(Message.objects.visible_to(actor, action).filter(pk=OuterRef("message_id"))))


def shared_words_policy(actor: Actor, action: str) -> Q:
    """Saved replies and macros: the unit's, or the house's; its leads write them, an administrator those of the house."""
    if action == "view":
        everyone = Q(unit__isnull=True) if actor.units() else NOTHING
        return Q(unit_id__in=actor.units()) | everyone
    of_house = Q(unit__isnull=True) if actor.may("administer") else NOTHING
    return Q(unit_id__in=actor.units(Level.LEAD)) | of_house


def contact_policy(actor: Actor, action: str) -> Q:
    """That someone was written to of our own accord no human reads: it is counted."""
    return NOTHING


def objection_policy(actor: Actor, action: str) -> Q:
    """That someone wants to be written to no more is seen, and entered, by those who see and edit that person."""
    return Q(Exists(Party.objects.visible_to(actor, action).filter(pk=OuterRef("party_id"))))


def _takes_part(actor: Actor) -> Q:
    if not actor.person_id:
        return NOTHING
    mine = ConversationParty.objects.filter(party_id=actor.person_id)
    return Q(pk__in=mine.exclude(role=ConversationParty.Role.COLLEAGUE).values("conversation_id"))
