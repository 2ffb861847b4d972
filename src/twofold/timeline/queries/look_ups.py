"""Who looked at sealed and restricted records, for the leads of their units and for auditors."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.urls import NoReverseMatch, reverse

from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.core.guard import GuardedModel
from twofold.core.paging import keyset_page
from twofold.core.plates import house
from twofold.core.setwise import among
from twofold.timeline.models import LookUp
from twofold.timeline.queries.in_words import kind_label


@dataclass(frozen=True)
class Look:
    """One look at one record.

    :param record: its name if the reader may see it themselves, else only what it is
    """

    at: datetime
    who: str
    record: str
    url: str
    unit: str


@dataclass(frozen=True)
class LookPage:
    """A page of look-ups, newest first; `before` and `after` are tokens."""

    looks: Sequence[Look]
    before: str
    after: str


def look_page(reader: Actor, *, kind: str = "", record_id: int | None = None, token: str = "") -> LookPage:
    """What was looked at, as far as the reader may know.

    :param kind: label of a model, with `record_id`: only this record
    """
    looks = visible_list(LookUp, reader)
    if kind and record_id is not None:
        looks = looks.filter(kind=kind, record_id=record_id)
    page = keyset_page(looks, order=("pk",), token=token, size=50, descending=True)
    names = house().party_names([name for row in page.rows for name in (row.person_id, row.unit_id)])
    records = _records(page.rows, reader)
    said = [
        Look(
            at=row.looked_at,
            who=names.get(row.person_id, ""),
            record=records.get((row.kind, row.record_id), _unnamed(row)),
            url=_address(row) if (row.kind, row.record_id) in records else "",
            unit=names.get(row.unit_id, ""),
        )
        for row in page.rows
    ]
    return LookPage(said, page.before, page.after)


def may_ask_about(reader: Actor, unit_id: int | None) -> bool:
    """Whether someone may read who looked at records of a unit."""
    return reader.may("audit") or (reader.level_in(unit_id) or 0) >= Level.LEAD


def _records(rows: Sequence[LookUp], reader: Actor) -> dict[tuple[str, int], str]:
    """Names of the records that the reader may see."""
    found: dict[tuple[str, int], str] = {}
    for kind in {row.kind for row in rows}:
        model = apps.get_model(kind)
        if issubclass(model, GuardedModel):
            ids = [row.record_id for row in rows if row.kind == kind]
            seen = visible_list(model, reader).filter(pk__in=among(ids))
            found |= {(kind, record.pk): str(record) for record in seen}
    return found


def _unnamed(row: LookUp) -> str:
    return f"{kind_label(apps.get_model(row.kind))} #{row.record_id}"


def _address(row: LookUp) -> str:
    kind = house().one("search_kinds", lambda kind: kind.model._meta.label_lower == row.kind)
    try:
        return reverse(kind.url_name, args=(row.record_id,)) if kind else ""
    except NoReverseMatch:  # the room is not in this house
        return ""
