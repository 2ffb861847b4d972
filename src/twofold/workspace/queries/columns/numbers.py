"""Numbers as people write them: 1,234.50 and 1.234,50, (7.00), 1'000, € 5."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from typing import Literal

from django.utils.translation import gettext as _

from twofold.workspace.queries.columns.errors import BadCell

DecimalMark = Literal["point", "comma"]
LARGEST = 10**15
SIGNS = re.compile(r"[\s\u00a0\u202f'’€$£¥₩₹%]|(?i:eur|usd|gbp|chf)")
SOLE_COMMA = re.compile(r"^[+-]?\d{1,3},\d{3}$")
POINT = re.compile(r"^[+-]?([1-9]\d{0,2}(,\d{3})+|\d*)(\.\d*)?([eE][+-]?\d{1,2})?$")
COMMA = re.compile(r"^[+-]?([1-9]\d{0,2}(\.\d{3})+|\d*)(,\d*)?([eE][+-]?\d{1,2})?$")


def find_decimal_mark(texts: Iterable[str], *, lean: DecimalMark = "point") -> tuple[DecimalMark, bool]:
    """Whether a column writes its decimals after a point or a comma, and whether that is certain.

    :param lean: what to take when every number can be read both ways, such as 1,234
    """
    doubtful = False
    for text in texts:
        plain = SIGNS.sub("", text).strip("()")
        reads_with_point, reads_with_comma = bool(POINT.match(plain)), bool(COMMA.match(plain))
        if reads_with_point != reads_with_comma:
            return ("point" if reads_with_point else "comma"), True
        doubtful = doubtful or ("," in plain or bool(re.match(r"^[+-]?[1-9]\d{0,2}\.\d{3}$", plain)))
    return (lean, False) if doubtful else ("point", True)


def decimal_reader(mark: DecimalMark) -> Callable[[str], Decimal]:
    """Reads a cell as a number."""

    def read(text: str) -> Decimal:
        if mark == "point" and text[-1].isdecimal():
            try:
                number = Decimal(text)
            except InvalidOperation:
                number = _spelled(text, mark)
        else:
            number = _spelled(text, mark)
        if not -LARGEST < number < LARGEST:
            raise BadCell(_("“%(text)s” is too large.") % {"text": text[:40]})
        return number

    return read


def integer_reader(mark: DecimalMark) -> Callable[[str], int]:
    """Reads a cell as a whole number; "7.0" is one too."""
    decimal = decimal_reader(mark)

    def read(text: str) -> int:
        number = decimal(text)
        if number != (whole := int(number)):
            raise BadCell(_("“%(text)s” is not a whole number.") % {"text": text[:40]})
        return whole

    return read


def _spelled(text: str, mark: DecimalMark) -> Decimal:
    plain = SIGNS.sub("", text)
    if plain.startswith("(") and plain.endswith(")"):
        plain = "-" + plain[1:-1]
    if plain.endswith("-"):
        plain = "-" + plain[:-1]
    if not (POINT if mark == "point" else COMMA).match(plain) or not any(map(str.isdecimal, plain)):
        example = "1234.50" if mark == "point" else "1234,50"
        raise BadCell(
            _("“%(text)s” is not a number. Write it like %(example)s.")
            % {"text": text[:40], "example": example}
        )
    plain = plain.replace(",", "") if mark == "point" else plain.replace(".", "").replace(",", ".")
    return Decimal(plain)
