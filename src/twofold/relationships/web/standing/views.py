"""How customers stand on a day: the numbers, what decided them, and who is behind each."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from twofold.core.errors import NotVisible
from twofold.core.paging import Page, keyset_page
from twofold.directory.queries.units import UnitTree, unit_tree
from twofold.relationships.access import can_count
from twofold.relationships.models import OfferingFamily, Side
from twofold.relationships.queries.customers import customers_standing, last_served
from twofold.relationships.queries.sql import Slice
from twofold.relationships.queries.standing import (
    StandingCounts,
    dealings_of_unknown_buyers,
    standing_by_family,
    standing_counts,
)
from twofold.relationships.web.addresses import asked_day, asked_id, asked_one_of, asked_side, chosen, query
from twofold.science.standing import Standing
from twofold.ui.shapes import StandingCount

TEMPLATE = "relationships/web/standing/standing.html"
FAMILIES = "relationships/web/standing/families.html"
INDENT = "\u2003"


@dataclass(frozen=True)
class Asked:
    """What the address asks for.

    :param counted: the units whose customers are counted
    :param hidden: how many units below are left out, because the reader does not belong to them
    """

    as_of: date
    side: str
    unit_id: int
    counted: frozenset[int]
    hidden: int
    family: OfferingFamily | None
    listed: str

    @property
    def values(self) -> dict[str, object]:
        """As the address states it."""
        return {
            "as_of": self.as_of.isoformat() if self.as_of != timezone.now().date() else "",
            "side": self.side,
            "unit": self.unit_id,
            "family": self.family.pk if self.family else "",
            "list": self.listed,
        }

    def slice(self, side: str) -> Slice:
        """The dealings of a side that are meant."""
        return Slice(
            side=side,
            as_of=self.as_of,
            unit_ids=self.counted,
            family_id=self.family.pk if self.family else None,
        )


@require_GET
def standing(request: HttpRequest) -> HttpResponse:
    """Current, past and potential customers on a day, by side and offering family, and those behind one number."""
    tree = unit_tree()
    choices = countable_units(request, tree)
    if not choices:
        raise NotVisible
    asked = read(request, tree, choices)
    if request.GET.get("part") == "families" and asked.side:
        part = {"half": {"side": asked.side, "families": families(asked, asked.side)}}
        return render(request, FAMILIES + ("#panel" if request.htmx else ""), part)
    sides = [asked.side] if asked.side else list(Side.values)
    halves = [half(asked, side) for side in sides]
    context = {
        "asked": asked,
        "halves": halves,
        "units": [(unit, INDENT * len(tree.ancestors(unit)) + tree.names[unit]) for unit in choices],
        "families": OfferingFamily.objects.order_by("name", "pk"),
        "sides": Side.choices,
        "today": timezone.now().date(),
        "chosen": chosen(asked.values, words(asked, tree)),
        "behind": behind(request, asked, halves[0]["counts"]) if asked.listed and len(sides) == 1 else None,
    }
    return render(request, TEMPLATE, context)


def countable_units(request: HttpRequest, tree: UnitTree) -> list[int]:
    """The units whose numbers the reader may see, as they lie in the tree, the widest first."""
    seen = can_count(request.actor, frozenset(tree.parents) - tree.sealed) | request.actor.units()
    return [unit for unit in in_order(tree) if unit in seen]


def in_order(tree: UnitTree) -> list[int]:
    """All units, each above those below it."""
    found: list[int] = []
    waiting = tree.roots[::-1]
    while waiting:
        unit = waiting.pop()
        found.append(unit)
        waiting += tree.children(unit)[::-1]
    return found


def read(request: HttpRequest, tree: UnitTree, choices: list[int]) -> Asked:
    """What the address asks for; a unit that is not the reader's to count looks like none."""
    unit_id = asked_id(request, "unit") or min(choices, key=lambda unit: len(tree.ancestors(unit)))
    if unit_id not in choices:
        raise NotVisible
    below = tree.subtree(unit_id)
    counted = can_count(request.actor, below)
    return Asked(
        as_of=asked_day(request, "as_of") or timezone.now().date(),
        side=asked_side(request),
        unit_id=unit_id,
        counted=counted,
        hidden=len(below - counted),
        family=OfferingFamily.objects.filter(pk=asked_id(request, "family")).first(),
        listed=asked_one_of(request, "list", [*Standing]),
    )


def half(asked: Asked, side: str) -> dict:
    """One side of the page."""
    slice_ = asked.slice(side)
    family_id = slice_.family_id
    counts = standing_counts(side, asked.as_of, unit_ids=asked.counted, family_id=family_id)
    return {
        "side": side,
        "counts": counts,
        "bar": [
            StandingCount(standing=one, n=getattr(counts, one), url=rows_url(asked, side, one))
            for one in Standing
        ],
        "families_url": ""
        if asked.family
        else query({**asked.values, "side": side, "list": "", "part": "families"}),
        "unknown": dealings_of_unknown_buyers(side, asked.as_of, unit_ids=asked.counted),
    }


def families(asked: Asked, side: str) -> list[tuple]:
    """Counts of each offering family that anyone was served from, each number with the address of its rows.

    A part of its own, fetched after the page: it goes through all dealings.
    """
    return [
        (one, [(getattr(one, word), rows_url(asked, side, word, one)) for word in Standing])
        for one in standing_by_family(side, asked.as_of, unit_ids=asked.counted)
        if one.current or one.past
    ]


def rows_url(asked: Asked, side: str, standing: str, counts: StandingCounts | None = None) -> str:
    """Where the customers behind a number are listed."""
    family = counts.family.pk if counts and counts.family else asked.values["family"]
    return query({**asked.values, "side": side, "list": standing, "family": family}) + "#behind"


@dataclass(frozen=True)
class Behind:
    """The customers behind a number, a page of those that the reader may see.

    :param rows: party, last day served, last day on which that counts
    """

    standing: str
    rows: list[tuple]
    before_url: str
    after_url: str


def behind(request: HttpRequest, asked: Asked, counts: StandingCounts) -> Behind:
    """The page of customers that the address asks for."""
    slice_ = asked.slice(asked.side)
    parties = customers_standing(asked.listed, slice_, counts.boundary, seen_by=request.actor)
    page: Page = keyset_page(parties, order=("sort_name", "pk"), token=request.GET.get("page", ""))
    last = last_served([party.pk for party in page.rows], slice_)
    lasts = counts.window_length
    return Behind(
        standing=asked.listed,
        rows=[
            (party, last.get(party.pk), last[party.pk] + lasts if party.pk in last else None)
            for party in page.rows
        ],
        before_url=query({**asked.values, "page": page.before}) + "#behind" if page.before else "",
        after_url=query({**asked.values, "page": page.after}) + "#behind" if page.after else "",
    )


def words(asked: Asked, tree: UnitTree) -> dict[str, tuple[str, object]]:
    """The filters as people read them."""
    return {
        "as_of": (_("On"), asked.as_of.isoformat()),
        "side": (_("Side"), Side(asked.side).label if asked.side else ""),
        "family": (_("Family"), asked.family.name if asked.family else ""),
    }
