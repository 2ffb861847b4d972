"""Countries: ISO 3166 codes from codes, and from names in the languages people write them in."""

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from babel import Locale
from django.utils.translation import gettext as _

from twofold.core.errors import BadInput

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da")
ALSO = {
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "great britain": "GB",
    "usa": "US",
    "u.s.a.": "US",
    "u.s.": "US",
    "united states of america": "US",
    "america": "US",
    "eire": "IE",
    "republic of ireland": "IE",
    "holland": "NL",
    "the netherlands": "NL",
    "czech republic": "CZ",
    "russian federation": "RU",
    "korea": "KR",
    "republic of korea": "KR",
    "uae": "AE",
    "rsa": "ZA",
    "viet nam": "VN",
    "turkey": "TR",
    "channel islands": "GB",
    "hong kong": "HK",
    "macau": "MO",
    "macao": "MO",
    "palestine": "PS",
    "burma": "MM",
    "ivory coast": "CI",
    "congo": "CG",
    "macedonia": "MK",
    "swaziland": "SZ",
}


@lru_cache(maxsize=4096)
def country_code(text: str) -> str:
    """The ISO 3166 alpha-2 code of a country; "" for none.

    :param text: a code (``DE``, ``DEU``) or a name in one of ten languages
    :raises BadInput: if there is no such country
    """
    if not text or not text.strip():
        return ""
    code = _codes().get(_folded(text))
    if code is None:
        raise BadInput(
            _("“%(text)s” is not a country. Write its name, or its two letters such as DE.")
            % {"text": text[:60]},
            field="country",
        )
    return code


@cache
def country_names(language: str = "en") -> Mapping[str, str]:
    """ISO code → name, sorted by name, for a list to choose from."""
    names = Locale.parse(language.replace("-", "_")).territories
    countries = {code: name for code, name in names.items() if _is_country(code)}
    return dict(sorted(countries.items(), key=lambda pair: _folded(pair[1])))


@cache
def _codes() -> Mapping[str, str]:
    codes = {}
    for language in reversed(LANGUAGES):
        for code, name in Locale.parse(language).territories.items():
            if _is_country(code):
                codes[_folded(name)] = code
    codes |= {code.lower(): code for code in country_names()}
    codes |= {long.lower(): short for short, long in _long_codes().items()}
    return codes | ALSO


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB", "QO"}


@cache
def _long_codes() -> Mapping[str, str]:
    """Alpha-2 → alpha-3, from CLDR's territory aliases (``DEU`` → ``DE``)."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    return {targets[0]: alias for alias, targets in aliases.items() if len(alias) == 3 and alias.isalpha()}


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.strip()).casefold()
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).split())
