"""Two people saving one record: what each of them changed since it was opened, field by field."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from twofold.core.errors import Conflict


class Clash(NamedTuple):
    """A field that two people have changed, each to something else."""

    field: str
    original: Any
    theirs: Any
    mine: Any


class EditedMeanwhile(Conflict):
    """Somebody saved the same fields in the meantime; which of the two shall stand is for people to say."""


def plain(value: Any) -> Any:
    """A value as JSON holds it; nothing at all is ``""``, so that an empty field is one thing however it was stored."""
    if isinstance(value, models.Model):
        return value.pk
    if value is None or value is False:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list | tuple | set | frozenset | models.QuerySet):
        return sorted((plain(one) for one in value), key=str)
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def is_same(one: Any, other: Any) -> bool:
    """Whether two values say the same, however each of them was read: ``7`` and ``"7"``, ``12.5`` and ``"12.50"``."""
    one, other = plain(one), plain(other)
    return one == other or _spelled(one) == _spelled(other)


def clashes(original: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]) -> list[Clash]:
    """The fields that both changed, and differently."""
    return [
        Clash(name, was, theirs[name], mine[name])
        for name, was in original.items()
        if name in theirs
        and name in mine
        and not is_same(was, theirs[name])
        and not is_same(was, mine[name])
        and not is_same(theirs[name], mine[name])
    ]


def kept_theirs(
    original: Mapping[str, Any], theirs: Mapping[str, Any], mine: Mapping[str, Any]
) -> dict[str, Any]:
    """The fields that only they changed: what these say now."""
    return {
        name: theirs[name]
        for name, was in original.items()
        if name in theirs and name in mine and is_same(was, mine[name]) and not is_same(was, theirs[name])
    }


def _spelled(value: Any) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True)
    text = str(value)
    return text.rstrip("0").rstrip(".") if _is_decimal(text) else text


def _is_decimal(text: str) -> bool:
    whole, point, part = text.lstrip("-").partition(".")
    return bool(point) and whole.isdecimal() and part.isdecimal()
