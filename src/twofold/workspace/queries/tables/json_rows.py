"""The rows of a JSON file: one array of objects with plain values, read piece by piece."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.workspace.queries.columns.formulas import neutral
from twofold.workspace.queries.tables.contents import open_bytes
from twofold.workspace.queries.tables.records import Record

PIECE = 1 << 16
LONGEST = 1 << 20
DECODER = json.JSONDecoder(parse_float=str)
BETWEEN = " \t\r\n,"


def is_json(sample: str) -> bool:
    """Whether a text begins as an array of objects."""
    bare = sample.lstrip()
    return bare.startswith("[") and bare[1:].lstrip()[:1] in ("{", "]")


def json_records(path: Path, *, is_packed: bool, encoding: str) -> Iterator[Record]:
    """Number, cells and "" for the names of the first object, then for each object.

    :raises BadInput: if it is damaged: what follows cannot be told from it
    """
    names: list[str] = []
    with open_bytes(path, is_packed=is_packed) as content:
        for number, one in enumerate(_objects(content, encoding), start=2):
            if not names:
                names = list(one)
                yield 1, names, ""
            unknown = [name for name in one if name not in names]
            wrong = _("The first object has no “%(name)s”.") % {"name": unknown[0]} if unknown else ""
            yield number, [_as_text(one.get(name)) for name in names], wrong


def _objects(content: Any, encoding: str) -> Iterator[dict]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(content.read(PIECE)).removeprefix("\ufeff").lstrip().removeprefix("[")
    while True:
        text = text.lstrip(BETWEEN)
        if text.startswith("]"):
            return
        try:
            one, end = DECODER.raw_decode(text)
        except ValueError:
            piece = content.read(PIECE)
            if not piece or len(text) > LONGEST:
                raise BadInput(_("This JSON is cut short or damaged. Export it anew.")) from None
            text += decoder.decode(piece)
            continue
        if not isinstance(one, dict):
            raise BadInput(_("This JSON is not a list of objects, each of which is a record."))
        yield one
        text = text[end:]


def _as_text(value: Any) -> str:
    """A value as a cell of a CSV file would hold it, formula sign included: it is taken off again like there."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case str():
            return neutral(value)
        case list():
            return "; ".join(map(str, value))
    return str(value)
