"""Which answers of a survey are computed together: all that were given by name, and of protected ones each released round."""

from collections.abc import Iterable
from dataclasses import dataclass

from twofold.surveys.models import StoredFigure, Survey, Wave
from twofold.surveys.queries.disclosure.told import Telling, telling_of

LEAST_TOLD = 30
"""Of protected answers deeper figures are told of so many together, over all who were asked, and of no part of them."""


@dataclass(frozen=True)
class Scope:
    """The answers of a whole survey, or of one round."""

    survey: Survey
    wave: Wave | None = None

    @property
    def is_protected(self) -> bool:
        """Whether nobody may be told what one person answered."""
        return self.survey.is_protected

    @property
    def least_n(self) -> int:
        """How many complete answers a figure takes at least."""
        return max(LEAST_TOLD, self.survey.least_group) if self.is_protected else 10


def scopes_of(survey: Survey) -> list[Scope]:
    """What is computed of a survey, the newest round first.

    Of protected answers only what nobody can add to any more: two figures, a sheet apart, would tell that sheet.
    """
    if not survey.is_protected:
        return [Scope(survey)]
    released = [
        Scope(survey, wave) for wave in survey.waves.filter(state=Wave.State.RELEASED).order_by("-number")
    ]
    return released or ([Scope(survey)] if telling_of(survey) is Telling.WHOLE and _is_over(survey) else [])


def _is_over(survey: Survey) -> bool:
    """Whether no answer can come any more."""
    return survey.state == Survey.State.CLOSED


def to_compute(survey: Survey) -> list[Scope]:
    """The scopes of which some figures may be made now: what was told of protected answers stands for good."""
    scopes = scopes_of(survey)
    if not survey.is_protected:
        return scopes
    made = StoredFigure.objects.filter(survey=survey).exclude(kind__in=MADE_AT_RELEASE).order_by()
    settled = set(made.values_list("wave_id", flat=True)) - set(
        made.filter(figures__refusal__in=UNDECIDED).values_list("wave_id", flat=True)
    )
    return [scope for scope in scopes if (scope.wave and scope.wave.pk) not in settled]


def standing_kinds(scope: Scope) -> set[str]:
    """The kinds of figures of a scope that are not made again: all that was told of protected answers."""
    if not scope.is_protected:
        return set(MADE_AT_RELEASE)
    told = StoredFigure.objects.filter(survey=scope.survey, wave=scope.wave).exclude(
        figures__has_key="refusal", figures__refusal__in=UNDECIDED
    )
    return set(MADE_AT_RELEASE) | set(told.values_list("kind", flat=True))


MADE_AT_RELEASE: Iterable[str] = (StoredFigure.Kind.TOGETHER,)
"""What is computed while ballots are open in memory, because afterwards there is nothing to compute it from."""

UNDECIDED = ("no_outcome", "too_many")
"""Refusals that tell nothing of the answers, but wait for somebody to choose what is compared."""
