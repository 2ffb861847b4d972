"""What customers on both sides expect, and what the staff wrote down about them."""

from datetime import timedelta

from twofold.conversations.models import Note
from twofold.example.actions.stage import Stage
from twofold.relationships.models import Expectation, RelationshipKind, Side

Importance, State = Expectation.Importance, Expectation.State
# side: (statement, importance, how we know, what we do, chances of met / at risk / unmet)
STATED = {
    Side.EXTERNAL: (
        (
            "Delivery on the promised day",
            Importance.VITAL,
            "Complaints of last year",
            "Confirm by phone the day before",
            (6, 3, 2),
        ),
        (
            "An answer within one working day",
            Importance.IMPORTANT,
            "Survey after a purchase",
            "First answer before noon",
            (8, 2, 1),
        ),
        ("No calls on Friday", Importance.USEFUL, "Said at a visit", "Note on the record", (9, 1, 0)),
        (
            "One contact for everything",
            Importance.IMPORTANT,
            "Yearly talk",
            "Named account manager",
            (7, 3, 1),
        ),
        (
            "Spare parts for ten years",
            Importance.IMPORTANT,
            "Asked in the showroom",
            "Parts list with every series",
            (8, 1, 1),
        ),
        (
            "Invoices with our order number",
            Importance.VITAL,
            "Payment came late twice",
            "Field on the order form",
            (6, 2, 2),
        ),
    ),
    Side.INTERNAL: (
        (
            "Machines run again within one shift",
            Importance.VITAL,
            "Machine log",
            "Spare parts in the house",
            (3, 3, 3),
        ),
        (
            "Stock figures that match the shelf",
            Importance.VITAL,
            "Monthly count",
            "Nightly comparison",
            (5, 3, 2),
        ),
        ("Payslip before the 28th", Importance.VITAL, "Works council", "Cut-off on the 20th", (9, 1, 0)),
        (
            "Slots for business orders on Fridays",
            Importance.IMPORTANT,
            "Talk with both units",
            "Shares by orders",
            (2, 4, 3),
        ),
        (
            "New colleagues can work on day one",
            Importance.IMPORTANT,
            "Exit talks",
            "Checklist two weeks ahead",
            (6, 3, 1),
        ),
        (
            "Figures for the board by the fifth",
            Importance.IMPORTANT,
            "Board minutes",
            "Close the books on the third",
            (7, 2, 1),
        ),
    ),
}
PROVIDED_BY = {
    "Machines run again within one shift": "Maintenance",
    "Stock figures that match the shelf": "Warehouse & Delivery",
    "Payslip before the 28th": "Finance",
    "Slots for business orders on Fridays": "Warehouse & Delivery",
    "New colleagues can work on day one": "IT",
    "Figures for the board by the fifth": "Finance",
}
"""Of which unit one can expect it; what is not here, of any."""
STATES = (State.MET, State.AT_RISK, State.UNMET)
NOTES = (
    "Prefers to be called in the morning.",
    "Is planning a second location; ask again in spring.",
    "Knows our upholsterer in person.",
    "Was very patient when the delivery failed. Remember that.",
    "Wants everything in writing.",
)


def state_expectations(stage: Stage) -> None:
    """Write expectations of companies, distributors, units and some consumers."""
    wanted = []
    for served in stage.serves.values():
        if served.kind in (RelationshipKind.UNIT, RelationshipKind.INTERMEDIARY) or stage.rng.random() < 0.02:
            wanted += [
                _expectation(stage, served, said)
                for said in stage.rng.sample(STATED[served.side], stage.rng.randrange(1, 4))
            ]
    Expectation.objects.bulk_create([one for one in wanted if _can_be_met(stage, one)], batch_size=1000)


def _expectation(stage: Stage, served, said) -> Expectation:
    statement, importance, evidence, strategy, chances = said
    written = stage.moment(max(served.opened_at, stage.start), stage.now)
    return Expectation(
        relationship=served,
        statement=statement,
        importance=importance,
        evidence=evidence,
        strategy=strategy,
        state=stage.rng.choices(STATES, chances)[0],
        review_on=stage.now.date() + timedelta(days=stage.rng.randrange(-20, 160)),
        created_at=written,
        changed_at=written,
    )


def _can_be_met(stage: Stage, wanted: Expectation) -> bool:
    provider = PROVIDED_BY.get(wanted.statement)
    return provider is None or stage.units[provider].pk == wanted.relationship.provider_id


def write_notes(stage: Stage) -> None:
    """Words of the staff about some whom they serve."""
    notes = []
    for served in stage.rng.sample(list(stage.serves.values()), 160):
        provider = next(name for name, unit in stage.units.items() if unit.pk == served.provider_id)
        notes.append(
            Note(
                party_id=served.customer_id,
                unit_id=served.provider_id,
                author=stage.rng.choice(stage.staff[provider]),
                body=stage.rng.choice(NOTES),
                created_at=stage.moment(max(served.opened_at, stage.start), stage.now),
            )
        )
    Note.objects.bulk_create(notes)
