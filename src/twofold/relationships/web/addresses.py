"""What the lists of this room share: filters stated in the address."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from twofold.relationships.models import Side

LONGEST_ID = 18


def query(values: Mapping[str, object]) -> str:
    """The filters as the address states them; empty ones are left out."""
    return "?" + urlencode({name: value for name, value in values.items() if value})


def chosen(values: Mapping[str, object], words: Mapping[str, tuple[str, object]]) -> list[dict[str, object]]:
    """The filters in force, each with the address without it.

    :param words: name → label and value as people read it
    """
    return [
        {"label": label, "value": said, "remove_url": query({**values, name: ""})}
        for name, (label, said) in words.items()
        if values.get(name)
    ]


def asked_id(request: HttpRequest, name: str) -> int | None:
    """An id from the address; what is none is left out."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_ID else None


def asked_day(request: HttpRequest, name: str) -> date | None:
    """A day from the address; what is none is left out."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def asked_one_of(request: HttpRequest, name: str, values: Mapping | list) -> str:
    """A choice from the address; what is none is left out."""
    text = request.GET.get(name, "")
    return text if text in values else ""


def asked_side(request: HttpRequest) -> str:
    """The side that the address asks for, else the one that the reader has chosen to see; "" for both."""
    return asked_one_of(request, "side", Side.values) or (
        request.shown_side if request.shown_side in Side.values else ""
    )


def side_label(side: str) -> str:
    """How a side reads in a sentence."""
    return _("Internal customers") if side == Side.INTERNAL else _("External customers")
