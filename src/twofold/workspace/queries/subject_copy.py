"""The copy of their data that a person is given: a page to read, the same for machines, and the files."""

import json
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from twofold.core.plates import HeldData, PersonalData
from twofold.core.rows import as_json
from twofold.directory.models import Party
from twofold.directory.queries.aliases import with_aliases
from twofold.files.queries.names import clean_name
from twofold.files.queries.paths import path_of
from twofold.ui.formats import in_words
from twofold.workspace.queries.privacy import held_by_rooms

TEMPLATE = "workspace/web/privacy/copy.html"


def subject_copy(party: Party, *, now: datetime) -> tuple[BytesIO, Mapping[str, int]]:
    """A ZIP with ``index.html``, ``data.json`` and ``files/``.

    :returns: the ZIP, and how many rows of each kind are in it
    """
    held = held_by_rooms(party.pk)
    content, counts = BytesIO(), {}
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr("index.html", _page(party, held, now))
        copy.writestr("data.json", _machine_readable(held))
        for room, part in held:
            counts |= {f"{room.label}: {name}": len(rows) for name, rows in part.records.items()}
            _add_files(copy, room, party)
    content.seek(0)
    return content, counts


def _page(party: Party, held: list[tuple[PersonalData, HeldData]], now: datetime) -> str:
    rooms = [
        {
            "label": str(room.label),
            "sections": [
                {
                    "label": name,
                    "rows": [[(label, written(value)) for label, value in row.items()] for row in rows],
                }
                for name, rows in part.records.items()
            ],
        }
        for room, part in held
    ]
    return render_to_string(TEMPLATE, {"party": party, "rooms": rooms, "now": now})


def _machine_readable(held: list[tuple[PersonalData, HeldData]]) -> str:
    rooms = {str(room.label): dict(part.records) for room, part in held}
    plain = json.loads(as_json(rooms) or "{}")
    return json.dumps(plain, ensure_ascii=False, indent=1)


def _add_files(copy: zipfile.ZipFile, room: PersonalData, party: Party) -> None:
    for number, (name, sha256) in enumerate(room.files(with_aliases(party.pk)), start=1):
        copy.write(path_of(sha256), f"files/{number:03d}-{clean_name(name)}")


def written(value: Any) -> str:
    """A value as a person reads it."""
    match value:
        case bool():
            return _("yes") if value else _("no")
        case date():
            return in_words(value)
        case dict():
            return ", ".join(f"{key}: {written(part)}" for key, part in value.items() if part)
        case list() | tuple():
            return ", ".join(map(written, value))
    return str(value)
