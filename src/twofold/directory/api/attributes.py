"""Attributes as programs send and get them, and lists narrowed by them: ``?attribute.tier=gold``."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import and_, or_
from typing import Annotated, Any

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import Field, StrictBool, StrictFloat, StrictInt

from twofold.core.actor import Actor
from twofold.core.api.fields import LARGEST_AMOUNT, Given, GivenMoney, ToldMoney, words
from twofold.core.errors import BadInput
from twofold.directory.models import Attribute
from twofold.directory.models.attribute_texts import read_text
from twofold.directory.models.attribute_values import LONGEST_TEXT, Kind
from twofold.directory.queries.attribute_conditions import having, linked_entries
from twofold.directory.queries.attribute_shown import value_of
from twofold.directory.queries.attributes import attributes_of, kind_of, kinds_of, values_of

PREFIX = "attribute."
OPERATOR = {
    Kind.TEXT: "is",
    Kind.NUMBER: "eq",
    Kind.DATE: "on",
    Kind.YES_NO: "is",
    Kind.MONEY: "eq",
}
Key = words(40, least=1)
Number = Annotated[StrictInt | StrictFloat, Field(ge=-LARGEST_AMOUNT, le=LARGEST_AMOUNT)]
GivenValue = words(LONGEST_TEXT) | StrictBool | Number | list[Key] | GivenMoney | None
ToldValue = str | StrictBool | StrictInt | list[str] | ToldMoney

GivenAttributes = Annotated[dict[Key, GivenValue], Field(max_length=100)]
"""Key → value: a text, a number (or its text), a day, the key of a choice, a list of them, true or false, an amount with its
currency, the id of a party; null takes a value away."""

ToldAttributes = dict[str, ToldValue]
"""Key → value; numbers as texts, so that no program rounds them."""


def plain_attributes(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the verbs take them."""
    return {key: value.dict() if isinstance(value, Given) else value for key, value in given.items()}


def told_attributes(record: models.Model) -> ToldAttributes:
    """What a program is told of a record that its owner may view."""
    return values_of(record, attributes_of(kind_of(record).name))


def asked_attributes(request: HttpRequest, model: type[models.Model]) -> Q:
    """The condition that an address states in its parameters ``attribute.<key>``.

    :raises BadInput: naming the parameter, if there is no such filterable attribute or its value cannot be read
    """
    asked = [(name, text) for name, text in request.GET.items() if name.startswith(PREFIX)]
    return reduce(and_, (_condition(name, text, model, request.actor) for name, text in asked), Q())


def _condition(name: str, text: str, model: type[models.Model], actor: Actor) -> Q:
    kinds = [kind.name for kind in kinds_of(model)]
    meant = [one for one in attributes_of(*kinds) if PREFIX + one.key == name and _is_filterable(one)]
    if not meant:
        raise BadInput(
            _("There is no filterable attribute “%(name)s”.") % {"name": name[len(PREFIX) :][:60]},
            field=name[:60],
        )
    return reduce(or_, _each(meant, text, actor))


def _each(meant: Iterable[Attribute], text: str, actor: Actor) -> Iterable[Q]:
    for attribute in meant:
        kept = read_text(attribute, text)
        if kept is None:
            yield having(linked_entries(attribute, "is_empty", (), actor))
            continue
        values = value_of(attribute, kept)
        values = values if isinstance(values, list) else [values]
        yield having(linked_entries(attribute, OPERATOR.get(attribute.kind, "any_of"), values, actor))


def _is_filterable(attribute: Attribute) -> bool:
    return attribute.index == Attribute.Index.READY and not attribute.is_sensitive
