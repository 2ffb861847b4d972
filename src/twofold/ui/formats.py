"""Numbers, money and times as the reader's language writes them (CLDR, by Babel)."""

from contextvars import ContextVar
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, format_time, format_timedelta
from babel.numbers import (
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
    get_currency_precision,
)
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

NOTHING = "–"
LEFT_TO_RIGHT = "\u200e"
_dates: ContextVar[str] = ContextVar("dates", default="local")


def write_dates(style: str) -> None:
    """How days are written from here on, for whoever is being answered: ``local``, or ``iso`` with the year first."""
    _dates.set(style)


def locale() -> Locale:
    """The reader's locale."""
    language, home = get_language() or "en", settings.LANGUAGE_CODE
    return _locale_of(home if home.partition("-")[0] == language else language)


@lru_cache(maxsize=100)
def _locale_of(language: str) -> Locale:
    return Locale.parse(to_locale(language))


def language_name(code: str) -> str:
    """What a language is called: en → English; the code itself if nobody knows it."""
    return locale().languages.get(code.replace("-", "_"), code)


def number(value: float | int | Decimal | None, decimals: int | None = None) -> str:
    """A number with its separators, with at most one decimal or exactly `decimals`."""
    if value is None or value == "":
        return NOTHING
    return _number(value, decimals, locale())


@lru_cache(maxsize=4_000)
def _number(value: float | int | Decimal, decimals: int | None, locale: Locale) -> str:
    pattern = "#,##0.#" if decimals is None else "#,##0" + "." * bool(decimals) + "0" * decimals
    return _minus(format_decimal(value, format=pattern, locale=locale))


def compact(value: float | int | None) -> str:
    """A number in a few characters, e.g. 1.2M."""
    if value is None:
        return NOTHING
    return _minus(
        format_compact_decimal(value, locale=locale(), fraction_digits=1 if abs(value) >= 1000 else 0)
    )


def percent(ratio: float | None, decimals: int = 0) -> str:
    """A ratio as percent: 0.42 → 42 %."""
    if ratio is None or ratio == "":
        return NOTHING
    return _percent(ratio, decimals, locale())


@lru_cache(maxsize=4_000)
def _percent(ratio: float, decimals: int, locale: Locale) -> str:
    pattern = locale.percent_formats[None].pattern
    if decimals:
        pattern = pattern.replace("#,##0", "#,##0." + "0" * decimals)
    return _minus(format_percent(ratio, format=pattern, locale=locale))


def score(value: float | None) -> str:
    """A score between −100 and 100, always with its sign."""
    if value is None:
        return NOTHING
    return _signed("+" + number(value, 0)) if round(value) > 0 else number(value, 0)


def money(amount: object, currency: str = "") -> str:
    """An amount such as `core.money.Money`, or minor units: ``{{ price|money }}``, ``{{ cents|money:"EUR" }}``."""
    minor = getattr(amount, "minor", amount)
    code = getattr(amount, "currency", currency)
    if minor is None or minor == "" or not code:
        return NOTHING
    return _money(minor, code, locale())


@lru_cache(maxsize=4_000)
def _money(minor: int, code: str, locale: Locale) -> str:
    major = Decimal(minor).scaleb(-get_currency_precision(code))
    return _minus(format_currency(major, code, locale=locale))


def when(moment: datetime | date | None, style: str = "medium") -> SafeString | str:
    """A moment or a day as a ``<time>`` element; a moment in the reader's time zone.

    The month is always a word, since 02/11 is one day here and another there.

    :param style: medium, or only the day of a moment
    """
    if moment and not isinstance(moment, datetime):
        return _day(moment, style, _dates.get(), locale())
    return _time(moment, lambda local: _written(local, style)) if moment else NOTHING


@lru_cache(maxsize=4_000)
def _day(day: date, style: str, dates: str, locale: Locale) -> SafeString:
    """A day as an element, remembered: a list has the same ones on many lines."""
    return _time(day, lambda day: _written(day, style))


def in_words(moment: datetime | date) -> str:
    """The same as plain text, for a sentence."""
    return _written(_local(moment), "medium")


def ago(moment: datetime | date | None) -> SafeString | str:
    """How long ago (or how soon), with the exact moment as the title."""
    return _time(moment, _distance) if moment else NOTHING


def _time(moment: datetime | date, text) -> SafeString:
    local = _local(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', local.isoformat(), _written(local, "full"), text(local)
    )


def _local(moment: datetime | date) -> datetime | date:
    is_aware = isinstance(moment, datetime) and timezone.is_aware(moment)
    return timezone.localtime(moment) if is_aware else moment


def _written(moment: datetime | date, style: str) -> str:
    return _spelled(moment, getattr(moment, "tzinfo", None), style, _dates.get(), locale())


@lru_cache(maxsize=8_000)
def _spelled(moment: datetime | date, zone: tzinfo | None, style: str, dates: str, locale: Locale) -> str:
    """Remembered, for lists show the same rows to many; by zone too, since the same moment is equal in all of them."""
    if style == "full":
        written = format_datetime if isinstance(moment, datetime) else format_date
        return written(moment, "long", locale=locale).removesuffix(" UTC")
    day = (
        _signed(f"{moment:%Y-%m-%d}")
        if dates == "iso"
        else format_date(moment, _with_a_word(locale), locale=locale)
    )
    if style == "day" or not isinstance(moment, datetime):
        return day
    return _beside(locale, day, format_time(moment, "short", locale=locale))


def _beside(locale: Locale, day: str, time: str) -> str:
    """A day and a time of day with the language's own comma."""
    return str(locale.datetime_formats["medium"]).replace("{1}", day).replace("{0}", time)


def _with_a_word(locale: Locale) -> str:
    """The shortest way in which the language writes a day with the month as a word."""
    return "medium" if "MMM" in locale.date_formats["medium"].pattern else "long"


def _distance(moment: datetime | date) -> str:
    if isinstance(moment, datetime):
        now = timezone.now() if timezone.is_aware(moment) else datetime.now()
        return format_timedelta(moment - now, add_direction=True, locale=locale())
    days = moment - timezone.localdate()
    if not days:
        return format_timedelta(timedelta(0), granularity="day", locale=locale())
    return format_timedelta(days, granularity="day", add_direction=True, locale=locale())


def _minus(text: str) -> str:
    """A true minus sign, which is as wide as the plus."""
    return _signed(text.replace("-", "−")) if text.startswith("-") else text


def _signed(text: str) -> str:
    """Digits with signs between keep their order where the line runs from right to left."""
    return LEFT_TO_RIGHT + text if locale().text_direction == "rtl" else text
