"""Whom and what reviews are about: by the rules of their source, whichever way they come in."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Protocol

from django.utils.translation import gettext as _

from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.feedback.models import Review, ReviewRule, ReviewSource
from twofold.relationships.models import Offering

REASON = "whom a review is about is settled for everybody"
LOOKED_AT = 200
SHOWN = 8


class Says(Protocol):
    """What rules look at, of a review that is kept or of one that comes in."""

    place: str
    product: str
    title: str
    text: str


class About(NamedTuple):
    """Whom a review is about, and what."""

    unit_id: int
    offering_id: int | None


@dataclass
class Sorting:
    """Settles for each review of a source whom and what it is about.

    The first rule that fits and names a unit decides the unit, the first that fits and names an offering the offering. Where
    none names one, a product that is called like an offering of the unit is that; and what nobody knows stays with the source.
    """

    source: ReviewSource
    rules: Sequence[ReviewRule]
    _offered: dict[int, Mapping[str, int]] = field(default_factory=dict)

    def about(self, said: Says, unit_id: int | None = None) -> About:
        """Whom and what it is about.

        :param unit_id: where whoever brings it says whom it is about
        """
        fitting = self.fitting(said)
        unit = unit_id or next((rule.unit_id for rule in fitting if rule.unit_id), self.source.unit_id)
        named = next((rule.offering_id for rule in fitting if rule.offering_id), None)
        usual = self.source.offering_id if unit == self.source.unit_id else None
        return About(unit, named or self._called(said.product, unit) or usual)

    def fitting(self, said: Says) -> list[ReviewRule]:
        """The rules that fit, in their order."""
        return [rule for rule, fits in self._tests if fits(said)]

    @cached_property
    def _tests(self):
        return [(rule, _test(rule)) for rule in self.rules]

    def _called(self, product: str, unit_id: int) -> int | None:
        if not product:
            return None
        if unit_id not in self._offered:
            self._offered[unit_id] = _offerings(unit_id)
        return self._offered[unit_id].get(_plain(product))


def sorting_of(source: ReviewSource) -> Sorting:
    """How a source sorts what comes in."""
    return Sorting(source, list(source.rules.order_by("pk")))


def _test(rule: ReviewRule):
    if rule.field == ReviewRule.Field.WORDS:
        words = re.compile(
            r"(?<!\w)" + r"\s+".join(map(re.escape, rule.value.split())) + r"(?!\w)", re.IGNORECASE
        )
        return lambda said: bool(words.search(said.title) or words.search(said.text))
    value = _plain(rule.value)
    return lambda said: _plain(getattr(said, rule.field)) == value


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _offerings(unit_id: int) -> Mapping[str, int]:
    """What a unit offers to customers outside: by code, and else by name, the oldest first."""
    rows = Offering.objects.system(REASON).filter(unit_id=unit_id, is_for_external=True).order_by("-pk")
    found = list(rows.values_list("pk", "name", "code"))
    by_name = {_plain(name): pk for pk, name, _code in found}
    return by_name | {_plain(code): pk for pk, _name, code in found if code}


# How rules would sort what came in lately


@dataclass(frozen=True)
class RuleLine:
    """A rule, and how many of the latest reviews it fits."""

    rule: ReviewRule
    fits: int
    is_tried: bool


@dataclass(frozen=True)
class WouldBe:
    """A review that rules fit: where it is, and where it would come in today."""

    review: Review
    rules: str
    unit: str
    offering: str
    is_other: bool


@dataclass(frozen=True)
class Preview:
    """What the rules of a source do, tried on the latest reviews that the reader may see."""

    lines: Sequence[RuleLine]
    examples: Sequence[WouldBe]
    looked_at: int
    fits: int


def preview(source: ReviewSource, actor: Actor, tried: ReviewRule | None = None) -> Preview:
    """How the rules of a source, and one that is only tried, would sort its latest reviews."""
    rules = [*source.rules.select_related("unit__party", "offering").order_by("pk"), *filter(None, [tried])]
    sorting = Sorting(source, rules)
    rows = visible_list(Review, actor).filter(source=source, erased_at=None)
    reviews = list(rows.select_related("unit__party", "offering").order_by("-received_at", "-pk")[:LOOKED_AT])
    fitting = [(review, sorting.fitting(review)) for review in reviews]
    counts = Counter(id(rule) for _review, fits in fitting for rule in fits)
    fits = [(review, fits) for review, fits in fitting if fits]
    fits.sort(key=lambda one: tried not in one[1])  # what one tries is what one wants to see
    return Preview(
        [RuleLine(rule, counts[id(rule)], rule is tried) for rule in rules],
        [_would_be(review, fit, sorting) for review, fit in fits[:SHOWN]],
        len(reviews),
        len(fits),
    )


def _would_be(review: Review, fitting: Iterable[ReviewRule], sorting: Sorting) -> WouldBe:
    about = sorting.about(review)
    unit = next((rule.unit for rule in fitting if rule.unit_id == about.unit_id), sorting.source.unit)
    offering = _offering_named(about.offering_id, review, sorting)
    return WouldBe(
        review,
        ", ".join(map(str, fitting)),
        unit.party.name,
        offering.name if offering else _("Nothing in particular"),
        (review.unit_id, review.offering_id) != tuple(about),
    )


def _offering_named(pk: int | None, review: Review, sorting: Sorting) -> Offering | None:
    known = [rule.offering for rule in sorting.rules] + [review.offering, sorting.source.offering]
    found = next((one for one in known if one and one.pk == pk), None)
    return found or (Offering.objects.system(REASON).get(pk=pk) if pk else None)
