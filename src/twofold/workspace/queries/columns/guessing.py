"""Which field a column is, guessed from its header and, where that says nothing, from its cells."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from twofold.core.plates import ImportField
from twofold.workspace.queries.columns.converters import EMAIL

ENOUGH = 0.8


def normalized(header: str) -> str:
    """Lower case letters and digits only, without accents: "E-Mail Address" → "emailaddress"."""
    plain = unicodedata.normalize("NFKD", header).casefold()
    return re.sub(r"[\W_]+", "", "".join(char for char in plain if not unicodedata.combining(char)))


def guess_mapping(
    headers: Sequence[str], fields: Iterable[ImportField], columns: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    """Header → field, each field once. Columns left over go to the field that takes many, if there is one.

    :param columns: header → some of its cells
    """
    fields = tuple(fields)
    bare = {header: normalized(header.rpartition(".")[2] if "." in header else header) for header in headers}
    found: dict[str, str] = {}
    for names in (_own_names, _aliases):
        for field in fields:
            if field.name not in found.values() and not field.many:
                known = names(field)
                header = next(
                    (header for header in headers if header not in found and bare[header] in known), None
                )
                if header:
                    found[header] = field.name
    for field in fields:
        if field.kind == "email" and field.name not in found.values():
            header = next(
                (h for h in headers if h not in found and _look_like_emails(columns.get(h, ()))), None
            )
            if header:
                found[header] = field.name
    many = next((field.name for field in fields if field.many), None)
    if many:
        found |= {header: many for header in headers if header not in found}
    return {header: found[header] for header in headers if header in found}


def _own_names(field: ImportField) -> frozenset[str]:
    return frozenset({normalized(field.name), normalized(str(field.label))})


def _aliases(field: ImportField) -> frozenset[str]:
    return frozenset(field.aliases)


def _look_like_emails(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(bool(EMAIL.fullmatch(cell.strip())) for cell in filled) >= ENOUGH * len(
        filled
    )
