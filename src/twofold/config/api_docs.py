"""What the API can do, for people and for programs: drawn from the operations themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.accounts.queries.actors import actor_for
from twofold.config.api import openapi
from twofold.core.actor import ActingSide

METHOD_TONES = {"GET": "info", "POST": "good", "PATCH": "warn", "DELETE": "bad"}
NULL = {"type": "null"}
Described = dict[str, Any]


@dataclass(frozen=True)
class Field:
    """Something to send or to get.

    :param place: ``path``, ``query``, ``header`` or ``body``
    :param kind: in words, e.g. ``text`` or ``person | organization``
    """

    name: str
    place: str
    kind: str
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """One thing that a program can do.

    :param told: names of the fields of the answer; of a list, those of its items
    :param refusals: statuses
    """

    name: str
    method: str
    path: str
    summary: str
    description: str
    given: list[Field]
    told: list[str]
    refusals: list[int]

    @property
    def tone(self) -> str:
        """The color of the method."""
        return METHOD_TONES[self.method]


@require_GET
def api_docs(request: HttpRequest) -> HttpResponse:
    """All operations on a page, for whoever is signed in."""
    request.actor = actor_for(
        request.user, ActingSide.STAFF
    )  # a page among others, though it lies under /api/
    return render(
        request, "config/api_docs.html", {"groups": described(get_language() or ""), "title": _("API")}
    )


@login_not_required
@require_GET
def api_schema(request: HttpRequest) -> HttpResponse:
    """The same as an OpenAPI document, which is no secret: it is part of the source."""
    return JsonResponse(openapi())


@cache
def described(language: str) -> dict[str, list[Operation]]:
    """The operations by what they are about, remembered for each language."""
    schema = openapi()
    groups: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append(_operation(schema, path, method, operation))
    return groups


def _operation(schema: Described, path: str, method: str, operation: Described) -> Operation:
    given = [
        Field(one["name"], one["in"], kind_of(schema, one["schema"]), one["required"])
        for one in operation["parameters"]
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answers = {int(status): answer for status, answer in operation["responses"].items()}
    success = next(answer for status, answer in answers.items() if status < 300)
    told = success.get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        name=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", "").replace("`", ""),
        given=[*given, *_fields(schema, body)],
        told=_names(schema, told),
        refusals=[status for status in sorted(answers) if status >= 400],
    )


def _fields(schema: Described, body: Described) -> Iterator[Field]:
    whole = _resolved(schema, body)
    required = whole.get("required", ())
    for name, one in whole.get("properties", {}).items():
        yield Field(name, "body", kind_of(schema, one), name in required)


def _names(schema: Described, body: Described) -> list[str]:
    whole = _resolved(schema, body).get("properties", {})
    return list(_resolved(schema, whole["items"]["items"])["properties"]) if "items" in whole else list(whole)


def _resolved(schema: Described, one: Described) -> Described:
    for wrapped in one.get("allOf", ()):
        return _resolved(schema, wrapped)
    if "$ref" in one:
        return schema["components"]["schemas"][one["$ref"].rpartition("/")[2]]
    return one


def kind_of(schema: Described, one: Described) -> str:
    """A JSON schema in a few words."""
    one = _resolved(schema, one)
    if "anyOf" in one:
        kinds = dict.fromkeys(kind_of(schema, choice) for choice in one["anyOf"] if choice != NULL)
        return " | ".join(kinds)
    if "enum" in one or "const" in one:
        return " | ".join(str(word) for word in one.get("enum", [one.get("const")]) if word != "")
    match one.get("type"):
        case "array":
            return _("list of %(kind)s") % {"kind": kind_of(schema, one["items"])}
        case "object" if "properties" in one:
            return "{" + ", ".join(one["properties"]) + "}"
        case "object":
            return _("names with texts")
        case "string":
            return {"date-time": _("moment"), "date": _("day")}.get(one.get("format", ""), _("text"))
        case "integer" | "number":
            return _("number")
        case "boolean":
            return _("true or false")
    return _("null")
