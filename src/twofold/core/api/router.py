"""The router of every room: each operation asks for a token with its scope and says what it may refuse."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import ninja
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.base import AuthBase

from twofold.core.access import get_visible
from twofold.core.actor import Actor
from twofold.core.api.refusals import Refusal
from twofold.core.errors import BadInput, NotAllowed, NotVisible

REPEATABLE = {
    "in": "header",
    "name": "Idempotency-Key",
    "description": "Your name for this request: sent again with it within a week, it gets the same answer and does nothing.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
    "required": False,
}


class Token(AuthBase):
    """Whoever the request's token stands for, if the token has the scope.

    A session is nobody here: `accounts` sets `request.actor` from the token alone.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str = "") -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> Actor | None:
        """The actor; None without a valid token.

        :raises NotAllowed: if the token lacks the scope
        """
        actor = request.actor
        if not actor.live:
            return None
        if self.scope and self.scope not in (actor.scopes or ()):
            raise NotAllowed(_("This token does not have the scope “%(scope)s”.") % {"scope": self.scope})
        return actor


class Router(ninja.Router):
    """Operations on one kind of record.

    A GET needs the scope ``<records>:read``, anything else ``<records>:write``.

    :param records: e.g. ``cases``; "" where any token will do
    """

    def __init__(self, records: str = "", *, tag: str = "") -> None:
        super().__init__(tags=[tag or records])
        self.records = records

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable, *, response: Any, **more: Any
    ) -> None:
        """Add an operation.

        :param response: what a success looks like, by status or alone for 200
        """
        scope = f"{self.records}:{'read' if methods == ['GET'] else 'write'}" if self.records else ""
        summary, _line, description = (view_func.__doc__ or "").partition("\n")
        said = re.sub(r"\s+", " ", description).strip()
        needs = f"Needs the scope `{scope}`." if scope else "Needs any token."
        successes = response if isinstance(response, dict) else {200: response}
        more |= {
            "auth": Token(scope),
            "response": successes | dict.fromkeys(possible_refusals(path, methods), Refusal),
            "operation_id": view_func.__name__,
            "summary": summary.rstrip("."),
            "description": f"{said} {needs}".strip(),
        }
        if methods == ["POST"]:
            more["openapi_extra"] = {"parameters": [REPEATABLE]}
        super().add_api_operation(path, methods, _with_known_filters_only(view_func), **more)


def possible_refusals(path: str, methods: list[str]) -> list[int]:
    """Statuses with which an operation may refuse."""
    statuses = {401, 403, 422, 429}
    if "{" in path:
        statuses.add(404)
    if methods != ["GET"]:
        statuses |= {400, 409, 413}
    return sorted(statuses)


def referred(model: type[models.Model], actor: Actor, pk: int, field: str, action: str = "view") -> Any:
    """A record that a body refers to, through the gate.

    :raises BadInput: naming the field, if it does not exist or the actor may not see it; the two look the same
    """
    try:
        return get_visible(model, actor, pk, action)
    except NotVisible:
        sentence = _("There is no such record, or it is not yours to see: %(pk)s.") % {"pk": pk}
        raise BadInput(sentence, field=field) from None


def _with_known_filters_only(view_func: Callable) -> Callable:
    """The operation, refusing filters that it does not know, lest a misspelled one answers with everything."""

    @wraps(view_func)
    def operation(request: HttpRequest, **values: Any) -> Any:
        for name in request.GET:
            if name not in known and not name.startswith(open_ended):
                raise BadInput(
                    _("There is no filter “%(name)s” here.") % {"name": name[:60]}, field=name[:60]
                )
        return view_func(request, **values)

    parameters = list(view_func.__annotations__.values())
    known = {name for parameter in parameters for name in _fields(parameter)}
    open_ended = tuple(prefix for parameter in parameters for prefix in _prefixes(parameter))
    return operation


def _fields(annotation: Any) -> tuple[str, ...]:
    """Names of the query parameters behind an annotation such as ``Query[Filters]``."""
    return tuple(annotation.__origin__.model_fields) if _is_query(annotation) else ()


def _prefixes(annotation: Any) -> tuple[str, ...]:
    """How names of further parameters begin, which only the operation itself can judge: ``open_ended`` of its filters."""
    return getattr(annotation.__origin__, "open_ended", ()) if _is_query(annotation) else ()


def _is_query(annotation: Any) -> bool:
    return any(type(mark).__name__ == "Query" for mark in getattr(annotation, "__metadata__", ()))
