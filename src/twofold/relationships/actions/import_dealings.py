"""The writer of imported dealings: one line each, at least ten thousand a second."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from time import monotonic

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.core.money import known_currency
from twofold.core.plates import ImportContext, Outcome, Row, RowResult
from twofold.directory.access import require_work_in
from twofold.directory.actions.parties import the_unknown_buyer
from twofold.directory.models import Identifier
from twofold.directory.models.countries import country_code
from twofold.relationships.actions.dealing_lines import DealingLine, checked_currency, day_of, worth_of
from twofold.relationships.actions.dealings import A_DAY_AHEAD
from twofold.relationships.actions.import_customers import create_customers, find_customers, serve_customers
from twofold.relationships.actions.link_reversals import link_reversals
from twofold.relationships.actions.offerings import index_offerings
from twofold.relationships.actions.relationships import checked_kind
from twofold.relationships.actions.store_dealings import REASON, store_dealings
from twofold.relationships.actions.sums import refresh_sums, some_stale
from twofold.relationships.models import Offering, Side

REMEMBERED = 50_000
AT_ONCE = 50
SHORT = 0.15  # seconds: what finish may take in one transaction


@dataclass
class DealingWriter:
    """Writes dealings on behalf of the importing unit, which thereby serves the customers named."""

    context: ImportContext
    _customers: dict[str, int] = field(default_factory=dict)
    _relationships: dict[int, int] = field(default_factory=dict)
    _offerings: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        options = self.context.options
        require_work_in(self.context.actor, self.context.unit_id)
        self.side = Side(options["side"])
        self.currency = known_currency(options["currency"])
        self.cancel_prefix = options.get("cancel_prefix", "")
        self.kind = options.get("relationship_kind", "")
        if self.kind:
            checked_kind(self.kind, self.side)
        self.scheme = self.context.headers.get("customer", "customer")
        self.latest = self.context.now + A_DAY_AHEAD

    def write(self, rows: Sequence[Row]) -> Sequence[RowResult]:
        """Write a batch: customers, relationships and offerings first, as far as they are missing, then the dealings."""
        self._learn_customers(rows)
        refusals = {row.number: refusal for row in rows if (refusal := self._refusal(row))}
        accepted = [row for row in rows if row.number not in refusals] if refusals else rows
        self._learn_relationships(accepted)
        self._learn_offerings(accepted)
        outcomes = store_dealings([self._line(row) for row in accepted], self.context.keep)
        written = {
            row.number: RowResult(row.number, outcome)
            for row, outcome in zip(accepted, outcomes, strict=True)
        }
        return [refusals.get(row.number) or written[row.number] for row in rows]

    def finish(self) -> bool:
        """Link reversals and work out sums, some hundred relationships at a time."""
        begun = monotonic()
        while stale := some_stale(AT_ONCE):
            link_reversals(stale)
            refresh_sums(stale)
            if monotonic() - begun > SHORT:
                return True
        return False

    # Who

    @cached_property
    def _other_schemes(self) -> list[str]:
        schemes = Identifier.objects.exclude(scheme=self.scheme).values_list("scheme", flat=True)
        return list(schemes.order_by("scheme").distinct())

    @cached_property
    def _unknown_buyer(self) -> int:
        return the_unknown_buyer(now=self.context.now).pk

    def _learn_customers(self, rows: Sequence[Row]) -> None:
        if len(self._customers) > REMEMBERED:
            self._customers.clear()
        named = dict.fromkeys(str(row.values["customer"]) for row in rows if "customer" in row.values)
        strangers = [name for name in named if name not in self._customers]
        self._customers |= find_customers(self.scheme, strangers, self._other_schemes) if strangers else {}
        kind = self.context.options.get("create_customers", "no")
        if kind == "no":
            return
        countries = {name: "" for name in strangers if name not in self._customers}
        for row in rows:
            if (name := str(row.values.get("customer", ""))) in countries and not countries[name]:
                countries[name] = _country(row.values.get("country"))
        if countries:
            self._customers |= create_customers(
                countries, scheme=self.scheme, kind=kind, context=self.context
            )

    def _customer_of(self, row: Row) -> int:
        name = row.values.get("customer")
        return self._unknown_buyer if name is None else self._customers[str(name)]

    def _learn_relationships(self, rows: Sequence[Row]) -> None:
        if len(self._relationships) > REMEMBERED:
            self._relationships.clear()
        customers = {self._customer_of(row) for row in rows}
        self._relationships |= serve_customers(
            customers - self._relationships.keys(),
            provider_id=self.context.unit_id,
            side=self.side,
            kind=self.kind,
            run_id=self.context.run_id,
            now=self.context.now,
        )

    # What

    def _learn_offerings(self, rows: Sequence[Row]) -> None:
        """Find offerings by code, else by name, and make those that are new, named as the file names them."""
        names: dict[str, str] = {}
        for row in rows:
            code = row.values.get("offering")
            if code is not None and str(code) not in self._offerings:
                names[str(code)] = names.get(str(code)) or str(row.values.get("offering_name", ""))
        if not names:
            return
        provided = Offering.objects.system(REASON).filter(unit_id=self.context.unit_id)
        self._offerings |= dict(provided.filter(code__in=names).values_list("code", "pk"))
        by_name = provided.filter(name__in=names.keys() - self._offerings.keys())
        self._offerings |= dict(by_name.order_by("-pk").values_list("name", "pk"))
        fresh = [
            Offering(
                unit_id=self.context.unit_id,
                kind=Offering.Kind.PRODUCT if self.side == Side.EXTERNAL else Offering.Kind.SERVICE,
                name=(name or code)[:200],
                code=code[:120],
                is_for_internal=self.side == Side.INTERNAL,
                is_for_external=self.side == Side.EXTERNAL,
                import_run_id=self.context.run_id,
            )
            for code, name in names.items()
            if code not in self._offerings
        ]
        Offering.objects.bulk_create(fresh)
        index_offerings(fresh, now=self.context.now)
        self._offerings |= {offering.code: offering.pk for offering in fresh}

    # The dealing itself

    def _refusal(self, row: Row) -> RowResult | None:
        values = row.values
        if values["happened_at"] > self.latest:
            reason = _("%(day)s lies in the future. Check the year and the order of day and month.") % {
                "day": f"{values['happened_at']:%Y-%m-%d}"
            }
            return RowResult(row.number, Outcome.REJECTED, reason, "happened_at")
        name = values.get("customer")
        if name is not None and str(name) not in self._customers:
            reason = _(
                "Nobody has the %(scheme)s %(value)s. Import the customers first, or choose to create those missing."
            ) % {"scheme": self.scheme, "value": name}
            return RowResult(row.number, Outcome.REJECTED, reason, "customer")
        if name is not None and self._customers[str(name)] == self.context.unit_id:
            return RowResult(
                row.number, Outcome.REJECTED, _("A unit cannot be its own customer."), "customer"
            )
        try:
            checked_currency(str(values.get("currency") or self.currency))
        except BadInput as refusal:
            return RowResult(row.number, Outcome.REJECTED, refusal.sentence, "currency")
        return None

    def _line(self, row: Row) -> DealingLine:
        values = row.values
        happened_at = values["happened_at"]
        reference = str(values.get("reference", ""))
        worth = worth_of(
            values,
            is_cancelled=bool(self.cancel_prefix) and reference.startswith(self.cancel_prefix),
            is_priced=self.side == Side.EXTERNAL,
            currency=self.currency,
        )
        return DealingLine(
            external_key=f"{self.context.key_scheme}:{row.key}"[:200] if row.key else None,
            relationship_id=self._relationships[self._customer_of(row)],
            unit_id=self.context.unit_id,
            offering_id=self._offerings.get(values.get("offering")),
            happened_at=happened_at,
            happened_on=day_of(happened_at),
            quantity=worth.quantity,
            value_minor=worth.value_minor,
            currency=worth.currency,
            reference=reference,
            is_completed=worth.is_completed,
            is_reversal=worth.is_reversal,
            import_run_id=self.context.run_id,
        )


def _country(text: object) -> str:
    try:
        return country_code(str(text or ""))
    except BadInput:  # "Unspecified", "European Community": the dealing counts all the same
        return ""
