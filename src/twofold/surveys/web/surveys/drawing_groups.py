"""Groups by questions as a table of shades: every cell says its number, and in words where it stands out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from twofold.surveys.models import Question
from twofold.surveys.queries.results.groups import GroupCell
from twofold.surveys.queries.results.page import Results
from twofold.surveys.queries.scores import Reading
from twofold.surveys.web.surveys.drawing import held_back, score_text
from twofold.ui.formats import number

SHADES = 5


@dataclass(frozen=True)
class Shade:
    """One cell.

    :param shade: 0 where there is no number, else 1 (low) to 5 (high) on the scale of the question
    :param stands: ``above``, ``below`` or ""
    :param why: read aloud and shown on pointing
    """

    text: str
    shade: int
    stands: str
    why: str


@dataclass(frozen=True)
class DrawnTable:
    """The table, with everyone as its first row."""

    questions: Sequence[Question]
    rows: Sequence[tuple[str, int, bool, Sequence[Shade]]]
    compared: int
    stand_out: int


def drawn_table(results: Results) -> DrawnTable | None:
    """Draw the groups of the cut that is shown."""
    table = results.table
    if table is None:
        return None
    everyone = results.told.everyone
    first = [_shade(question, GroupCell(results.readings[question.pk], None)) for question in table.questions]
    rows = [
        (
            group.label,
            group.n,
            group.is_merged,
            [_shade(question, cell) for question, cell in zip(table.questions, cells, strict=True)],
        )
        for group, cells in table.rows
    ]
    return DrawnTable(
        questions=table.questions,
        rows=[(everyone.label, everyone.n, False, first), *rows],
        compared=table.compared,
        stand_out=sum(bool(shade.stands) for _label, _n, _merged, shades in rows for shade in shades),
    )


def _shade(question: Question, cell: GroupCell) -> Shade:
    text, interval = score_text(cell.reading)
    stands, against = "", cell.against
    if against is not None:
        stands = "above" if against.is_above else "below" if against.is_below else ""
    why = [_("n = %(n)s") % {"n": number(cell.reading.figure.n)}] if cell.reading.figure.n else []
    why += [_("95 %% interval %(interval)s") % {"interval": interval}] if interval else []
    why += [held_back()] if cell.reading.is_held_back else []
    if stands:
        words = _("above the rest") if stands == "above" else _("below the rest")
        why.append(f"{words} (p = {number(against.p_value, 3)})")
    return Shade(text, _step(question, cell.reading), stands, "; ".join(why))


def _step(question: Question, reading: Reading) -> int:
    """Where a score lies on its own scale, in five steps; 0 where there is none."""
    value = reading.figure.value
    if value is None:
        return 0
    low, high = {"score": (-100, 100), "percent": (0, 1)}.get(
        reading.how, (question.scale_low, question.scale_high)
    )
    return min(SHADES, 1 + int(SHADES * (value - low) / (high - low)))
