"""Counts of observations as a table to take away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.text import slugify
from django.utils.translation import gettext as _

from twofold.core.access import get_visible
from twofold.core.errors import NotVisible
from twofold.core.plates import Asked, Extract, ExtractTable
from twofold.core.plates.exports import Cell
from twofold.directory.models import Unit
from twofold.directory.queries.units import unit_tree
from twofold.feedback.queries.observations.counts import Counted, counted

PERIODS = (30, 90, 365, 1095)
USUAL = 365


def period(text: str, today: date) -> tuple[date, date]:
    """From when until when is counted, the second day left out; what is no known period is the usual one."""
    days = int(text) if text in map(str, PERIODS) else USUAL
    return today - timedelta(days=days), today + timedelta(days=1)


def counts_of_unit(asked: Asked, pk: int, said: Mapping[str, str]) -> ExtractTable:
    """Codes by month, for a unit and those below it that the asker may see.

    :param said: ``days``, ``side``
    :raises NotVisible: if it is not one of the asker's units
    """
    unit = get_visible(Unit, asked.actor, pk)
    below = unit_tree().subtree(pk) & asked.actor.units()
    if not below:
        raise NotVisible
    since, until = period(said.get("days", ""), asked.today)
    found = counted(asked.actor, unit_ids=below, since=since, until=until, side=said.get("side", ""))
    heads = (_("Code"), _("Definition"), _("Unit"), _("Notes"), _("Times"), _("Inside"), _("Outside"))
    return ExtractTable(
        stem=f"{slugify(unit.party.name) or pk}-observations-{since.isoformat()}",
        unit_id=pk,
        heads=[*map(str, heads), *(month.isoformat()[:7] for month in found.months)],
        count=len(found.codes),
        read=lambda: _rows(found),
    )


def _rows(found: Counted) -> Iterator[Sequence[Cell]]:
    for one in found.codes:
        sides = (one.by_side.get("internal", 0), one.by_side.get("external", 0))
        months = (one.by_month.get(month, 0) for month in found.months)
        yield (
            one.code.name,
            one.code.definition,
            one.code.unit.party.name,
            one.notes,
            one.times,
            *sides,
            *months,
        )


EXTRACT = Extract("observation-counts", counts_of_unit)
