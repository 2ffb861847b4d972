"""Which service policy applies to a case: of those that fit, that of the nearest unit; there, and for the house, the first."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models
from django.db.models import F, Q, QuerySet, When

from twofold.accounts.queries.actors import HOUSE
from twofold.cases.models import Case, ServicePolicy
from twofold.cases.queries.policy_fields import policy_fields
from twofold.core.filters import Reading, Rules, read_rules
from twofold.core.plates import Asked
from twofold.directory.queries.units import UnitTree, unit_tree

REASON = "a promise is made by rule, whoever looks"


def policies_in_order(policies: QuerySet[ServicePolicy], tree: UnitTree) -> Sequence[ServicePolicy]:
    """Those of the units farthest down before those above them, the house's last; within a unit in their own order."""
    depths = {unit: len(tree.ancestors(unit)) for unit in tree.parents}
    return sorted(policies, key=lambda one: (-depths.get(one.unit_id, -1), one.order, one.pk))


def read_conditions(rules: Rules, now: datetime) -> Reading:
    """What a policy asks of a case, as the house reads it."""
    return read_rules(rules, policy_fields(), Asked(HOUSE, now))


def condition_of(policy: ServicePolicy, tree: UnitTree, now: datetime) -> Q | None:
    """The condition under which it fits a case; None if a rule of it can no longer be read: then it fits none rather than all."""
    reading = read_conditions(policy.conditions, now)
    if reading.problems:
        return None
    here = Q(unit_id__in=tree.subtree(policy.unit_id)) if policy.unit_id else Q()
    return here & reading.tree.condition


def chosen_policies(cases: QuerySet[Case], now: datetime) -> dict[int, ServicePolicy | None]:
    """Case → the policy that applies to it, in two queries however many there are of either."""
    tree = unit_tree()
    active = ServicePolicy.objects.system(REASON).filter(is_active=True)
    policies = {policy.pk: policy for policy in policies_in_order(active, tree)}
    conditions = {pk: condition_of(policy, tree, now) for pk, policy in policies.items()}
    fitting = [
        When(condition, then=pk) if condition else When(pk__isnull=False, then=pk)
        for pk, condition in conditions.items()
        if condition is not None
    ]
    if not fitting:
        return dict.fromkeys(cases.values_list("pk", flat=True))
    first = models.Case(*fitting, default=None, output_field=models.BigIntegerField())
    chosen = cases.order_by().annotate(first_fitting=first).values_list("pk", F("first_fitting"))
    return {case: policies.get(policy) for case, policy in chosen}
