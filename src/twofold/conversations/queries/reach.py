"""How far an answer reaches: whether anybody outside the house may read it."""

from collections.abc import Iterable, Mapping, Sequence

from twofold.conversations.models import Conversation
from twofold.conversations.queries.conversation import requesters
from twofold.conversations.queries.mail_people import people_behind
from twofold.conversations.queries.recipients import read_recipients
from twofold.core.errors import BadInput
from twofold.directory.models import Party
from twofold.relationships.models import Side


def leaves_the_house(conversation: Conversation, to: str, cc: str) -> bool:
    """Whether an answer to what stands in To and Cc would leave: unless all who get it are certainly colleagues.

    Someone who works here and is served as a customer outside is one, in such a conversation.
    """
    try:
        recipients: Mapping[str, Sequence[str]] = read_recipients(to, cc)
    except BadInput:  # half an address: nobody knows yet whose
        return True
    addresses = [*(recipients["to"] or requesters(conversation)), *recipients["cc"]]
    return not (_is_inside(conversation) and _all_colleagues(addresses))


def _is_inside(conversation: Conversation) -> bool:
    if conversation.relationship_id:
        return conversation.relationship.side == Side.INTERNAL
    party = conversation.party
    return party is not None and (party.is_colleague or party.kind == Party.Kind.UNIT)


def _all_colleagues(addresses: Iterable[str]) -> bool:
    people = people_behind(addresses)
    return all(address in people and people[address].is_colleague for address in addresses)
