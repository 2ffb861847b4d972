"""What the tests of this room share."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from twofold.core.actor import ActingSide, Actor
from twofold.core.plates import ImportContext, RecordType, Row, RowResult
from twofold.directory.models import Unit
from twofold.relationships.actions.sums import refresh_sums
from twofold.relationships.models import Dealing, Offering, Relationship

HOUSE = Actor(side=ActingSide.JOB)
DAY_ZERO = date(2026, 1, 1)


def day(number: int) -> date:
    """So many days after New Year 2026."""
    return DAY_ZERO + timedelta(days=number)


def moment(number: int) -> datetime:
    """Noon of that day."""
    return datetime.combine(day(number), time(12), UTC)


def served_on(
    relationship: Relationship, *days: int, offering: Offering | None = None, **fields
) -> list[Dealing]:
    """Dealings on these days after New Year, one order each, with the sums brought up to date."""
    dealings = [
        Dealing.objects.create(
            relationship=relationship,
            unit_id=relationship.provider_id,
            offering=offering,
            happened_at=moment(number),
            happened_on=day(number),
            **{"value_minor": 1000, "currency": "EUR", "reference": f"{relationship.pk}-{number}"} | fields,
        )
        for number in days
    ]
    refresh_sums([relationship.pk])
    return dealings


def context(
    unit: Unit, record_type: RecordType, now: datetime, *, key: str = "", headers=None, **options: str
) -> ImportContext:
    """What the importer hands to a writer, with every option of the type."""
    defaults = {name: default for name, (_label, _choices, default) in record_type.options.items()}
    return ImportContext(
        actor=HOUSE,
        unit_id=unit.pk,
        run_id=None,
        key_scheme=key,
        now=now,
        options=defaults | options,
        headers=headers or {},
    )


def bring_in(
    kind: RecordType, context: ImportContext, *lines: dict, keys: Iterable[str] = ()
) -> list[RowResult]:
    """Write lines of a file in one batch, and finish."""
    keys = list(keys) or [""] * len(lines)
    writer = kind.writer(context)
    rows = [
        Row(number, {name: _typed(value) for name, value in line.items()}, key=key)
        for number, (line, key) in enumerate(zip(lines, keys, strict=True), start=2)
    ]
    results = list(writer.write(rows))
    while writer.finish():
        pass
    return results


def _typed(value):
    return Decimal(str(value)) if isinstance(value, int | float) else value
