"""What the search knows of cases: number and title, for the units that see them. A restricted case is never found."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from twofold.cases.models import Case, CaseParty
from twofold.directory.models import Party
from twofold.search.actions.index import Entry, index_many, unindex

KIND = "case"
BATCH = 1_000
REASON = "the index holds what anyone might find; scopes say who does"


def refresh_search(case_ids: Iterable[int]) -> None:
    """Write anew what the search knows of these cases. Called in the transaction of whatever changed them."""
    waiting = iter(case_ids)
    while batch := list(islice(waiting, BATCH)):
        cases = list(Case.objects.system(REASON).filter(pk__in=batch))
        index_many(_entries([case for case in cases if not case.is_restricted]))
        hidden = [case.pk for case in cases if case.is_restricted]
        if hidden:
            unindex(KIND, hidden)


def _entries(cases: list[Case]) -> Iterator[Entry]:
    asking = _asking_units([case.pk for case in cases])
    for case in cases:
        units = {case.unit_id, *asking[case.pk]}
        yield Entry(
            KIND,
            case.pk,
            f"#{case.pk} {case.title}",
            case.opened_at,
            scopes=[f"u{unit}" for unit in sorted(units)],
        )


def _asking_units(case_ids: list[int]) -> dict[int, set[int]]:
    """Case → the units that asked for it, whose members see it."""
    rows = CaseParty.objects.filter(
        case_id__in=case_ids, role=CaseParty.Role.REQUESTER, party__kind=Party.Kind.UNIT
    )
    units = defaultdict(set)
    for case, party in rows.values_list("case_id", "party_id"):
        units[case].add(party)
    return units
