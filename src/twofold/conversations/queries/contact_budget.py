"""Whom the house may write to of its own accord, and whom it leaves in peace: set-wise, and the same for all senders."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from twofold.conversations.models import ContactMade, ContactObjection, ContactRule, Purpose, SilenceRule
from twofold.conversations.queries.addresses import Reach, reach_of
from twofold.core.plates import Silence, house
from twofold.core.setwise import among

REASON = "the budget counts what nobody may list"
IN_ALL = ""
USUAL: Mapping[str, tuple[int | None, int]] = {
    IN_ALL: (6, 30),
    Purpose.SURVEY: (3, 30),
    Purpose.CAMPAIGN: (4, 30),
    Purpose.ANNOUNCEMENT: (None, 30),
}
"""Purpose → how many at most in how many days, where nobody has said otherwise."""

USUAL_DAYS_AFTER = 14


class HeldBack(TextChoices):
    """Why somebody is not written to; the reasons of other rooms stand beside these under their own names."""

    GONE = "gone", _("No longer in the register")
    OBJECTED = "objected", _("Do not want to be asked")
    NO_ADDRESS = "no_address", _("Have no e-mail address")
    BOUNCES = "bounces", _("Their address does not work any more")
    TOO_OFTEN = "too_often", _("Were written to often enough lately")


LEFT_IN_PEACE = _("Are left in peace for now: asked often enough, or something of theirs is being settled")


@dataclass(frozen=True)
class Allowance:
    """How many in how many days.

    :param most: None for no limit
    """

    purpose: str
    most: int | None
    days: int


@dataclass(frozen=True)
class Budgeted:
    """What the budget says of some people.

    :param allowed: those who may be written to
    :param held_back: the others → why, as a code
    :param reach: where those allowed are reached
    """

    allowed: frozenset[int] = frozenset()
    held_back: Mapping[int, str] = field(default_factory=dict)
    reach: Mapping[int, Reach] = field(default_factory=dict)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Why others are held back, in words, with how many; the commonest first."""
        return reasons_in_words(Counter(self.held_back.values()))


def look(parties: Iterable[int], purpose: str, *, now: datetime, is_reminder: bool = False) -> Budgeted:
    """Whom the budget would let through at this moment. Nothing is taken.

    :param is_reminder: of something that they were asked already: how often is not counted then, all the rest is
    """
    ids = sorted(set(parties))
    reach = reach_of(ids)
    held = {party: HeldBack.GONE for party in ids if party not in reach}
    held |= {
        party: HeldBack.BOUNCES if one.is_gone else HeldBack.NO_ADDRESS
        for party, one in reach.items()
        if not one.address
    }
    left = [party for party in ids if party not in held]
    if not is_reminder:
        held = dict.fromkeys(_too_often(left, purpose, now), HeldBack.TOO_OFTEN) | held
    held |= _silent(left, now)
    held |= dict.fromkeys(_objecting(left, purpose), HeldBack.OBJECTED)
    allowed = frozenset(left) - held.keys()
    return Budgeted(allowed, held, {party: reach[party] for party in allowed})


def allowances() -> dict[str, Allowance]:
    """Purpose, "" for all together → how many in how many days."""
    stated = {rule.purpose: (rule.most, rule.days) for rule in ContactRule.objects.all()}
    return {purpose: Allowance(purpose, *stated.get(purpose, usual)) for purpose, usual in USUAL.items()}


def silences() -> list[tuple[Silence, SilenceRule]]:
    """The reasons to leave someone in peace, with whether they are heeded here."""
    stated = {rule.name: rule for rule in SilenceRule.objects.all()}
    return [
        (one, stated.get(one.name) or SilenceRule(name=one.name, days_after=USUAL_DAYS_AFTER))
        for one in house().every("silences")
    ]


def reason_in_words(code: str) -> str:
    """A reason as a sender reads it. That of a room is not named: it would tell of a complaint which the sender may not see."""
    is_open_to_all = code in HeldBack.values and code != HeldBack.TOO_OFTEN
    return str(HeldBack(code).label if is_open_to_all else LEFT_IN_PEACE)


def reasons_in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Reasons with how many, the commonest first."""
    told: Counter[str] = Counter()
    for code, n in counts.items():
        told[reason_in_words(code)] += n
    return sorted(told.items(), key=lambda pair: (-pair[1], pair[0]))


def _too_often(parties: Sequence[int], purpose: str, now: datetime) -> set[int]:
    limits = [one for name, one in allowances().items() if name in (purpose, IN_ALL) and one.most is not None]
    if not limits or not parties:
        return set()
    since = now - timedelta(days=max(one.days for one in limits))
    made = ContactMade.objects.system(REASON).filter(party_id__in=among(parties), at__gt=since)
    counted = (
        made.order_by()
        .values("party_id")
        .annotate(**{f"n{place}": Count("pk", filter=_within(one, now)) for place, one in enumerate(limits)})
    )
    over = Q()
    for place, one in enumerate(limits):
        over |= Q(**{f"n{place}__gte": one.most})
    return set(counted.filter(over).values_list("party_id", flat=True))


def _within(limit: Allowance, now: datetime) -> Q:
    within = Q(at__gt=now - timedelta(days=limit.days))
    return within & Q(purpose=limit.purpose) if limit.purpose else within


def _silent(parties: Sequence[int], now: datetime) -> dict[int, str]:
    held = {}
    for silence, rule in silences():
        if rule.is_on and parties:
            since = now - timedelta(days=rule.days_after)
            held |= dict.fromkeys(silence.held(parties, since), silence.name)
    return held


def _objecting(parties: Sequence[int], purpose: str) -> set[int]:
    rows = ContactObjection.objects.system(REASON).filter(party_id__in=among(parties), purpose=purpose)
    return set(rows.values_list("party_id", flat=True))
