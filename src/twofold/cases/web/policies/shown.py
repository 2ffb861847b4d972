"""A policy as the list of policies shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from twofold.cases.models import ServicePolicy, Target
from twofold.cases.web.policies.working_time import written_minutes


@dataclass(frozen=True)
class PolicyShown:
    """One line of the list.

    :param targets: label and time of each promise
    :param conditions: label and wording of each rule
    :param problems: sentences about rules that cannot be read, for which the policy fits nothing
    """

    policy: ServicePolicy
    targets: Sequence[tuple[str, str]]
    conditions: Sequence[tuple[str, str]]
    problems: Sequence[str]
    ladder: str
    cases: int
    may_change: bool


def shown_policy(
    policy: ServicePolicy, told: tuple[list[tuple[str, str]], list[str]], cases: int, *, may_change: bool
) -> PolicyShown:
    """A policy with what it asks of cases in words.

    :param cases: on how many open cases its clocks run, of those the asker may see
    """
    minutes = [(target.label, getattr(policy, f"{target.value}_minutes")) for target in Target]
    rungs = len(policy.steps.all())
    return PolicyShown(
        policy,
        [(str(label), written_minutes(one)) for label, one in minutes if one],
        *told,
        ngettext("%(n)s rung", "%(n)s rungs", rungs) % {"n": rungs} if rungs else _("none"),
        cases,
        may_change,
    )
