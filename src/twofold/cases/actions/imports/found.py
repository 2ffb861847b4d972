"""Finding what lines of cases name: customers, units, colleagues, and the cases themselves."""

from collections.abc import Iterable
from functools import cached_property

from django.utils.translation import gettext as _

from twofold.cases.models import Case
from twofold.core.actor import Level
from twofold.core.plates import ImportContext, Outcome, Row, RowResult
from twofold.core.setwise import among
from twofold.directory.access import is_house
from twofold.directory.actions.parties import the_unknown_buyer
from twofold.directory.models import ContactPoint, Identifier, Party, Unit
from twofold.relationships.actions.import_customers import create_customers, find_customers, serve_customers

REASON = "an import acts for its unit"


def external_key(context: ImportContext, key: str) -> str:
    """Under which a case is found again. Keys of one unit's files never meet those of another's."""
    return f"{context.unit_id}:{key}"[:220]


def known_cases(context: ImportContext, keys: Iterable[str]) -> dict[str, Case]:
    """External key → the case that has it."""
    wanted = among({external_key(context, key) for key in keys})
    cases = Case.objects.system(REASON).filter(external_key__in=wanted)
    return {case.external_key: case for case in cases}


def rejected(row: Row, field: str, reason: str) -> RowResult:
    """A refusal of one line."""
    return RowResult(row.number, Outcome.REJECTED, reason, field)


class Found:
    """What has been found so far; a new one knows no less, it only asks again."""

    def __init__(self, context: ImportContext) -> None:
        self.context = context
        self.scheme = context.headers.get("customer", "customer")
        self._customers: dict[str, int] = {}
        self._people: dict[str, int | None] = {}
        self._relationships: dict[tuple[int, int], int] = {}

    @cached_property
    def units(self) -> dict[str, int]:
        """Name in lower case → unit, where only one is called so."""
        units: dict[str, int] = {}
        names = Unit.objects.system("that a unit exists is known to all staff").order_by("pk")
        for pk, name in names.values_list("pk", "party__name"):
            units[name.casefold()] = 0 if name.casefold() in units else pk
        return units

    @cached_property
    def unknown_buyer(self) -> int:
        """The one party under which cases without a customer are kept."""
        return the_unknown_buyer(now=self.context.now).pk

    def may_write_in(self, unit_id: int) -> bool:
        """Whether whoever imports works in the unit."""
        actor = self.context.actor
        return is_house(actor) or (actor.level_in(unit_id) or 0) >= Level.WORK

    def customer(self, name: object) -> int | None:
        """The customer of that identifier, the unknown buyer without one; None if nobody has it."""
        return self.unknown_buyer if name is None else self._customers.get(str(name))

    def learn_customers(self, names: Iterable[str]) -> None:
        """Look up identifiers, and make whom nobody knows if the import was told to."""
        strangers = [name for name in dict.fromkeys(names) if name not in self._customers]
        if not strangers:
            return
        self._customers |= find_customers(self.scheme, strangers, self._other_schemes)
        kind = self.context.options.get("create_customers", "no")
        missing = {name: "" for name in strangers if name not in self._customers}
        if missing and kind != "no":
            self._customers |= create_customers(missing, scheme=self.scheme, kind=kind, context=self.context)

    def relationship(self, unit_id: int, customer_id: int) -> int:
        """The relationship on which the unit serves the customer, learned before."""
        return self._relationships[unit_id, customer_id]

    def learn_relationships(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Find or open relationships.

        :param pairs: (unit, customer)
        """
        wanted: dict[int, set[int]] = {}
        for unit, customer in pairs:
            if (unit, customer) not in self._relationships:
                wanted.setdefault(unit, set()).add(customer)
        for unit, customers in wanted.items():
            served = serve_customers(
                customers,
                provider_id=unit,
                side=self.context.options["side"],
                kind="",
                run_id=self.context.run_id,
                now=self.context.now,
            )
            self._relationships |= {(unit, customer): pk for customer, pk in served.items()}

    def colleague(self, name: object) -> int | None:
        """The colleague of that name or address, learned before; None where nobody or more than one is called so."""
        return self._people.get(str(name).casefold()) if name is not None else None

    def learn_colleagues(self, names: Iterable[str]) -> None:
        """Look up colleagues by address or name."""
        asked = {name.casefold(): name for name in names if name.casefold() not in self._people}
        if not asked:
            return
        self._people |= dict.fromkeys(asked)
        named = Party.objects.system(REASON).filter(is_colleague=True, name__in=asked.values())
        for pk, name in named.order_by("pk").values_list("pk", "name"):
            self._people[name.casefold()] = None if self._people[name.casefold()] else pk
        points = ContactPoint.objects.system(REASON).filter(
            kind=ContactPoint.Kind.EMAIL, normalized__in=asked, party__is_colleague=True
        )
        self._people |= dict(points.values_list("normalized", "party_id"))

    @cached_property
    def _other_schemes(self) -> list[str]:
        schemes = Identifier.objects.exclude(scheme=self.scheme).values_list("scheme", flat=True)
        return list(schemes.order_by("scheme").distinct())


def moved_away(row: Row, field: str) -> RowResult:
    """The refusal of a line about a case that another unit has by now."""
    return rejected(row, field, _("This case has been passed on to a unit in which you do not work."))
