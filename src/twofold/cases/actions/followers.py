"""How cases follow a merged party, and what is made anew when they get back what they were."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from twofold.cases.actions.clocks import refresh_clocks
from twofold.cases.actions.past_queue import take_back
from twofold.cases.actions.search_entries import KIND, refresh_search
from twofold.cases.models import (
    Case,
    CaseBlock,
    CaseParty,
    CaseRuling,
    CaseStage,
    CaseStep,
    CaseType,
    Cause,
    CheckBack,
    Complaint,
    ConflictOption,
    EscalationStep,
    HandOut,
    Position,
    Remedy,
    RotationMember,
    ServicePolicy,
    SettlementStep,
    SharedFact,
    Signature,
)
from twofold.cases.queries.theirs import blocks_of, causes_of, rulings_of, rungs_of, stages_of
from twofold.core.plates import Mover, Undoer
from twofold.core.setwise import among
from twofold.directory.actions.attribute_entries import renew_entries
from twofold.directory.models import Party
from twofold.relationships.models import Relationship
from twofold.search.actions.index import unindex

REASON = "what is derived is made anew for everyone"


def renew_cases(ids: Sequence[int], now: datetime) -> None:
    """Write anew what the search knows, by which attributes cases are found, and where their clocks stand."""
    refresh_search(ids)
    there = set(Case.objects.system(REASON).filter(pk__in=among(ids)).values_list("pk", flat=True))
    unindex(KIND, [pk for pk in ids if pk not in there])
    renew_entries(Case, ids)
    refresh_clocks(ids, now=now, rule=True)
    nobodys = Case.objects.system(REASON).filter(pk__in=among(there), assignee=None)
    take_back(list(nobodys.values_list("pk", flat=True)), now=now)


def renew_promises(ids: Sequence[int], now: datetime) -> None:
    """Have all open cases follow, in a job: the policies that fit them may be others."""
    import_string("twofold.cases.tasks.rule_open_cases").enqueue()


DERIVED = frozenset({"next_due_at", "is_in_queue", "stream", "queue_due_at", "queue_ages_at"})
"""Fields of a case that follow from others."""

MOVERS = (
    Mover(Case, "relationship_id", to=Relationship),
    Mover(Case, "assignee_id", to=Party),
    Mover(CaseParty, "party_id", to=Party, once_with=("case_id", "role")),
    Mover(CaseStep, "person_id", to=Party),
    Mover(CaseStep, "about_id", to=Party),
    Mover(Case, "internal_owner_id", to=Party),
    Mover(EscalationStep, "person_id", to=Party),
    Mover(HandOut, "person_id", to=Party),
    Mover(RotationMember, "person_id", to=Party, once_with=("unit_id",)),
    Mover(Position, "author_id", to=Party, once_with=("case_id", "party_id")),
    Mover(Position, "party_id", to=Party, once_with=("case_id", "author_id")),
    Mover(SharedFact, "added_by_id", to=Party),
    Mover(ConflictOption, "proposed_by_id", to=Party),
    Mover(SettlementStep, "party_id", to=Party),
    Mover(Signature, "party_id", to=Party, once_with=("settlement_id",)),
    Mover(Signature, "signed_by_id", to=Party),
    Mover(CheckBack, "party_id", to=Party, once_with=("case_id", "due_on")),
)
UNDOERS = (
    Undoer(Case, after=renew_cases, derived=DERIVED, label=_("Cases")),
    Undoer(CaseRuling, theirs=rulings_of, is_told=False),
    Undoer(ServicePolicy, after=renew_promises, label=_("Service policies")),
    Undoer(EscalationStep, theirs=rungs_of, is_told=False),
    Undoer(CaseParty, label=_("People in cases")),
    Undoer(CaseStep, label=_("Steps of cases")),
    Undoer(CaseType, label=_("Types of cases")),
    Undoer(CaseStage, theirs=stages_of, label=_("Stages of cases")),
    Undoer(CaseBlock, theirs=blocks_of, is_told=False),
    Undoer(Cause, theirs=causes_of, label=_("Causes")),
    Undoer(RotationMember, label=_("Turns")),
    Undoer(Complaint, label=_("Complaints")),
    Undoer(Remedy, label=_("Remedies")),
)
