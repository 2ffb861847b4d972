"""What stands between the cells of a text, and around them."""

import csv
import re
from collections import Counter
from contextlib import suppress

DELIMITERS = (",", ";", "\t", "|")
LINES = 200
QUOTED = {
    quote: re.compile(rf"(?:^|[,;\t|]){quote}[^{quote}\n]*{quote}(?=[,;\t|\r\n]|$)", re.MULTILINE)
    for quote in "\"'"
}


def stated_delimiter(text: str) -> tuple[str, str]:
    """What a first line ``sep=;`` says, as Excel writes and reads it, and the text after that line."""
    first, _end, rest = text.partition("\n")
    stated = re.fullmatch(r"sep=([,;\t|])\s*", first)
    return (stated[1], rest) if stated else ("", text)


def find_quote(text: str) -> str:
    """The sign around quoted cells: single only when cells stand in single quotes and none in double ones."""
    if QUOTED['"'].search(text):
        return '"'
    return "'" if len(QUOTED["'"].findall(text)) > 2 else '"'


def find_delimiter(text: str, quote: str) -> str:
    """The sign that cuts most lines into the same number of cells, the more cells the better."""
    best = max(DELIMITERS, key=lambda delimiter: _fit(text, delimiter, quote))
    return best if _fit(text, best, quote) > (0, 0) else ","


def _fit(text: str, delimiter: str, quote: str) -> tuple[float, int]:
    lines = text.splitlines(keepends=True)[:LINES]
    counts: Counter[int] = Counter()
    with suppress(csv.Error):  # a cell over the limit: judge by what came before it
        counts.update(
            len(cells) for cells in csv.reader(lines, delimiter=delimiter, quotechar=quote) if cells
        )
    if not counts:
        return (0, 0)
    header = len(next(csv.reader(lines, delimiter=delimiter, quotechar=quote), ()))
    width, often = counts.most_common(1)[0]
    if width < 2:
        return (0, 0)
    share = often / counts.total()
    return (share * (1 if header == width else 0.5) * min(width, 4) ** 0.5, width)
