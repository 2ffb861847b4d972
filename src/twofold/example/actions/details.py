"""Fields that Alder & Finch has added to its records, with values as such a house would have them."""

from collections.abc import Callable, Iterable
from random import Random
from typing import Any

from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.directory.actions.attribute_choices import GivenChoice
from twofold.directory.actions.attribute_entries import keep_entries
from twofold.directory.actions.attributes import add_attribute
from twofold.directory.models import Attribute, Party
from twofold.directory.models.attribute_values import Kept
from twofold.example.actions.stage import CURRENCY, Stage

REASON = "the example is being built"
BATCH = 2_000
TIERS = {"partner": "Partner", "preferred": "Preferred", "standard": "Standard"}
LIMITS = {"partner": (40_000, 120_000), "preferred": (10_000, 40_000), "standard": (1_000, 10_000)}
PREFERENCES = {"email": "E-mail", "phone": "Phone", "letter": "Letter", "showroom": "In the showroom"}
CAUSES = {
    "supplier": "Supplier",
    "transport": "Transport",
    "workmanship": "Workmanship",
    "our_mistake": "Our mistake",
    "misunderstanding": "Misunderstanding",
}
Fill = Callable[[Any], dict[str, Kept]]


def add_details(stage: Stage, cases: Iterable[Case], builder: Actor) -> None:
    """Add the fields and fill them in, in an order of chance of their own."""
    rng = Random("details")  # nosec B311: chance for an example, not for a secret

    def field(
        applies_to: str, label: str, kind: str, choices: dict[str, str] | None = None, **more
    ) -> Attribute:
        given = [GivenChoice(label) for label in (choices or {}).values()]
        made = {"applies_to": applies_to, "label": label, "kind": kind, "choices": given} | more
        return add_attribute(**made, actor=builder, now=stage.now)

    tier = field("organization", "Customer tier", "choice", TIERS, is_filterable=True)
    limit = field(
        "organization", "Credit limit", "money", help="What they may owe us at once.", is_filterable=True
    )
    manager = field("organization", "Account manager", "party", help="Who looks after them here.")
    prefers = field(
        "person", "Prefers", "choices", PREFERENCES, help="How they like to be reached.", is_filterable=True
    )
    centre = field("unit", "Cost centre", "text", help="As the books have it.")
    cause = field(
        "case", "Root cause", "choice", CAUSES, help="Known when it is resolved.", is_filterable=True
    )
    sellers = stage.staff["Business & Partners"]

    def of_organization(party: Party) -> dict[str, Kept]:
        chosen = rng.choices(_keys(tier), (1, 3, 8))[0]
        amount = rng.randrange(*LIMITS[chosen], 500) * 100
        details = {str(tier.pk): chosen, str(limit.pk): {"minor": amount, "currency": CURRENCY}}
        return details | ({str(manager.pk): rng.choice(sellers).pk} if chosen != "standard" else {})

    def of_person(party: Party) -> dict[str, Kept]:
        chosen = rng.sample(_keys(prefers), rng.choices((0, 1, 2), (5, 4, 1))[0])
        return {str(prefers.pk): sorted(chosen, key=_keys(prefers).index)} if chosen else {}

    def of_unit(party: Party) -> dict[str, Kept]:
        return {str(centre.pk): f"{4000 + party.pk * 10}"}

    def of_case(case: Case) -> dict[str, Kept]:
        is_known = case.kind == Case.Kind.COMPLAINT and not case.is_open
        return {str(cause.pk): rng.choice(_keys(cause))} if is_known else {}

    for kind, fill in (("organization", of_organization), ("person", of_person), ("unit", of_unit)):
        outside = Party.objects.system(REASON).filter(kind=kind, is_unknown_buyer=False).order_by("pk")
        _fill(kind, list(outside), fill)
    _fill("case", list(cases), of_case)


def _fill(kind: str, records: list[Party] | list[Case], fill: Fill) -> None:
    for record in records:
        record.attributes = fill(record)
    filled = [record for record in records if record.attributes]
    if filled:
        rows = type(filled[0]).objects.system(REASON)
        rows.bulk_update(filled, ["attributes"], batch_size=BATCH)
        keep_entries([kind], {record.pk: record.attributes for record in filled}, are_new=True)


def _keys(attribute: Attribute) -> list[str]:
    return [choice[0] for choice in attribute.choices]
