"""The door at which another system hands reviews in: without session or cookie, known by a key and proved by a secret."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from twofold.accounts.queries.devices import network_of
from twofold.core.errors import DomainError
from twofold.feedback.actions.reviews.webhooks import Exhausted, hand_in
from twofold.feedback.models import ReviewSource

LARGEST = 500_000
"""Bytes: a hundred reviews as they are usually written."""


@csrf_exempt  # nobody is signed in here: a system proves itself by its secret
@login_not_required
@never_cache
@require_POST
def review_hand_in(request: HttpRequest, key: str) -> HttpResponse:
    """Take in one review, or up to a hundred: what became of each."""
    source = (
        ReviewSource.objects.system("whoever knows its key may knock")
        .filter(kind=ReviewSource.Kind.WEBHOOK, key=key)
        .first()
    )
    if source is None:
        return _refused(404, _("There is nothing at this address."))
    if int(request.headers.get("Content-Length") or 0) > min(LARGEST, settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
        return _refused(413, _("This is too much for one request. Send less at once."))
    try:
        taken = hand_in(
            source, request.headers, request.body, network=network_of(request), now=timezone.now()
        )
    except DomainError as refusal:
        answer = _refused(refusal.status, str(refusal.sentence), refusal.field)
        if isinstance(refusal, Exhausted):
            answer["Retry-After"] = str(refusal.seconds)
        return answer
    return JsonResponse(
        {"reviews": [{"id": review.external_id, "outcome": outcome} for review, outcome in taken]}
    )


def _refused(status: int, sentence: str, field: str = "") -> JsonResponse:
    return JsonResponse({"detail": sentence, "field": field}, status=status)
