"""Who the parties of a case are, to someone who sees it.

The unit that owes a case knows to whom. Whoever sees it from elsewhere, as a mediator say, reads the names that the directory
lets them read.
"""

from collections.abc import Iterable, Mapping

from twofold.cases.models import Case
from twofold.core.actor import Actor
from twofold.directory.queries.names import party_names


def names_at(case: Case, party_ids: Iterable[int], actor: Actor) -> Mapping[int, str]:
    """Id → name of those parties of the case whom the actor may know by name."""
    return party_names(party_ids, None if case.unit_id in actor.units() else actor)


def named_customers(cases: Iterable[Case], actor: Actor) -> Mapping[int, str]:
    """Id → name of those customers whom the actor may know by name; for cases that were fetched with them."""
    cases, own = list(cases), actor.units()
    known = {
        one.relationship.customer_id: one.relationship.customer.name for one in cases if one.unit_id in own
    }
    elsewhere = {one.relationship.customer_id for one in cases} - known.keys()
    return {**known, **party_names(elsewhere, actor)} if elsewhere else known
