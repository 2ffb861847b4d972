"""How stars read, and how they are drawn: the sentence is what is read aloud, the drawing is hidden from it."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from twofold.ui.assets import icon_svg

MOST_DRAWN = 10


def plain_stars(stars: Decimal) -> str:
    """The number, without zeros behind the point."""
    return number_format(stars.normalize() + 0, use_l10n=True)


def stars_in_words(stars: Decimal | None, most: int) -> str:
    """E.g. “2 of 5 stars”."""
    if stars is None:
        return _("No stars")
    return _("%(stars)s of %(most)s stars") % {"stars": plain_stars(stars), "most": most}


def draw_stars(stars: Decimal | None, most: int) -> SafeString:
    """A row of stars with the same in words; scales of more than ten are words only."""
    words = stars_in_words(stars, most)
    if stars is None or most > MOST_DRAWN:
        return format_html('<span class="muted">{}</span>', words)
    drawn = (
        (f"is-{kind}", icon_svg("star-half" if kind == "half" else "star")) for kind in _kinds(stars, most)
    )
    return format_html(
        '<span class="stars" title="{}"><span class="stars-drawn" aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        words,
        format_html_join("", '<span class="{}">{}</span>', drawn),
        words,
    )


def _kinds(stars: Decimal, most: int) -> Iterator[str]:
    for place in range(most):
        left = stars - place
        yield "full" if left >= Decimal("0.75") else "half" if left >= Decimal("0.25") else "empty"
