"""What the queue gave to whom, what went past it, and what came back: kept with its reason."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from twofold.cases.models import Case, HandOut
from twofold.core.errors import BadInput
from twofold.core.setwise import among

REASON = "whoever may assign a case may know whether the queue gave it out"
LONGEST_REASON = 300


def hand_out(
    case: Case, *, person_id: int | None, why: Mapping[str, Any], now: datetime, reason: str = ""
) -> HandOut:
    """Keep that a case was given to someone.

    :param why: what decided it; nothing where it went past the queue
    :param reason: why it did
    """
    return HandOut.objects.create(
        case=case,
        unit_id=case.unit_id,
        person_id=person_id,
        stream=case.stream,
        handed_at=now,
        waited_seconds=max(0, int((now - case.opened_at).total_seconds())),
        why=dict(why),
        override_reason=reason,
    )


def hand_back(case: Case, *, person_id: int | None, reason: str, now: datetime) -> None:
    """Keep that someone gave back what they were handed; nobody who had it before holds it any more, either."""
    _held(case, person_id).update(handed_back_at=now, handed_back_reason=reason)
    take_back([case.pk], now=now)


def take_back(ids: Iterable[int], *, now: datetime) -> None:
    """End what was handed out of these cases: they went elsewhere, or back. Without a reason, as nobody refused them: should
    they wait here again, whoever had them may be given them again.
    """
    given = HandOut.objects.system(REASON).filter(case_id__in=among(ids), handed_back_at=None)
    given.update(handed_back_at=now)


def reason_is_asked(case: Case, person_id: int | None) -> bool:
    """Whether giving a case to this person, or to nobody, goes past the queue in which it waits, or back into it."""
    if person_id is None:
        return case.assignee_id is not None and _held(case, case.assignee_id).exists()
    return case.is_in_queue


def reason_to_keep(case: Case, person_id: int | None, reason: str, *, is_asked: bool) -> str:
    """The reason as it is kept; none where none is needed.

    :raises BadInput: if it is missing
    """
    if not reason_is_asked(case, person_id):
        return ""
    reason = " ".join(reason.replace("\x00", "").split())[:LONGEST_REASON]
    if is_asked and not reason:
        sentence = (
            _("Say why it goes back into the queue.")
            if person_id is None
            else _("It waits in the queue. Say why it shall go past it, or press “Next” instead.")
        )
        raise BadInput(sentence, field="reason")
    return reason


def _held(case: Case, person_id: int | None):
    return HandOut.objects.system(REASON).filter(case=case, person_id=person_id, handed_back_at=None)
