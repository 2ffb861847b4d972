"""Countries by any of their names and codes."""

from functools import cache

from babel import Locale
from babel.core import get_global
from django.utils.translation import gettext as _

from twofold.workspace.queries.columns.errors import BadCell

LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "nl",
    "pt",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "tr",
    "ja",
    "ko",
    "zh",
)
ALSO = {
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "united states of america": "US",
    "america": "US",
    "eire": "IE",
    "republic of ireland": "IE",
    "holland": "NL",
    "the netherlands": "NL",
    "rsa": "ZA",
    "czech republic": "CZ",
    "turkey": "TR",
    "south korea": "KR",
    "korea": "KR",
    "republic of korea": "KR",
    "hong kong": "HK",
    "macau": "MO",
    "uae": "AE",
    "uk": "GB",
}


def read_country(text: str) -> str:
    """The two letters of a country, given by name in one of many languages or by code."""
    found = _names().get(_plain(text))
    if not found:
        raise BadCell(
            _("“%(text)s” is no country that is known here. Write its name or its two letters, e.g. DE.")
            % {"text": text[:60]}
        )
    return found


@cache
def _names() -> dict[str, str]:
    territories = {
        code: code for code in Locale("en").territories if len(code) == 2 and code not in NOT_COUNTRIES
    }
    names = {code.lower(): code for code in territories}
    for old, new in get_global("territory_aliases").items():
        if len(new) == 1 and new[0] in territories:
            names.setdefault(old.lower(), new[0])
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in territories:
                names.setdefault(_plain(name), code)
    return names | ALSO


NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", "").split())
