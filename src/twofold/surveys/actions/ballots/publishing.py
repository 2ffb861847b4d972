"""Writing the one table that everyone sees: groups that pass the audit, what is told of each question in them, and remarks."""

import secrets
from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from twofold.directory.models import Unit
from twofold.science.answers import Scale
from twofold.science.disclosure import LEAST_K_FOR_REMARKS
from twofold.science.lenses import EVERYONE, UNIT, Cell, Part
from twofold.science.publication import Publication, publish
from twofold.science.publication.blurring import told_mean
from twofold.science.publication.questions import told_cells
from twofold.science.publication.remarks import evened, places_of_remarks
from twofold.science.publication.subtraction import Given, Sharp, sharp_cells
from twofold.surveys.actions.reach import may_be_asked
from twofold.surveys.models import PublishedGroup, Question, Remark, ToldMean, ToldUnit, Total, Wave
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES
from twofold.surveys.queries.plans import plan_of

if TYPE_CHECKING:
    from twofold.surveys.actions.ballots.release import Counted

LONGEST_LABEL = 500


def write_publication(wave: Wave, counted: "Counted") -> None:
    """Write what may be told of a wave, in an order that says nothing of the ballots'."""
    k, plan = wave.survey.least_group, plan_of(wave)
    publication = publish(plan, counted.counts, k=k)
    questions = {question.code: question for question in Question.objects.filter(survey=wave.survey)}
    groups = _write_groups(wave, publication, counted)
    _write_units(wave, publication)
    told = told_cells(publication.cells, counted.answered, k=k)
    means, totals = [], []
    for code, cells in told.items():
        sharp = sharp_cells(
            publication.cells,
            cells,
            Given(counted.gave[code], counted.chosen[code]),
            Given(counted.answered[code], counted.known[code]),
            scale_of(questions[code]),
        )
        for cell in cells:
            row, values = _told(groups[cell], questions[code], _given(counted, code, cell), cell, sharp)
            means += row
            totals += values
    ToldMean.objects.bulk_create(means, batch_size=1_000)
    Total.objects.bulk_create(totals, batch_size=1_000)
    _write_remarks(wave, publication, counted, questions, groups)


def _write_groups(wave: Wave, publication: Publication, counted: "Counted") -> dict[Cell, PublishedGroup]:
    rows = [
        PublishedGroup(
            wave=wave,
            position=position,
            lens=cell.lens,
            within=cell.within or "",
            parts=[list(part) for part in cell.parts],
            label=_label(wave, cell)[:LONGEST_LABEL],
            n=sum(counted.everyone[one] for one in cell.combinations),
        )
        for position, cell in enumerate(publication.cells)
    ]
    PublishedGroup.objects.bulk_create(rows, batch_size=1_000)
    return dict(zip(publication.cells, rows, strict=True))


def _write_units(wave: Wave, publication: Publication) -> None:
    """The units that groups are about, and those above them, so that who leads one finds the results."""
    named = {part.name for cell in publication.cells if cell.lens == UNIT for part in cell.parts}
    named |= {cell.within for cell in publication.cells if cell.within}
    standing = Unit.objects.system("which units still stand").filter(pk__in=[int(unit) for unit in named])
    ToldUnit.objects.bulk_create(
        (ToldUnit(wave=wave, unit_id=unit) for unit in standing.order_by("pk").values_list("pk", flat=True)),
        batch_size=1_000,
    )


def _told(
    group: PublishedGroup, question: Question, given: tuple[int, Counter[int]], cell: Cell, sharp: Sharp
) -> tuple[list[ToldMean], list[Total]]:
    """What may be told of one question in one group; nothing where others would tell with it what is blurred."""
    (n, chosen), scale = given, scale_of(question)
    totals = _totals(group, question, chosen) if cell in sharp.distributions else []
    if scale is None:
        return [ToldMean(group=group, question=question, n=n)], totals
    if cell not in sharp.means | sharp.blurred:
        return [], []
    mean = told_mean([chosen[step] for step in range(scale.low, scale.high + 1)], scale)
    row = ToldMean(
        group=group, question=question, n=mean.n, mean=mean.mean, at_most=mean.at_most, at_least=mean.at_least
    )
    return [row], totals


def scale_of(question: Question) -> Scale | None:
    """The scale of a question; None where it offers choices, or asks for words."""
    return None if question.scale_low is None else Scale(question.scale_low, question.scale_high)


def _totals(group: PublishedGroup, question: Question, values: Mapping[int, int]) -> list[Total]:
    return [Total(group=group, question=question, value=value, n=n) for value, n in sorted(values.items())]


def _given(counted: "Counted", code: str, cell: Cell) -> tuple[int, Counter[int]]:
    """How many answered in a cell, and how often each value was given there."""
    n = sum(counted.gave[code][one] for one in cell.combinations)
    return n, sum((counted.chosen[code][one] for one in cell.combinations), Counter())


def _write_remarks(
    wave: Wave,
    publication: Publication,
    counted: "Counted",
    questions: Mapping[str, Question],
    groups: Mapping[Cell, PublishedGroup],
) -> None:
    """Write what was said to each question, among ten or more to whom it was put."""
    asks, plan, rows = may_be_asked(wave), plan_of(wave), []
    for code, texts in counted.remarks.items():
        asked = {one: n for one, n in counted.counts.items() if asks(code, one)}
        places = places_of_remarks(publication, plan, asked)
        placed = [
            (group, said)
            for one, written in texts.items()
            if one in places and (group := _group_of(places[one], groups)) is not None
            for text in written
            if (said := evened(text))
        ]
        secrets.SystemRandom().shuffle(placed)
        placed.sort(key=lambda pair: pair[0].position)
        for group, remarks in groupby(placed, key=itemgetter(0)):
            rows += [
                Remark(group=group, question=questions[code], position=position, text=text)
                for position, (_group, text) in enumerate(remarks)
            ]
    Remark.objects.bulk_create(rows, batch_size=500)


def _group_of(place: Cell, groups: Mapping[Cell, PublishedGroup]) -> PublishedGroup | None:
    """The published group in which a remark stands: the smallest of ten or more that holds all of its place."""
    holding = [
        (group.n, group.position, group)
        for cell, group in groups.items()
        if cell.lens in (UNIT, EVERYONE)
        and place.combinations <= cell.combinations
        and group.n >= LEAST_K_FOR_REMARKS
    ]
    return min(holding)[2] if holding else None


def _label(wave: Wave, cell: Cell) -> str:
    """A group in words: its units or values, and where."""
    if cell.lens == EVERYONE:
        return _("Everyone")
    names = ", ".join(_part_name(wave, cell.lens, part) for part in cell.parts)
    return (
        f"{names} · {wave.plan['names'].get(cell.within, '')}" if cell.within and cell.lens != UNIT else names
    )


def _part_name(wave: Wave, lens: str, part: Part) -> str:
    if lens == UNIT:
        name = wave.plan["names"][part.name]
        return _("%(unit)s itself") % {"unit": name} if part.is_direct else name
    attribute = lens.removeprefix(f"{UNIT} × ")
    return str(LENS_ATTRIBUTES[attribute].labels.get(part.name, part.name))
