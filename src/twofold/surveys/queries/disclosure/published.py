"""Released totals of protected surveys: one table for everyone, of which each sees the groups of their own units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from twofold.core.actor import Actor
from twofold.science.lenses import EVERYONE, UNIT
from twofold.surveys.models import PublishedGroup, Remark, Survey, ToldMean, Total, Wave
from twofold.surveys.queries.disclosure.told import (
    Telling,
    Told,
    ToldCut,
    ToldGroup,
    ToldPeriod,
    ToldRemarks,
    ToldRound,
    scope_of,
)
from twofold.surveys.queries.lens_attributes import LENS_ATTRIBUTES

MOST_REMARKS = 50


def published_round(actor: Actor, wave: Wave | None, asked_cut: str = "") -> ToldRound:
    """What was released of a round, cut as asked if the table is cut so for this actor.

    :param asked_cut: the key of one of the cuts; any other text asks for the first
    """
    told = [] if wave is None or wave.state != Wave.State.RELEASED else published_groups(actor, wave)
    if not told:
        return ToldRound(Telling.RELEASED, wave, None)
    cuts = _cuts(wave, told)
    cut = next((one for one in cuts if one.key == asked_cut), cuts[0] if cuts else None)
    shown = [row for row in told[1:] if cut and (row.lens, row.within) == (cut.lens, cut.within)]
    everyone, *groups = _with_answers([told[0], *shown])
    return ToldRound(Telling.RELEASED, wave, everyone, cuts, cut, groups)


def published_groups(actor: Actor, wave: Wave) -> list[PublishedGroup]:
    """Everyone, then the groups that the actor may see; empty where nothing was released."""
    rows = list(PublishedGroup.objects.filter(wave=wave).order_by("position"))
    units = scope_of(actor)
    return [row for row in rows if row.lens == EVERYONE or units is None or _is_about(row, units)]


def published_periods(survey: Survey) -> list[ToldPeriod]:
    """The released rounds of a survey, over everyone."""
    groups = PublishedGroup.objects.filter(
        wave__survey=survey, wave__state=Wave.State.RELEASED, lens=EVERYONE
    ).select_related("wave")
    rows = list(groups.order_by("wave__number"))
    told = _with_answers(rows)
    return [
        ToldPeriod(str(row.wave), row.wave.number, group.answers)
        for row, group in zip(rows, told, strict=True)
    ]


def published_remarks(actor: Actor, wave: Wave) -> dict[int, ToldRemarks]:
    """Question → remarks by group, in the order of chance in which they were written."""
    groups = {row.pk: row for row in published_groups(actor, wave)}
    rows = Remark.objects.filter(group_id__in=groups).order_by("group__position", "position")
    found: dict[int, dict[int, list[tuple[str, int]]]] = defaultdict(lambda: defaultdict(list))
    for group, question, text in rows.values_list("group_id", "question_id", "text"):
        found[question][group].append((text, 1))
    return {
        question: ToldRemarks(
            sum(map(len, lists.values())),
            [(groups[group].label, texts[:MOST_REMARKS]) for group, texts in lists.items()],
        )
        for question, lists in found.items()
    }


def told_groups(rows: Sequence[PublishedGroup]) -> list[ToldGroup]:
    """Groups that someone may see, with what is told in them."""
    return _with_answers(rows)


def _is_about(row: PublishedGroup, units: frozenset[int]) -> bool:
    """Whether a group is about one of these units; groups of everyone by an attribute are for all who see the survey."""
    if row.lens == UNIT:
        return any(int(name) in units for name, _is_direct in row.parts)
    return not row.within or int(row.within) in units


def _cuts(wave: Wave, told: Iterable[PublishedGroup]) -> list[ToldCut]:
    """The cuts that someone sees a group of; one that leaves everyone whole tells nothing new."""
    keys = dict.fromkeys(
        (row.lens, row.within) for row in told if row.lens != EVERYONE and not _is_whole_tree(wave, row)
    )
    return [ToldCut(lens, within, _cut_label(wave, lens, within)) for lens, within in keys]


def _is_whole_tree(wave: Wave, row: PublishedGroup) -> bool:
    return row.lens == UNIT and not row.within and len(row.parts) == 1


def _cut_label(wave: Wave, lens: str, within: str) -> str:
    where = wave.plan["names"].get(within, "")
    if lens == UNIT:
        return _("Units of %(unit)s") % {"unit": where} if where else _("Units")
    name = str(LENS_ATTRIBUTES[lens.removeprefix(f"{UNIT} × ")].name)
    return _("%(attribute)s in %(unit)s") % {"attribute": name, "unit": where} if where else name


def _with_answers(rows: Sequence[PublishedGroup]) -> list[ToldGroup]:
    """The groups with what is told of each question in them, in two questions to the database."""
    ids = [row.pk for row in rows]
    counts: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    totals = Total.objects.filter(group_id__in=ids).order_by("group_id", "question_id", "value")
    for group, question, value, n in totals.values_list("group_id", "question_id", "value", "n"):
        counts[group, question][value] = n
    answers: dict[int, dict[int, Told]] = defaultdict(dict)
    for mean in ToldMean.objects.filter(group_id__in=ids).order_by("pk"):
        answers[mean.group_id][mean.question_id] = Told(
            n=mean.n,
            counts=counts.get((mean.group_id, mean.question_id)),
            mean=mean.mean,
            at_most=mean.at_most,
            at_least=mean.at_least,
        )
    return [
        ToldGroup(
            key=str(row.position),
            label=row.label,
            n=row.n,
            units=tuple(int(name) for name, _is_direct in row.parts) if row.lens == UNIT else (),
            is_merged=len(row.parts) > 1,
            answers=answers[row.pk],
        )
        for row in rows
    ]
