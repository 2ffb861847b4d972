"""Cards of a board and lines of a calendar: a record in a few words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from twofold.core.plates import Asked, Face
from twofold.ui.templatetags.ui import record_url
from twofold.workspace.queries.lists.shown import Shown
from twofold.workspace.queries.lists.values import values_of
from twofold.workspace.web.lists.cells import writer_of

FACTS = 3


@dataclass(frozen=True)
class Card:
    """A record on a board or in a calendar.

    :param facts: labels and values as a page writes them
    """

    pk: int
    name: str
    url: str
    face: Face
    facts: Sequence[tuple[str, str]]


def cards_of(shown: Shown, rows: Sequence[Model], asked: Asked, most_facts: int = FACTS) -> list[Card]:
    """Cards for rows, in as many queries however many they are."""
    listed = shown.listed
    columns = [listed.columns[name] for name in shown.columns[1:] if name != shown.by][:most_facts]
    values = values_of(rows, [listed.link, *columns], asked)
    writers = [(column, writer_of(column, asked)) for column in columns]
    faces = listed.type.faces(rows, asked) if listed.type.faces else {}
    return [
        Card(
            pk=row.pk,
            name=str(values[listed.link.name].get(row.pk, "")),
            url=record_url(listed.type.record_url, row.pk),
            face=faces.get(row.pk, Face()),
            facts=[
                (column.label, written)
                for column, write in writers
                if (written := write(values[column.name].get(row.pk), row))
            ],
        )
        for row in rows
    ]
