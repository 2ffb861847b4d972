"""Requests that may be repeated: a POST with an ``Idempotency-Key`` is carried out once."""

import re
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from twofold.accounts.actions.kept_answers import FIELD, answer_once
from twofold.accounts.models import ApiToken
from twofold.accounts.models.secret import digest
from twofold.accounts.web.middleware import bearer_token
from twofold.core.api.refusals import refuse
from twofold.core.errors import DomainError

KEY = re.compile("[!-~]{1,200}")

Run = Callable[..., HttpResponse]


def carried_out_once(run: Run) -> Run:
    """Wrap an operation: with a key, it answers a repetition as it did before; without one, it just runs."""

    @wraps(run)
    def operation(request: HttpRequest, **values: Any) -> HttpResponse:
        key = request.headers.get(FIELD)
        if key is None or request.method != "POST" or not request.actor.live:
            return run(request, **values)
        if not KEY.fullmatch(key):
            return refuse(422, _("A key has 1 to 200 letters, digits or signs, and no spaces."), FIELD)
        try:
            return _answered(request, key, lambda: run(request, **values))
        except DomainError as refusal:
            return refuse(refusal.status, refusal.sentence, refusal.field)
        except RequestDataTooBig:
            return run(request, **values)  # which says so

    return operation


def _answered(request: HttpRequest, key: str, run: Callable[[], HttpResponse]) -> HttpResponse:
    fresh: list[HttpResponse] = []

    def answer() -> tuple[int, str]:
        fresh.append(run())
        return fresh[0].status_code, fresh[0].content.decode()

    token = ApiToken.objects.get(token_hash=digest(bearer_token(request)))
    asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    (status, body), is_repetition = answer_once(
        token, key=key, request_hash=sha256(asked).hexdigest(), answer=answer, now=timezone.now()
    )
    if not is_repetition:
        return fresh[0]
    repeated = HttpResponse(body, status=status, content_type="application/json; charset=utf-8")
    repeated["Idempotent-Replayed"] = "true"
    return repeated
