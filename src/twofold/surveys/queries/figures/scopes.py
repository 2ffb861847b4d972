"""Which answers of a survey are computed together: all that were given by name, and of protected ones each released round."""

from collections.abc import Iterable
from dataclasses import dataclass

from twofold.surveys.models import StoredFigure, Survey, Wave

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
    return released or ([Scope(survey)] if survey.import_run_id and not survey.waves.exists() else [])


def to_compute(survey: Survey) -> list[Scope]:
    """The scopes whose figures may be made now: what was told of protected answers stands for good."""
    scopes = scopes_of(survey)
    if not survey.is_protected:
        return scopes
    told = computed_waves(survey)
    return [scope for scope in scopes if (scope.wave and scope.wave.pk) not in told]


def computed_waves(survey: Survey) -> set[int | None]:
    """The rounds of which something was computed; None stands for the whole survey."""
    made = StoredFigure.objects.filter(survey=survey).exclude(kind__in=MADE_AT_RELEASE)
    return set(made.order_by().values_list("wave_id", flat=True).distinct())


MADE_AT_RELEASE: Iterable[str] = (StoredFigure.Kind.TOGETHER,)
"""What is computed while ballots are open in memory, because afterwards there is nothing to compute it from."""
