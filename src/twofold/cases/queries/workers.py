"""Who can be asked to look after a case."""

from twofold.accounts.queries.workers import workers_of
from twofold.cases.models import Case
from twofold.directory.queries.names import party_names


def assignable(case: Case) -> list[tuple[int, str]]:
    """Who can be chosen to look after a case: those who work in its unit, and whoever does already, sign in or not."""
    workers = workers_of(case.unit_id)
    if case.assignee_id is None or case.assignee_id in dict(workers):
        return workers
    return [*party_names([case.assignee_id], None).items(), *workers]
