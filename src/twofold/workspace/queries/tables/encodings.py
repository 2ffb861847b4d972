"""In which encoding a text is written."""

import codecs

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
EASTERN = ("cp949", "cp932", "gb18030", "big5", "euc_jp")
CANDIDATES = (
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1257",
    *EASTERN,
    "koi8_r",
    "cp437",
    "mac_roman",
)
WESTERN_SIGNS = frozenset("€£©®°–—‘’“”…\xa0§²³½«»")
SAMPLE = 128 << 10
ASCII = bytes(range(128))


def check_encoding(name: str) -> str:
    """The codec of that name.

    :raises BadInput: if Python knows none, or it is none for text
    """
    try:
        codec = codecs.lookup(name)
        "".encode(codec.name)
    except (LookupError, TypeError):
        raise BadInput(
            _("There is no encoding “%(name)s”. Usual ones are utf-8, cp1252, latin-1 and utf-16.")
            % {"name": name},
            field="encoding",
        ) from None
    return codec.name


def find_encoding(sample: bytes) -> str:
    """The encoding of a sample: its mark, UTF-16 by its zeros, UTF-8 if it is that, else the likeliest of the older ones."""
    for mark, name in MARKS:
        if sample.startswith(mark):
            return name
    if utf_16 := _utf_16(sample):
        return utf_16
    if _is_utf_8(sample):
        return "utf-8"
    return _older(_telling(sample)[:SAMPLE])


def _is_utf_8(sample: bytes) -> bool:
    """Whether a text is UTF-8, a few damaged lines apart: nine in ten of its bytes beyond ASCII must be."""
    if sample.isascii():
        return True
    lost = len(sample) - len(sample.decode("utf-8", errors="ignore").encode())
    return lost <= len(sample.translate(None, ASCII)) * 0.1


def _utf_16(sample: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain letters is zero."""
    even, odd = sample[0::2], sample[1::2]
    if odd and odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if even and even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return ""


def _telling(sample: bytes) -> bytes:
    """The lines of a sample that are not plain ASCII: only they tell encodings apart."""
    return b"\n".join(line for line in sample.split(b"\n") if not line.isascii()) or sample


def _older(sample: bytes) -> str:
    if _reads_as_western(sample):
        return "cp1252"
    best = from_bytes(sample, cp_isolation=list(CANDIDATES)).best()
    return codecs.lookup(best.encoding).name if best else "latin-1"


def _reads_as_western(sample: bytes) -> bool:
    """Whether, read as CP1252, nearly everything beyond ASCII is a letter between plain letters or a usual sign."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    beyond = [at for at, char in enumerate(text) if char > "\x7f"]
    fitting = sum(text[at] in WESTERN_SIGNS or _stands_alone(text, at) for at in beyond)
    return fitting >= 0.95 * len(beyond)


def _stands_alone(text: str, at: int) -> bool:
    """Whether a character is a letter with plain neighbors, as an accented letter mostly is."""
    return text[at].isalpha() and text[max(at - 1, 0) : at].isascii() and text[at + 1 : at + 2].isascii()
