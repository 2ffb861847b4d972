"""What Alder & Finch promises its customers: policies with a ladder, and the clocks that follow from them."""

from twofold.cases.actions.policies import add_policy
from twofold.cases.actions.promised import Promised, Rung
from twofold.cases.actions.rule_again import rule_again
from twofold.core.actor import Actor
from twofold.example.actions.stage import Stage

HOUR = 60
COMPLAINTS = {"all": [{"field": "kind", "op": "any_of", "value": ["complaint"]}]}
OUTSIDE = {"all": [{"field": "side", "op": "any_of", "value": ["external"]}]}


def promise(stage: Stage, actor: Actor) -> None:
    """Say what is promised, and start the clocks of what is open."""
    for promised in (
        Promised(
            "Complaints",
            conditions=COMPLAINTS,
            first_answer_minutes=4 * HOUR,
            next_answer_minutes=8 * HOUR,
            resolution_minutes=40 * HOUR,
            rungs=(
                Rung("first_answer", "share", 75, "tell_owner"),
                Rung("first_answer", "after", 0, "tell_leads"),
                Rung("resolution", "before", 8 * HOUR, "tell_owner"),
                Rung("resolution", "after", 0, "raise"),
            ),
        ),
        Promised(
            "Customers outside",
            conditions=OUTSIDE,
            first_answer_minutes=8 * HOUR,
            next_answer_minutes=8 * HOUR,
            rungs=(Rung("first_answer", "after", 0, "tell_leads"),),
        ),
        Promised("Colleagues", first_answer_minutes=8 * HOUR, next_answer_minutes=16 * HOUR),
    ):
        add_policy(promised, actor=actor, now=stage.now)
    rule_again(now=stage.now)
