"""Cases that a form on a website leads to directly. Whoever handed it in is somebody unverified, as in `open_case_from`."""

from collections.abc import Sequence
from datetime import datetime

from twofold.accounts.queries.actors import HOUSE
from twofold.cases.actions.from_conversation import open_case_from
from twofold.cases.models import Case, CaseType
from twofold.cases.queries.case_types import offered_types
from twofold.conversations.models import Message
from twofold.core.actor import Actor
from twofold.core.ids import read_id
from twofold.core.plates import Destination


def types_for_forms(actor: Actor, unit_ids: Sequence[int]) -> list[tuple[str, str]]:
    """Types of case that a form of these units may lead to: conflicts are begun by people."""
    types = offered_types(actor, unit_ids).exclude(kind=Case.Kind.CONFLICT)
    return [(str(one.pk), f"{one.name} ({one.unit})" if one.unit_id else one.name) for one in types]


def open_case_of_form(message: Message, choice: str, side: str, now: datetime) -> Case | None:
    """Open the case in the name of the house. Of a type that is not offered any more, the conversation is what there is.

    :param choice: id of the type
    """
    conversation = message.conversation
    case_type = (
        CaseType.objects.system("the form's own").filter(pk=read_id(choice) or 0, retired_at=None).first()
    )
    if case_type is None or not getattr(case_type, f"is_for_{side}") or case_type.kind == Case.Kind.CONFLICT:
        return None
    if case_type.unit_id not in (None, conversation.unit_id):
        return None
    return open_case_from(
        conversation,
        kind=case_type.kind,
        title=conversation.subject,
        description=message.body,
        side=side,
        case_type=case_type,
        actor=HOUSE,
        now=now,
    )


CASE_OF_FORM = Destination("case", types_for_forms, open_case_of_form)
