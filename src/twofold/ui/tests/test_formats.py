"""Numbers, money and times are written as the reader's language writes them."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from twofold.ui import figures, formats

SPACE = "\xa0"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (8000, None, "8,000"),
        (1.25, None, "1.2"),
        (1.25, 2, "1.25"),
        (-4, None, "−4"),
        (0, None, "0"),
        (None, None, "–"),
    ],
)
def test_a_number(value, decimals, text):
    assert formats.number(value, decimals) == text


def test_a_number_in_german():
    with translation.override("de"):
        assert formats.number(1234.5) == "1.234,5"
        assert formats.percent(0.656, 1) == f"65,6{SPACE}%"


@pytest.mark.parametrize(
    ("ratio", "decimals", "text"), [(0.42, 0, "42%"), (0.65583, 3, "65.583%"), (0, 0, "0%"), (None, 0, "–")]
)
def test_a_ratio_as_percent(ratio, decimals, text):
    assert formats.percent(ratio, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(31, "+31"), (-4, "−4"), (0, "0"), (0.2, "0"), (None, "–")])
def test_a_score_carries_its_sign(value, text):
    assert formats.score(value) == text


def test_money_from_minor_units():
    assert formats.money(1250, "EUR") == "€12.50"
    assert formats.money(SimpleNamespace(minor=1250, currency="JPY")) == "JP¥1,250"
    assert formats.money(-99, "GBP") == "−£0.99"
    assert formats.money(None, "EUR") == "–"


def test_a_moment_is_told_in_the_reader_s_time_zone():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    with timezone.override("Europe/Berlin"):
        assert 'datetime="2026-07-02T00:30:00+02:00"' in formats.when(moment)
        assert "2 Jul 2026" in formats.when(moment)


def test_a_day_is_told_without_an_hour():
    assert ">6 May 1998<" in formats.when(date(1998, 5, 6))


def test_how_long_ago_and_how_soon():
    assert ">2 hours ago<" in formats.ago(timezone.now() - timedelta(hours=2, minutes=1))
    assert ">in 3 days<" in formats.ago(timezone.localdate() + timedelta(days=3))
    assert formats.ago(None) == "–"


@pytest.mark.parametrize(
    ("value", "written"), [(2, "يومان"), (5, "5 أيام"), (2.1, "2.1 يوم"), (0.4, "0.4 يوم")]
)
def test_days_take_the_plural_of_their_language_and_keep_their_digits(value, written):
    with translation.override("ar"):
        assert figures.days(value) == written
