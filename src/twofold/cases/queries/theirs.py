"""Which rows without a policy of their own the actor may change: those of policies and cases that they may."""

from collections.abc import Sequence, Set

from twofold.cases.models import (
    Case,
    CaseBlock,
    CaseRuling,
    CaseStage,
    CaseType,
    EscalationStep,
    ServicePolicy,
)
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.setwise import among


def rungs_of(actor: Actor, ids: Sequence[int]) -> Set[int]:
    """Rungs of policies that the actor may change."""
    policies = visible_list(ServicePolicy, actor, "lead")
    rungs = EscalationStep.objects.filter(pk__in=among(ids), policy__in=policies.values("pk"))
    return set(rungs.values_list("pk", flat=True))


def rulings_of(actor: Actor, ids: Sequence[int]) -> Set[int]:
    """Rulings on cases that the actor may work on."""
    cases = visible_list(Case, actor, "work")
    rulings = CaseRuling.objects.filter(pk__in=among(ids), case__in=cases.values("pk"))
    return set(rulings.values_list("pk", flat=True))


def stages_of(actor: Actor, ids: Sequence[int]) -> Set[int]:
    """Stages of types that the actor may change."""
    types = visible_list(CaseType, actor, "lead")
    stages = CaseStage.objects.filter(pk__in=among(ids), type__in=types.values("pk"))
    return set(stages.values_list("pk", flat=True))


def blocks_of(actor: Actor, ids: Sequence[int]) -> Set[int]:
    """Waits of cases on which the actor may work."""
    cases = visible_list(Case, actor, "work")
    blocks = CaseBlock.objects.filter(pk__in=among(ids), case__in=cases.values("pk"))
    return set(blocks.values_list("pk", flat=True))


def causes_of(actor: Actor, ids: Sequence[int]) -> Set[int]:
    """All causes, to whoever administers: they are the house's."""
    return set(ids) if actor.may("administer") else set()
