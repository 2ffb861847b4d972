"""What an installation shows of how it keeps anonymous answers: point by point, in words for those who were promised it."""

from twofold.surveys.queries.confidentiality.door import prove_door
from twofold.surveys.queries.confidentiality.findings import Finding
from twofold.surveys.queries.confidentiality.rounds import prove_round
from twofold.surveys.queries.confidentiality.storage import prove_storage
from twofold.surveys.queries.confidentiality.traces import prove_no_traces

__all__ = ["Finding", "prove_door", "prove_no_traces", "prove_round", "prove_storage"]
