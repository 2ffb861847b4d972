"""How results are drawn."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.surveys.models import Question
from twofold.surveys.queries.disclosure import Told
from twofold.surveys.queries.disclosure.gaps import Gap, Gaps
from twofold.surveys.queries.disclosure.guesses import Guessed, mean_of
from twofold.surveys.queries.disclosure.participation import Participated
from twofold.surveys.queries.scores import Reading
from twofold.ui.formats import number, percent, score
from twofold.ui.shapes import Figure

GREY_BELOW = 30
DEFINITIONS = {
    Question.Instrument.NPS: gettext_lazy(
        "Asked from 0 to 10: the percentage of 9 and 10 less the percentage of 0 to 6."
    ),
    Question.Instrument.ENPS: gettext_lazy(
        "Asked from 0 to 10: the percentage of 9 and 10 less the percentage of 0 to 6."
    ),
    Question.Instrument.CSAT: gettext_lazy(
        "The share that chose the top of the scale: the top two of five or more, else the top one."
    ),
    Question.Instrument.CES: gettext_lazy(
        "“… made it easy for me to handle my issue”, 1 (disagree) to 7 (agree): the mean."
    ),
}


@dataclass(frozen=True)
class Bar:
    """One column of a small distribution, in a drawing 100 wide and 24 high. Numbers as SVG writes them."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Spread:
    """A small distribution and what it says when read aloud."""

    bars: list[Bar]
    text: str


def figure_card(question: Question, reading: Reading, side: str) -> Figure:
    """A score with its interval; what is said instead of a number stands in its place."""
    figure = reading.figure
    return Figure(
        label=question.wording,
        value=figure.said_instead if figure.value is None else figure.value,
        format="text" if figure.value is None else reading.how,
        n=figure.n or None,
        low=figure.low,
        high=figure.high,
        minimum=reading.low if reading.how == "number" else None,
        maximum=reading.high if reading.how == "number" else None,
        state=_state(reading),
        definition=held_back()
        if reading.is_held_back
        else str(DEFINITIONS.get(Question.Instrument(question.instrument), "")),
        context=question.get_instrument_display(),
        side=side,
    )


def held_back() -> str:
    """Why a question is left out of what is told of a group."""
    return _("Too few answered this, or something about too few could be worked out from it.")


def _state(reading: Reading) -> str:
    if reading.is_held_back:
        return "solid"
    return "few" if reading.is_few else "noisy" if reading.figure.n < GREY_BELOW else "solid"


def rate_card(participated: Participated) -> Figure | None:
    """How many of those asked answered: as a share from five asked on."""
    if participated.share is None:
        return None
    said = {"answered": number(participated.answered), "asked": number(participated.asked)}
    asked = _("%(asked)s asked") if participated.answered is None else _("%(answered)s of %(asked)s asked")
    return Figure(
        label=_("Response rate"),
        value=participated.share,
        format="percent",
        definition=_(
            "Of all who were asked, those who sent an answer. While a protected round is open, it is told once a day."
        ),
        context=asked % said,
    )


def score_text(reading: Reading) -> tuple[str, str]:
    """A score as it is written, with its interval or ""; what is said in its place."""
    figure = reading.figure
    if figure.value is None:
        return ("", "") if reading.how == "choices" else (figure.said_instead, "")
    write = {"score": score, "percent": percent}.get(reading.how, lambda value: number(value, 2))
    interval = f"{write(figure.low)} … {write(figure.high)}" if figure.low is not None else ""
    return write(figure.value), interval


def spread_of(reading: Reading) -> Spread | None:
    """The distribution as columns, or None where it may not be told."""
    if not reading.counts:
        return None
    most, steps = max(reading.counts), len(reading.counts)
    width = 100 / steps
    bars = [
        Bar(f"{place * width + width * 0.1:.2f}", f"{24 - height:.2f}", f"{width * 0.8:.2f}", f"{height:.2f}")
        for place, height in enumerate(max(24 * count / most, 0.6) for count in reading.counts)
    ]
    told = ", ".join(f"{step}: {n}" for step, n in enumerate(reading.counts, start=reading.low))
    return Spread(bars, told)


def gap_chart(gaps: Gaps) -> dict:
    """Expected and perceived means side by side, with the numbers behind them."""
    rows = gaps.by_dimension or gaps.by_item
    labels = [gap.label for gap in rows]
    return {
        "option": {
            "tooltip": {},
            "legend": {},
            "xAxis": {"type": "category", "data": labels},
            "yAxis": {"type": "value", "scale": True, "name": ""},
            "series": [
                _line(_("Expected"), [gap.expected for gap in rows]),
                _line(_("Perceived"), [gap.perceived for gap in rows]),
                {
                    "name": _("Gap"),
                    "type": "bar",
                    "data": [round(gap.gap.point, 4) for gap in rows],
                    "barWidth": "45%",
                },
            ],
        },
        "columns": [_("Items"), _("Expected"), _("Perceived"), _("Gap"), _("95 % interval")],
        "rows": [_row(gap) for gap in [*rows, gaps.overall]],
    }


def guess_line(guessed: Guessed) -> str:
    """What was guessed beside what was answered, each with how many."""
    return _(
        "“%(question)s”: guessed on average %(guess)s (n = %(guesses)s), answered %(mean)s (n = %(n)s)."
    ) % {
        "question": guessed.question.in_general,
        "guess": _mean(guessed.guess),
        "guesses": number(guessed.guess.n),
        "mean": _mean(guessed.answer),
        "n": number(guessed.answer.n),
    }


def _mean(told: Told) -> str:
    if told.at_most is not None:
        return _("at most %(step)s") % {"step": number(told.at_most)}
    if told.at_least is not None:
        return _("at least %(step)s") % {"step": number(told.at_least)}
    return number(mean_of(told), 1)


def _line(name: str, values: list[float]) -> dict:
    return {"name": name, "type": "line", "symbolSize": 8, "data": [round(value, 4) for value in values]}


def _row(gap: Gap) -> list[str]:
    interval = gap.gap.interval
    between = f"{number(interval.low, 3)} … {number(interval.high, 3)}" if interval else "–"
    means = (number(value, 3) for value in (gap.expected, gap.perceived, gap.gap.point))
    return [gap.label or _("All"), *means, between]
