"""Where reviews come from, and how each source does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from twofold.conversations.queries.contact_budget import reasons_in_words
from twofold.core.access import visible_list
from twofold.core.actor import Actor, Level
from twofold.feedback.models import Review, ReviewInvitation, ReviewSource

State = ReviewInvitation.State


@dataclass(frozen=True)
class SourceLine:
    """A source with what came of it.

    :param asked: state of an invitation → how many
    :param held_back: why some were not asked, in words, with how many
    """

    source: ReviewSource
    reviews: int
    latest: object
    may_change: bool
    asked: Counter = field(default_factory=Counter)
    held_back: Sequence[tuple[str, int]] = ()

    @property
    def sent(self) -> int:
        """How many were asked."""
        return self.asked[State.SENT]

    @property
    def waiting(self) -> int:
        """How many will be."""
        return self.asked[State.WAITING]

    @property
    def left_out(self) -> int:
        """How many chance has left out."""
        return self.asked[State.LEFT_OUT]


def source_lines(actor: Actor) -> list[SourceLine]:
    """The sources of one's units, by name. Three questions, however many."""
    sources = list(visible_list(ReviewSource, actor).select_related("unit__party").order_by("name", "pk"))
    ids = [source.pk for source in sources]
    mine = visible_list(Review, actor).filter(source__in=ids, erased_at=None).order_by()
    counted = {
        pk: (n, at)
        for pk, n, at in mine.values_list("source_id").annotate(n=Count("pk"), at=Max("received_at"))
    }
    asked: dict[int, Counter] = {}
    why: dict[int, Counter] = {}
    rows = visible_list(ReviewInvitation, actor).filter(source__in=ids).order_by()
    for pk, state, reason, n in rows.values_list("source_id", "state", "why").annotate(n=Count("pk")):
        asked.setdefault(pk, Counter())[state] += n
        if state == State.HELD_BACK:
            why.setdefault(pk, Counter())[reason] += n
    led = actor.units(Level.LEAD)
    return [
        SourceLine(
            source,
            *counted.get(source.pk, (0, None)),
            source.unit_id in led,
            asked.get(source.pk, Counter()),
            _in_words(why.get(source.pk, Counter())),
        )
        for source in sources
    ]


def _in_words(counts: Counter) -> list[tuple[str, int]]:
    own = {"asked_lately": _("Were asked not long ago"), "too_late": _("Too long ago by now")}
    known = [(own[code], n) for code, n in counts.items() if code in own]
    return known + reasons_in_words({code: n for code, n in counts.items() if code not in own})
