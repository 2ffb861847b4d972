"""Who can be asked to look after a case."""

from twofold.cases.models import Case
from twofold.directory.queries.names import party_names

Workers = list[tuple[int, str]]
"""Ids and names."""


def assignable(case: Case, workers: Workers) -> Workers:
    """Who can be chosen to look after a case: those who work in its unit, and whoever does already, sign in or not."""
    if case.assignee_id is None or case.assignee_id in dict(workers):
        return workers
    return [*party_names([case.assignee_id], None).items(), *workers]
