"""What the page of deeper figures shows: stored figures of one scope, and whether more can be computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from twofold.core.actor import Actor
from twofold.directory.queries.units import unit_tree
from twofold.surveys.models import FigurePlan, FigureRun, Response, StoredFigure, Survey, Wave
from twofold.surveys.queries.figures.ground import Figures
from twofold.surveys.queries.figures.scopes import scopes_of, to_compute

GIVEN_UP = timedelta(hours=1)
REASON = "do all sheets speak of units that the asker may see?"


@dataclass(frozen=True)
class Shown:
    """The figures of one scope.

    :param waves: the rounds one can choose between, the newest first
    :param figures: kind → key → figures; empty where nothing was computed
    :param run: the computing that is under way, if any
    :param is_waiting: whether answers have to be complete before anything is computed
    :param may_compute: whether there is something to compute now
    :param is_beyond: whether sheets speak of units that the asker may not see, so that no total over them is told
    """

    survey: Survey
    wave: Wave | None
    waves: list[Wave]
    figures: Mapping[str, Mapping[str, Figures]]
    made_at: datetime | None
    run: FigureRun | None
    plan: FigurePlan | None
    is_waiting: bool
    may_compute: bool
    is_beyond: bool

    @property
    def is_settled(self) -> bool:
        """Whether what is compared can no longer be chosen: figures of protected answers stand, and no round follows."""
        return self.survey.is_protected and not (self.may_compute or self.is_waiting or self.waves)

    def of(self, kind: str) -> Figures | None:
        """The figures of a kind of which there is one."""
        return self.figures.get(kind, {}).get("")


def shown_figures(actor: Actor, survey: Survey, *, round_number: str, now: datetime) -> Shown:
    """The stored figures of a survey that the actor may see, of the round asked for, else of the newest."""
    scopes = scopes_of(survey)
    waves = [scope.wave for scope in scopes if scope.wave]
    wave = next((one for one in waves if str(one.number) == round_number), waves[0] if waves else None)
    is_beyond = not survey.is_protected and _is_beyond(actor, survey)
    stored = [] if is_beyond else list(StoredFigure.objects.filter(survey=survey, wave=wave).order_by("key"))
    figures: dict[str, dict[str, Figures]] = {}
    for one in stored:
        figures.setdefault(one.kind, {})[one.key] = one.figures
    return Shown(
        survey=survey,
        wave=wave,
        waves=waves,
        figures=figures,
        made_at=max((one.made_at for one in stored), default=None),
        run=FigureRun.objects.filter(survey=survey, finished_at=None, asked_at__gte=now - GIVEN_UP).first(),
        plan=FigurePlan.objects.filter(survey=survey).first(),
        is_waiting=not scopes,
        may_compute=bool(to_compute(survey)),
        is_beyond=is_beyond,
    )


def gaps_are_stored(survey: Survey) -> bool:
    """Whether workers have stored what was expected and perceived, of any round."""
    return StoredFigure.objects.filter(survey=survey, kind="quality").exists()


def _is_beyond(actor: Actor, survey: Survey) -> bool:
    """Named sheets are told by unit: a total over some that one may not see takes the right to totals, and never spans a seal."""
    sheets = Response.objects.system(REASON).filter(survey=survey).exclude(unit_id__in=actor.units())
    if actor.may("see_totals"):
        sheets = sheets.filter(unit_id__in=unit_tree().behind_seals())
    return sheets.exists()
