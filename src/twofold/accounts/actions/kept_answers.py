"""Answering a request once, however often it is sent."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from twofold.accounts.models import ApiToken, KeptAnswer
from twofold.core.errors import BadInput, Conflict

KEPT_FOR = timedelta(days=7)
GIVEN_UP_AFTER = timedelta(minutes=2)
FIELD = "Idempotency-Key"
Answer = tuple[int, str]


def answer_once(
    token: ApiToken, *, key: str, request_hash: str, answer: Callable[[], Answer], now: datetime
) -> tuple[Answer, bool]:
    """Answer a request, or say again what it was answered before.

    What the request does and what it is answered are committed together, so neither is kept without the other. Only a success
    is kept: a refusal has changed nothing, and may be different next time.

    :param request_hash: tells requests apart that were sent with the same key
    :param answer: does what was asked; returns status and body
    :returns: the answer, and whether it is a repetition
    :raises BadInput: if the key was used for another request
    :raises Conflict: if the same request is being answered at this moment
    """
    claim = _claim(token, key, request_hash, now)
    if claim.status is not None:
        return (claim.status, claim.body), True
    with transaction.atomic():
        status, body = answer()
        claimed = KeptAnswer.objects.filter(pk=claim.pk, claimed_at=claim.claimed_at)
        is_success = status < 300
        if not (claimed.update(status=status, body=body) if is_success else claimed.delete()[0]):
            raise _being_answered()  # this took so long that another has taken over: undo
    return (status, body), False


def forget_kept_answers(*, now: datetime) -> int:
    """Delete what was answered more than a week ago.

    :returns: how many
    """
    return KeptAnswer.objects.filter(claimed_at__lt=now - KEPT_FOR).delete()[0]


def _claim(token: ApiToken, key: str, request_hash: str, now: datetime) -> KeptAnswer:
    values = {"request_hash": request_hash, "claimed_at": now}
    kept, is_new = KeptAnswer.objects.get_or_create(token=token, key=key, defaults=values)
    if is_new:
        return kept
    if kept.request_hash != request_hash:
        raise BadInput(
            _("This key was used for another request. Use a new one for each request."), field=FIELD
        )
    if kept.status is None:
        abandoned = KeptAnswer.objects.filter(pk=kept.pk, status=None, claimed_at=kept.claimed_at)
        if not abandoned.filter(claimed_at__lt=now - GIVEN_UP_AFTER).update(claimed_at=now):
            raise _being_answered()
        kept.claimed_at = now
    return kept


def _being_answered() -> Conflict:
    return Conflict(
        _("A request with this key is being answered right now. Ask again in a moment."), field=FIELD
    )
