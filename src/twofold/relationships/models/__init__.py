from twofold.relationships.models.dealing import Dealing
from twofold.relationships.models.evidence import Evidence
from twofold.relationships.models.expectation import Expectation
from twofold.relationships.models.improvement import Improvement, ImprovementEvidence
from twofold.relationships.models.offering import Offering, OfferingFamily
from twofold.relationships.models.recency_window import RecencyWindow
from twofold.relationships.models.relationship import Relationship, RelationshipKind, Side

__all__ = [
    "Dealing",
    "Evidence",
    "Expectation",
    "Improvement",
    "ImprovementEvidence",
    "Offering",
    "OfferingFamily",
    "RecencyWindow",
    "Relationship",
    "RelationshipKind",
    "Side",
]
