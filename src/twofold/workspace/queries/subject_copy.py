"""The copy of their data that a person is given: a page to read, the same for machines, and the files."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True)
class SubjectCopy:
    """What a person is given.

    :param content: a ZIP with ``index.html``, ``data.json`` and ``files/``
    :param counts: how many rows of each kind are in it
    :param missing: names of files that are gone from the disk, which the page names too
    """

    content: BytesIO
    counts: Mapping[str, int]
    missing: Sequence[str]


def subject_copy(party: Party, *, now: datetime) -> SubjectCopy:
    """Put together all that is held about a person. A file that is gone costs only itself."""
    held = held_by_rooms(party.pk)
    files = [file for room, _part in held for file in room.files(with_aliases(party.pk))]
    here = {sha256 for _name, sha256 in files if path_of(sha256).is_file()}
    missing = [name for name, sha256 in files if sha256 not in here]
    counts = {
        f"{room.label}: {name}": len(rows) for room, part in held for name, rows in part.records.items()
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.writestr("index.html", _page(party, held, missing, now))
        copy.writestr("data.json", _machine_readable(held))
        for number, (name, sha256) in enumerate(files, start=1):
            if sha256 in here:
                copy.write(path_of(sha256), f"files/{number:03d}-{clean_name(name)}")
    content.seek(0)
    return SubjectCopy(content, counts, missing)


def _page(
    party: Party, held: list[tuple[PersonalData, HeldData]], missing: Sequence[str], now: datetime
) -> str:
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
    return render_to_string(TEMPLATE, {"party": party, "rooms": rooms, "missing": missing, "now": now})


def _machine_readable(held: list[tuple[PersonalData, HeldData]]) -> str:
    rooms = {str(room.label): dict(part.records) for room, part in held}
    plain = json.loads(as_json(rooms) or "{}")
    return json.dumps(plain, ensure_ascii=False, indent=1)


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
