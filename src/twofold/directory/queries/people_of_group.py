"""Who belonged to a unit or an organisation on a day, as a table to take away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.text import slugify
from django.utils.translation import gettext as _

from twofold.core.access import get_visible
from twofold.core.errors import BadInput
from twofold.core.plates import Asked, Extract, ExtractTable
from twofold.core.plates.exports import Cell
from twofold.core.plates.records import OWN_NUMBER
from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.affiliations import affiliates_of


def people_of_group(asked: Asked, pk: int, said: Mapping[str, str]) -> ExtractTable:
    """Everyone who was there, one line for each affiliation.

    :param said: ``on``: the day; without one, today
    :raises NotVisible: if the actor may not see the group
    :raises BadInput: if the day is none
    """
    group = get_visible(Party, asked.actor, pk)
    day = _day(said.get("on", "")) or asked.today
    ties = affiliates_of(asked.actor, pk, day=day, limit=None)
    return ExtractTable(
        stem=f"{slugify(group.name) or pk}-{day.isoformat()}",
        unit_id=pk if group.kind == Party.Kind.UNIT else None,
        heads=[OWN_NUMBER, *map(str, (_("Name"), _("Role title"), _("Kind"), _("From"), _("To")))],
        count=len(ties),
        read=lambda: _rows(ties),
    )


def _rows(ties: Sequence[Affiliation]) -> Iterator[Sequence[Cell]]:
    for tie in ties:
        yield (
            tie.party_id,
            tie.party.name,
            tie.role_title or None,
            str(tie.get_kind_display()),
            tie.from_on,
            tie.to_on,
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(_("“%(text)s” is no day. Choose one.") % {"text": text[:20]}, field="on") from None


EXTRACTS = (Extract("people", people_of_group),)
