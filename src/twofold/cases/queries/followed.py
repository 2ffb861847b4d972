"""What a customer follows in the portal: their cases, and what was said in them in both directions. Notes are never read here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from twofold.cases.access import CUSTOMER_ROLES, asked_for
from twofold.cases.models import Case, CaseConversation, CaseParty, CaseStep
from twofold.conversations.models import Conversation, Message, OutgoingMail
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.core.ids import HIGHEST_ID
from twofold.files.models import Attachment

REASON = "said in a case that the asker follows"
TOLD = (CaseStep.Kind.ANSWERED, CaseStep.Kind.RESOLVED, CaseStep.Kind.WITHDRAWN)


@dataclass(frozen=True)
class Said:
    """One thing that was said.

    :param kind: ``theirs``, ``ours``, ``resolved`` or ``withdrawn``
    """

    kind: str
    at: datetime
    body: str
    who: str = ""
    files: Sequence[Attachment] = ()


def followed_cases(actor: Actor) -> QuerySet[Case]:
    """The cases that the actor follows, with what their lines show."""
    cases = Case.objects.visible_to(actor).filter(asked_for(actor))
    return cases.select_related("unit__party", "relationship__customer", "stage", "offering", "type")


def followed_case(actor: Actor, pk: int) -> Case:
    """One of them.

    :raises NotVisible: if there is none
    """
    case = followed_cases(actor).filter(pk=pk).first() if pk <= HIGHEST_ID else None
    if case is None:
        raise NotVisible
    return case


def conversations_of(actor: Actor, case: Case) -> QuerySet[Conversation]:
    """Those conversations of a case in which its customers take part; those with anyone else are not theirs to read."""
    customers = CaseParty.objects.filter(case=case, role__in=CUSTOMER_ROLES).values("party_id")
    of_case = CaseConversation.objects.filter(case=case).values("conversation_id")
    with_customers = Q(party_id__in=customers) | Q(party_id=case.relationship.customer_id)
    own = Q(pk__in=Conversation.objects.visible_to(actor).values("pk"))
    return Conversation.objects.system(REASON).filter(
        own | with_customers & Q(is_restricted=case.is_restricted), pk__in=of_case, merged_into=None
    )


def messages_of(actor: Actor, case: Case, now: datetime) -> QuerySet[Message]:
    """What people said in it, once it can no longer be taken back."""
    on_its_way = OutgoingMail.objects.system(REASON).filter(message=OuterRef("pk"), send_after__gt=now)
    messages = Message.objects.system(REASON).filter(conversation__in=conversations_of(actor, case))
    said = messages.filter(withdrawn_at=None, is_automatic=False, is_list_mail=False)
    return said.exclude(Exists(on_its_way))


def said_in(actor: Actor, case: Case, now: datetime) -> list[Said]:
    """What was said, oldest first: messages, and what the customer was told otherwise, by phone for instance."""
    messages = list(messages_of(actor, case, now).select_related("author"))
    files = files_of(messages)
    said = [_from_message(message, files.get(message.pk, ())) for message in messages]
    steps = CaseStep.objects.visible_to(actor).filter(case=case, kind__in=TOLD, message=None)
    said += [
        _from_step(step)
        for step in steps.exclude(body="").select_related("person").order_by("happened_at", "pk")
    ]
    return sorted(said, key=lambda one: one.at)


def files_of(messages: Iterable[Message]) -> dict[int, list[Attachment]]:
    """Message → the files that came with it."""
    found: dict[int, list[Attachment]] = {}
    attached = Attachment.objects.system(REASON).filter(
        subject_kind=Message._meta.label_lower, subject_id__in=[message.pk for message in messages]
    )
    for file in attached.select_related("file").order_by("pk"):
        found.setdefault(file.subject_id, []).append(file)
    return found


def _from_message(message: Message, files: Sequence[Attachment]) -> Said:
    who = message.author.name if message.author else message.author_name or message.author_address
    kind = "theirs" if message.direction == Message.Direction.IN else "ours"
    return Said(kind, message.happened_at, message.body, who, files)


def _from_step(step: CaseStep) -> Said:
    kind = "ours" if step.kind == CaseStep.Kind.ANSWERED else str(step.kind)
    return Said(kind, step.happened_at, step.body, step.person.name if step.person else "")
