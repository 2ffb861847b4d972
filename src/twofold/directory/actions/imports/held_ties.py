"""The ties of people as they are stored, and as the lines of a file would have them: the rules, for a batch at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import Outcome
from twofold.core.setwise import among
from twofold.directory.actions.affiliations import require_order
from twofold.directory.actions.ties import told_twice, would_report_round
from twofold.directory.models import Party, Tie
from twofold.directory.queries.reporting import Reports, comes_round

REASON = "a rule holds for ties that the importer may not see as well"
Days = tuple[date | None, date | None]


@dataclass(slots=True)
class HeldTie:
    """A tie between two people; `pk` is 0 and `was` None until it is stored."""

    party_id: int
    other_id: int
    kind: str
    from_on: date | None
    to_on: date | None
    pk: int = 0
    was: Days | None = None

    @property
    def days(self) -> Days:
        """From when to when it holds."""
        return self.from_on, self.to_on

    @property
    def said(self) -> tuple:
        """All that a line says of it."""
        return self.party_id, self.other_id, self.kind, *self.days

    def holds_in(self, days: Days) -> bool:
        """Whether it holds on some day of a period."""
        (mine, until), (start, end) = self.days, days
        return (end is None or mine is None or mine <= end) and (
            start is None or until is None or until >= start
        )


class HeldTies:
    """What is stored of everyone whom a batch names, and of all to whom they report.

    :param told: what the lines say
    :param people: id → who is named, for sentences
    """

    def __init__(self, told: Collection[HeldTie], people: Mapping[int, Party]) -> None:
        self.people = people
        self.new: list[HeldTie] = []
        self._of: dict[tuple[int, str], list[HeldTie]] = defaultdict(list)
        self._load({person for tie in told for person in (tie.party_id, tie.other_id)})

    @property
    def corrected(self) -> list[HeldTie]:
        """Stored ties that have other days now."""
        return [tie for ties in self._of.values() for tie in ties if tie.pk and tie.days != tie.was]

    def take(self, told: HeldTie) -> Outcome:
        """Add a tie, or correct the days of the one that it names again.

        :raises BadInput: if they would report in a circle, or its end would lie before its start
        :raises Conflict: if the person reports to somebody else in that time
        """
        mine = self._of[told.party_id, told.kind]
        same = next((tie for tie in mine if tie.other_id == told.other_id and tie.holds_in(told.days)), None)
        days = (told.from_on or same.from_on, told.to_on or same.to_on) if same else told.days
        if same and days == same.days:
            return Outcome.UNCHANGED
        require_order(*days)
        self._require_possible(told, days, same)
        if same:
            same.from_on, same.to_on = days
            return Outcome.UPDATED
        mine.append(told)
        self.new.append(told)
        return Outcome.CREATED

    def _require_possible(self, told: HeldTie, days: Days, but: HeldTie | None) -> None:
        party, other = self.people[told.party_id], self.people[told.other_id]
        reports = told.kind == Tie.Kind.REPORTS_TO
        for tie in self._of[told.party_id, told.kind]:
            if tie is not but and tie.holds_in(days) and (reports or tie.other_id == told.other_id):
                raise Conflict(told_twice(party, told.kind), field="other")
        if reports and comes_round((party.pk, other.pk, *days), lambda people: self._above(people, but)):
            raise BadInput(would_report_round(party, other), field="other")

    def _above(self, people: Iterable[int], but: HeldTie | None) -> Iterable[Reports]:
        for person in people:
            for tie in self._of.get((person, Tie.Kind.REPORTS_TO), ()):
                if tie is not but:
                    yield (person, tie.other_id, *tie.days)

    def _load(self, people: set[int]) -> None:
        """Read level by level, until nobody is left who reports to anyone."""
        seen: set[int] = set()
        while people:
            seen |= people
            rows = Tie.objects.system(REASON).filter(party_id__in=among(people)).order_by("pk")
            people = set()
            for pk, *said in rows.values_list("pk", "party_id", "other_id", "kind", "from_on", "to_on"):
                tie = HeldTie(*said, pk=pk, was=(said[3], said[4]))
                self._of[tie.party_id, tie.kind].append(tie)
                if tie.kind == Tie.Kind.REPORTS_TO and tie.other_id not in seen:
                    people.add(tie.other_id)
