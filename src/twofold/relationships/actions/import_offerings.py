"""The writer of imported offerings, and the making of those that a file of dealings mentions first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.money import Money, known_currency
from twofold.core.plates import ImportContext, Outcome, Row, RowResult
from twofold.core.rows import changed as change_of
from twofold.directory.access import require_work_in
from twofold.relationships.actions.offerings import index_offerings
from twofold.relationships.models import Offering, OfferingFamily

REASON = "an import acts for its unit"
WRITTEN = (
    "family_id",
    "kind",
    "name",
    "description",
    "is_for_internal",
    "is_for_external",
    "price_minor",
    "currency",
    "is_offered",
)


@dataclass
class OfferingWriter:
    """Writes offerings of the importing unit, found again by their code."""

    context: ImportContext

    def __post_init__(self) -> None:
        require_work_in(self.context.actor, self.context.unit_id)
        self.currency = known_currency(self.context.options["currency"])

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Create what is new, overwrite what differs, leave the rest."""
        families = families_named(str(row.values["family"]) for row in rows if "family" in row.values)
        known = offerings_by_code(self.context.unit_id, map(_code, rows))
        results, fresh, changed, kept = [], [], [], []
        for row in rows:
            try:
                wanted = self._wanted(row, families)
            except BadInput as refusal:
                results.append(RowResult(row.number, Outcome.REJECTED, refusal.sentence, refusal.field))
                continue
            offering = known.get(_code(row)) if _code(row) else None
            if offering is None:
                fresh.append(Offering(**wanted))
                results.append(RowResult(row.number, Outcome.CREATED))
            elif any(getattr(offering, name) != wanted[name] for name in WRITTEN if name in wanted):
                was = {name: getattr(offering, name) for name in WRITTEN}
                for name in WRITTEN:
                    setattr(offering, name, wanted.get(name, was[name]))
                changed.append(offering)
                kept.append(change_of(offering, was))
                results.append(RowResult(row.number, Outcome.UPDATED))
            else:
                results.append(RowResult(row.number, Outcome.UNCHANGED))
        Offering.objects.bulk_create(fresh)
        Offering.objects.system(REASON).bulk_update(changed, WRITTEN)
        self.context.keep(kept)
        index_offerings([*fresh, *changed], now=self.context.now)
        return results

    def finish(self) -> None:
        """Nothing is left to do."""

    def _wanted(self, row: Row, families: dict[str, int]) -> dict:
        values, side = row.values, self.context.options["side"]
        wanted = {
            "unit_id": self.context.unit_id,
            "code": _code(row),
            "kind": self.context.options["kind"],
            "name": values["name"],
            "is_for_internal": side in ("internal", "both"),
            "is_for_external": side in ("external", "both"),
            "import_run_id": self.context.run_id,
        }
        if "family" in values:
            wanted["family_id"] = families[str(values["family"])]
        if "description" in values:
            wanted["description"] = values["description"]
        if "price" in values:
            price = Money.of(values["price"], str(values.get("currency") or self.currency))
            if price.minor < 0:
                raise BadInput(_("A price cannot be below zero."), field="price")
            wanted |= {"price_minor": price.minor, "currency": price.currency}
        return wanted


def families_named(names: Iterable[str]) -> dict[str, int]:
    """Name → family, made where it is new."""
    wanted = set(names)
    OfferingFamily.objects.bulk_create(
        [OfferingFamily(name=name) for name in sorted(wanted)], ignore_conflicts=True
    )
    return dict(OfferingFamily.objects.filter(name__in=wanted).values_list("name", "pk"))


def offerings_by_code(unit_id: int, codes: Iterable[str]) -> dict[str, Offering]:
    """Code → offering of a unit."""
    offerings = Offering.objects.system(REASON).filter(unit_id=unit_id, code__in={*codes} - {""})
    return {offering.code: offering for offering in offerings}


def _code(row: Row) -> str:
    return str(row.values.get("code") or row.key)
