"""When two records are called certainly one: rules without weights, so strict that hardly one in a thousand errs."""

from twofold.science.matching.evidence import ALIKE, Evidence

STRONG = frozenset({"email", "phone", "address"})
OTHER_NUMBER = 0.1
"""What is left of the odds when another system tells the two apart by different numbers."""


def is_certain(evidence: Evidence) -> bool:
    """The same name and an address or number in common, or a name written almost the same and two of them.

    Never when another system tells the two apart by different numbers, or when they live in different countries.
    """
    return _is_strong(evidence) and not evidence.has_other_number and "country" not in evidence.differ


def weighed(likelihood: float, evidence: Evidence) -> float:
    """A probability after what the comparison of fields did not know: numbers in other systems."""
    if not evidence.has_other_number:
        return likelihood
    odds = OTHER_NUMBER * likelihood / (1 - min(likelihood, 1 - 1e-9))
    return odds / (1 + odds)


def likelihood_by_rule(evidence: Evidence) -> float:
    """A rough probability for registers too small to measure how rare anything is."""
    if evidence.name < ALIKE:
        return 0.0
    if _is_strong(evidence):
        likelihood = 0.99
    elif evidence.agree & STRONG:
        likelihood = 0.85
    else:
        likelihood = 0.6 if evidence.name == 1 else 0.4
    return weighed(likelihood - 0.15 * len(evidence.differ & {"address", "country"}), evidence)


def _is_strong(evidence: Evidence) -> bool:
    shared = len(evidence.agree & STRONG)
    return shared >= (1 if evidence.name == 1 else 2) and evidence.name >= ALIKE
