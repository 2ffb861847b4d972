"""The rounds of a survey in numbers: how many were asked, held back and why, and how many have answered. Never a name."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from twofold.conversations.queries.contact_budget import reasons_in_words
from twofold.surveys.models import Invitation, Participant, Survey, Wave
from twofold.surveys.queries.disclosure.participation import told_by_round

REASON = "rounds are told in numbers"
TOLD_FROM = 5
State = Invitation.State


@dataclass(frozen=True)
class RoundFigures:
    """One round.

    :param written_to: who was sent a mail, or will not be sent another
    :param waiting: who will be written to
    :param held_back: why others are not, in words, with how many
    :param answered: percent of those written to; None where fewer than five were, or nobody has counted yet
    :param came_back: mails that did not arrive
    """

    wave: Wave
    written_to: int = 0
    waiting: int = 0
    held_back: Sequence[tuple[str, int]] = field(default_factory=list)
    answered: int | None = None
    came_back: int = 0

    @property
    def asked(self) -> int:
        """All whom the round asks, held back or not."""
        return self.written_to + self.waiting + self.held_back_count

    @property
    def held_back_count(self) -> int:
        """How many are held back."""
        return sum(n for _reason, n in self.held_back)

    @property
    def is_by_itself(self) -> bool:
        """Whether it stays open for what asks by itself."""
        return not self.wave.audience and self.wave.closes_at is None


def rounds_of(survey: Survey) -> list[RoundFigures]:
    """The rounds of a survey, the newest first; a few questions, however many rounds."""
    waves = list(survey.waves.order_by("-number"))
    counted = _participants(survey) if survey.mode == Survey.Mode.ANONYMOUS else _invitations(survey)
    answered = _answered(survey, waves)
    return [_figures(wave, counted.get(wave.pk, Counter()), answered.get(wave.pk)) for wave in waves]


def _figures(wave: Wave, counted: Counter, answered: int | None) -> RoundFigures:
    held = Counter({reason: n for (state, reason), n in counted.items() if state == State.HELD_BACK})
    waiting = sum(n for (state, _why), n in counted.items() if state == State.WAITING)
    written = counted.total() - held.total() - waiting
    share = (
        round(100 * min(answered, written) / written)
        if answered is not None and written >= TOLD_FROM
        else None
    )
    came_back = sum(n for (state, _why), n in counted.items() if state == State.BOUNCED)
    return RoundFigures(wave, written, waiting, reasons_in_words(held), share, came_back)


def _invitations(survey: Survey) -> Mapping[int, Counter]:
    rows = Invitation.objects.system(REASON).filter(wave__survey=survey).order_by()
    return _by_wave(rows.values_list("wave_id", "state", "held_back_because").annotate(n=Count("pk")))


def _participants(survey: Survey) -> Mapping[int, Counter]:
    """Who was written to; who has answered is not asked here."""
    rows = Participant.objects.system(REASON).filter(wave__survey=survey).order_by()
    counted = rows.values_list("wave_id", "mails", "held_back_because").annotate(n=Count("pk"))
    return _by_wave(
        (wave, State.HELD_BACK if why else State.SENT if mails else State.WAITING, why, n)
        for wave, mails, why, n in counted
    )


def _by_wave(rows: Iterable[tuple]) -> Mapping[int, Counter]:
    found: dict[int, Counter] = defaultdict(Counter)
    for wave, state, why, n in rows:
        found[wave][state, why if state == State.HELD_BACK else ""] += n
    return found


def _answered(survey: Survey, waves: Sequence[Wave]) -> Mapping[int, int]:
    """Round → how many have answered: of protected ones as of last night, and once released as it was told."""
    if not survey.is_protected:
        rows = Invitation.objects.system(REASON).filter(wave__survey=survey, state=State.ANSWERED)
        return dict.fromkeys((wave.pk for wave in waves), 0) | dict(
            rows.order_by().values_list("wave_id").annotate(n=Count("pk"))
        )
    return told_by_round(survey)
