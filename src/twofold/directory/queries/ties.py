"""A person's ties to others, and the chart of who reports to whom around them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.directory.models import Party, Tie
from twofold.directory.queries.affiliations import holding_on
from twofold.directory.queries.party_card import is_current

HIGHEST = 12
REPORTS_SHOWN = 24
HEADINGS = {
    (Tie.Kind.REPORTS_TO, True): _("Reports to"),
    (Tie.Kind.REPORTS_TO, False): _("Direct reports"),
    (Tie.Kind.ASSISTS, True): _("Assists"),
    (Tie.Kind.ASSISTS, False): _("Assisted by"),
    (Tie.Kind.REFERS, True): _("Referred"),
    (Tie.Kind.REFERS, False): _("Referred by"),
}


@dataclass(frozen=True)
class TieLine:
    """One tie, as seen from one of the two.

    :param person: the one at the other end
    :param is_own: whether the tie is this person's own, and not the other's
    """

    tie: Tie
    person: Party
    is_own: bool
    holds: bool

    @property
    def is_report(self) -> bool:
        """Whether the one at the other end reports to this one."""
        return self.tie.kind == Tie.Kind.REPORTS_TO and not self.is_own


@dataclass(frozen=True)
class ReportingChart:
    """Those above a person, nearest last; the person; and those who report to them."""

    above: Sequence[Party]
    person: Party
    below: Sequence[Party] = field(default_factory=list)
    more_below: int = 0


def ties_of(actor: Actor, party: Party, *, day: date) -> list[tuple[str, list[TieLine]]]:
    """The ties of a person under headings, those that hold first; only to people whose name the actor may know."""
    visible = visible_list(Tie, actor)
    own = _named(visible.filter(party=party), actor, "other").select_related("other")
    others = _named(visible.filter(other=party), actor, "party").select_related("party")
    lines = [TieLine(tie, tie.other, True, is_current(tie, day)) for tie in own]
    lines += [TieLine(tie, tie.party, False, is_current(tie, day)) for tie in others]
    lines.sort(key=lambda line: (not line.holds, line.person.sort_name, line.tie.pk))
    grouped = [
        (str(heading), [line for line in lines if (line.tie.kind, line.is_own) == place])
        for place, heading in HEADINGS.items()
    ]
    return [(heading, some) for heading, some in grouped if some]


def reporting_chart(actor: Actor, person: Party, *, day: date) -> ReportingChart:
    """Who reports to whom around a person on a day, as far as the actor may know their names."""
    ties = holding_on(visible_list(Tie, actor).filter(kind=Tie.Kind.REPORTS_TO), day)
    above: list[Party] = []
    current = person
    while len(above) < HIGHEST:
        tie = _named(ties.filter(party=current), actor, "other").select_related("other").first()
        if tie is None or tie.other in (person, *above):
            break
        current = tie.other
        above.append(current)
    reports = _named(ties.filter(other=person), actor, "party").select_related("party")
    below = sorted((tie.party for tie in reports), key=lambda one: (one.sort_name, one.pk))
    return ReportingChart(above[::-1], person, below[:REPORTS_SHOWN], max(0, len(below) - REPORTS_SHOWN))


def _named(ties: QuerySet[Tie], actor: Actor, end: str) -> QuerySet[Tie]:
    """Those at whose other end stands someone whose name the actor may know."""
    known = visible_list(Party, actor, "name").filter(pk=OuterRef(f"{end}_id"))
    return ties.filter(Exists(known)).order_by("pk")
