"""Which instrument a column of a survey file is, and on which scale: as the file's owner says, else as the answers look."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.surveys.models import Question

USUAL = {
    Question.Instrument.NPS: (0, 10),
    Question.Instrument.ENPS: (0, 10),
    Question.Instrument.CSAT: (1, 5),
    Question.Instrument.CES: (1, 7),
    Question.Instrument.SCALE: (1, 7),
}
FIXED = (Question.Instrument.NPS, Question.Instrument.ENPS, Question.Instrument.CES)
GUESSED_SCALES = ((1, 5), (1, 7), (1, 10), (0, 10))
CSAT_LENGTHS = (3, 4, 5, 7, 10)
RULE = re.compile(
    r"(?P<columns>[^=]+)=\s*(?P<instrument>[a-z]+)(?:\s+(?P<low>\d{1,3})\s*[-–]\s*(?P<high>\d{1,3}))?"
)
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Asked:
    """How a question was put. Text has no scale."""

    instrument: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Rule:
    """One rule of the option: columns that look like this were put like that."""

    pattern: str
    asked: Asked


def read_rules(text: str) -> list[Rule]:
    """Rules such as ``recommend = nps; E* = scale 1-7; remarks = text``.

    :raises BadInput: quoting what it does not understand, or a scale that is not the instrument's
    """
    return [_read_rule(part.strip()) for part in text.split(";") if part.strip()]


def ruled(header: str, rules: Iterable[Rule]) -> Asked | None:
    """How the first rule that fits the column says it was put."""
    name = header.strip().casefold()
    return next((rule.asked for rule in rules if fnmatchcase(name, rule.pattern)), None)


def guessed(answers: Mapping[str, Iterable[str]]) -> dict[str, Asked]:
    """How columns were put, by their headers and by the answers seen.

    Columns that share a beginning (E01, E02 …) share a scale: the smallest usual one that holds all their answers. Only a
    column that calls itself so is an NPS or another instrument, and only if its answers fit.
    """
    asked, numeric = {}, defaultdict(dict)
    for header, texts in answers.items():
        numbers = [whole_number(text) for text in texts]
        if numbers and None not in numbers:
            numeric[_beginning(header)][header] = numbers
        else:
            asked[header] = Asked(Question.Instrument.TEXT)
    for columns in numeric.values():
        scale = _smallest_scale([number for numbers in columns.values() for number in numbers])
        asked |= {header: _named(header, scale) or scale for header in columns}
    return asked


def whole_number(text: str) -> int | None:
    """The number, if it is a whole one: files write 7 as "7.0" too."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return int(number) if number.is_integer() else None


def _read_rule(part: str) -> Rule:
    match = RULE.fullmatch(part)
    instrument = match and match["instrument"]
    if instrument not in Question.Instrument.values:
        raise BadInput(
            _("“%(rule)s” is not understood. Write it like: recommend = nps; E* = scale 1-7; remarks = text.")
            % {"rule": part},
            field="option_instruments",
        )
    pattern = match["columns"].strip().casefold()
    if instrument == Question.Instrument.TEXT:
        return Rule(pattern, Asked(instrument))
    usual = USUAL[Question.Instrument(instrument)]
    scale = (int(match["low"]), int(match["high"])) if match["low"] else usual
    if (instrument in FIXED and scale != usual) or not _is_usable(instrument, *scale):
        raise BadInput(_refused_scale(instrument, *scale, usual), field="option_instruments")
    return Rule(pattern, Asked(instrument, *scale))


def _is_usable(instrument: str, low: int, high: int) -> bool:
    if instrument == Question.Instrument.CSAT:
        return high - low + 1 in CSAT_LENGTHS
    return low < high <= 100


def _refused_scale(instrument: str, low: int, high: int, usual: tuple[int, int]) -> str:
    return _("%(instrument)s is asked on %(usual)s, not on %(low)s–%(high)s. Call it “scale” instead.") % {
        "instrument": instrument.upper(),
        "usual": "–".join(map(str, usual)),
        "low": low,
        "high": high,
    }


def _beginning(header: str) -> str:
    match = WORD.match(header.strip())
    return (
        match[0].casefold() if match and header.strip()[len(match[0]) :].strip(" _-.").isdigit() else header
    )


def _smallest_scale(numbers: list[int]) -> Asked:
    low, high = min(numbers), max(numbers)
    for bottom, top in GUESSED_SCALES:
        if bottom <= low and high <= top:
            return Asked(Question.Instrument.SCALE, bottom, top)
    return Asked(Question.Instrument.TEXT)


def _named(header: str, scale: Asked) -> Asked | None:
    words = {word.casefold() for word in WORD.findall(header.replace("_", " "))}
    for instrument in (Question.Instrument.ENPS, Question.Instrument.NPS, Question.Instrument.CES):
        low, high = USUAL[instrument]
        if instrument.value in words and scale.low is not None and low <= scale.low and scale.high <= high:
            return Asked(instrument, low, high)
    if Question.Instrument.CSAT.value in words and scale.low == 1:
        return Asked(Question.Instrument.CSAT, scale.low, scale.high)
    return None
