"""Groups of companies: organisations that are subsidiaries of others, as far as the asker may see them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.setwise import among
from twofold.directory.models import Affiliation, Party
from twofold.directory.queries.affiliations import holding_on
from twofold.directory.queries.trees import rolled_up

DEEPEST = 12
MOST = 300


@dataclass(frozen=True)
class GroupLine:
    """An organisation in its group.

    :param depth: 0 for the one at the top
    :param people: who belong to it themselves
    :param people_in_all: with all subsidiaries below
    """

    party: Party
    depth: int
    people: int
    people_in_all: int
    is_asked: bool


def company_group(actor: Actor, pk: int, *, day: date) -> list[GroupLine]:
    """The whole group to which an organisation belongs on a day, top down; empty if it stands alone."""
    parents = group_parents(actor, pk, day=day)
    if len(parents) < 2:
        return []
    parties = visible_list(Party, actor).in_bulk(parents)
    own = _people(actor, parents, day)
    in_all = rolled_up(parents, own)
    children = defaultdict(list)
    for node, above in parents.items():
        children[above].append(node)
    lines: list[GroupLine] = []

    def walk(node: int, depth: int) -> None:
        lines.append(GroupLine(parties[node], depth, own[node], int(in_all[node]), node == pk))
        for child in sorted(children[node], key=lambda one: (parties[one].sort_name, one)):
            walk(child, depth + 1)

    walk(children[None][0], 0)
    return lines


def group_below(actor: Actor, pk: int, *, day: date) -> list[int]:
    """An organisation and all its subsidiaries, direct or not, that the actor may see."""
    return list(_below(actor, pk, day))


def group_parents(actor: Actor, pk: int, *, day: date) -> dict[int, int | None]:
    """Every organisation of the group → the one above it, None at the top."""
    top = pk
    passed = {pk}
    for _step in range(DEEPEST):
        above = (
            _ties(actor, day)
            .filter(party_id=top)
            .order_by("-is_primary", "pk")
            .values_list("group_id", flat=True)
        )
        parent = above.first()
        if parent is None or parent in passed:
            break
        passed.add(parent)
        top = parent
    return _below(actor, top, day)


def _below(actor: Actor, top: int, day: date) -> dict[int, int | None]:
    parents: dict[int, int | None] = {top: None}
    layer = [top]
    for _step in range(DEEPEST):
        rows = _ties(actor, day).filter(group_id__in=among(layer)).order_by("pk")
        layer = []
        for child, above in rows.values_list("party_id", "group_id"):
            if child not in parents and len(parents) < MOST:
                parents[child] = above
                layer.append(child)
        if not layer:
            break
    return parents


def _ties(actor: Actor, day: date):
    """Subsidiaries, where the actor may see both ends."""
    seen = visible_list(Party, actor).filter(kind=Party.Kind.ORGANIZATION)
    return holding_on(visible_list(Affiliation, actor), day).filter(
        Exists(seen.filter(pk=OuterRef("group_id"))),
        Exists(seen.filter(pk=OuterRef("party_id"))),
        kind=Affiliation.Kind.SUBSIDIARY,
    )


def _people(actor: Actor, ids: Iterable[int], day: date) -> Counter[int]:
    known = visible_list(Party, actor, "name").filter(pk=OuterRef("party_id"), kind=Party.Kind.PERSON)
    ties = holding_on(visible_list(Affiliation, actor), day).filter(
        Exists(known), group_id__in=among(list(ids))
    )
    counted = ties.values("group_id").annotate(people=Count("party_id", distinct=True)).order_by()
    return Counter(dict(counted.values_list("group_id", "people")))
