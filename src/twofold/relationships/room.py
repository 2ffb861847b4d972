"""The plate of relationships."""

from twofold.core.plates import Plate
from twofold.relationships import access
from twofold.relationships.models import (
    Dealing,
    Expectation,
    Offering,
    OfferingFamily,
    RecencyWindow,
    Relationship,
)

plate = Plate(
    name="relationships",
    policies={
        Relationship: access.relationship_policy,
        Dealing: access.dealing_policy,
        Expectation: access.expectation_policy,
        Offering: access.offering_policy,
    },
    public_models=(OfferingFamily, RecencyWindow),
    privacy={
        OfferingFamily: dict.fromkeys(("name", "window_days"), "none"),
        RecencyWindow: dict.fromkeys(
            ("side", "family", "in_force_from", "in_force_until", "days", "gaps", "origin", "computed_at"),
            "none",
        ),
        Offering: dict.fromkeys(
            ("unit", "family", "kind", "name", "code", "description", "is_for_internal", "is_for_external")
            + ("price_minor", "currency", "promise_hours", "is_offered", "import_run_id"),
            "none",
        ),
        Relationship: {
            "provider": "none",
            "customer": "none",
            "side": "personal",
            "kind": "personal",
            "opened_at": "personal",
            "first_served_on": "personal",
            "last_served_on": "personal",
            "dealings_count": "personal",
            "references_count": "personal",
            "sums_are_stale": "none",
            "import_run_id": "none",
        },
        Dealing: {
            "relationship": "none",
            "unit": "none",
            "offering": "personal",
            "happened_at": "personal",
            "happened_on": "personal",
            "quantity": "personal",
            "value_minor": "personal",
            "currency": "none",
            "reference": "personal",
            "external_key": "none",
            "is_completed": "none",
            "is_reversal": "none",
            "reverses": "none",
            "reversed_on": "personal",
            "import_run_id": "none",
        },
        Expectation: {
            "relationship": "none",
            "statement": "free_text",
            "importance": "none",
            "evidence": "free_text",
            "strategy": "free_text",
            "state": "none",
            "review_on": "none",
            "stated_by": "none",
            "created_at": "none",
            "changed_at": "none",
        },
    },
)
