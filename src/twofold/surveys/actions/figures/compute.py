"""Computing the deeper figures of a survey. What stood before stands until all kinds of a scope are whole."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from twofold.surveys.actions.figures.agreement import agreement
from twofold.surveys.actions.figures.drivers import drivers
from twofold.surveys.actions.figures.quality import importance, quality
from twofold.surveys.actions.figures.rates import response
from twofold.surveys.actions.figures.themes import themes
from twofold.surveys.actions.figures.weights import weighting
from twofold.surveys.models import FigureRun, StoredFigure, Survey
from twofold.surveys.queries.figures.ground import Figures, Ground
from twofold.surveys.queries.figures.scopes import Scope, standing_kinds, to_compute

Kind = StoredFigure.Kind


@dataclass(frozen=True)
class Step:
    """One kind of figure, and how it is computed: key → figures; nothing where it does not apply.

    :param needs_sheets: whether it is computed of single sheets, which an anonymous survey does not have
    """

    kind: str
    compute: Callable[[Ground, datetime], Mapping[str, Figures]]
    needs_sheets: bool = True


def compute_figures(survey: Survey, *, now: datetime) -> int:
    """Compute what may be computed of a survey now. Computed again, the same answers give the same figures.

    :returns: how many figures were kept
    """
    scopes = to_compute(survey)
    run, _made = FigureRun.objects.update_or_create(
        survey=survey,
        defaults={"done": 0, "of": len(scopes) * len(STEPS), "finished_at": None},
        create_defaults={"asked_at": now, "of": len(scopes) * len(STEPS)},
    )
    kept = sum(_compute_scope(scope, run, now) for scope in scopes)
    FigureRun.objects.filter(pk=run.pk).update(finished_at=now)
    return kept


def _compute_scope(scope: Scope, run: FigureRun, now: datetime) -> int:
    """Compute all kinds that do not stand, then put them in the place of those before, at once."""
    ground, standing = Ground(scope), standing_kinds(scope)
    rows = [
        StoredFigure(survey=scope.survey, wave=scope.wave, kind=kind, key=key, figures=figures, made_at=now)
        for kind, key, figures in _computed(ground, standing, run, now)
    ]
    with transaction.atomic():
        FigureRun.objects.select_for_update().get(pk=run.pk)
        before = StoredFigure.objects.filter(survey=scope.survey, wave=scope.wave)
        before.exclude(kind__in=standing).delete()
        StoredFigure.objects.bulk_create(rows)
    return len(rows)


def _computed(
    ground: Ground, standing: Set[str], run: FigureRun, now: datetime
) -> Iterator[tuple[str, str, Figures]]:
    has_sheets = ground.scope.survey.mode != Survey.Mode.ANONYMOUS
    for step in STEPS:
        if step.kind not in standing and (has_sheets or not step.needs_sheets):
            for key, figures in step.compute(ground, now).items():
                yield step.kind, key, figures
        FigureRun.objects.filter(pk=run.pk).update(done=F("done") + 1)


def _one(compute: Callable[[Ground], Figures | None]) -> Callable[[Ground, datetime], Mapping[str, Figures]]:
    """A kind of which a survey has one."""

    def computed(ground: Ground, now: datetime) -> Mapping[str, Figures]:
        figures = compute(ground)
        return {} if figures is None else {"": figures}

    return computed


def _weighting(ground: Ground, now: datetime) -> Mapping[str, Figures]:
    figures = weighting(ground, now)
    return {} if figures is None else {"": figures}


STEPS = (
    Step(Kind.RESPONSE, _one(response)),
    Step(Kind.QUALITY, _one(quality)),
    Step(Kind.IMPORTANCE, _one(importance)),
    Step(Kind.DRIVERS, _one(drivers)),
    Step(Kind.WEIGHTING, _weighting),
    Step(Kind.AGREEMENT, _one(agreement)),
    Step(Kind.THEMES, lambda ground, now: themes(ground), needs_sheets=False),
)
