"""A review as it comes in, whichever way, and what of it can be kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from twofold.core.errors import BadInput
from twofold.feedback.models import ReviewSource

LONGEST = {
    "title": 300,
    "text": 20_000,
    "author_name": 200,
    "language": 10,
    "place": 120,
    "product": 120,
    "answer": 20_000,
}
LONGEST_ID = 200
LONGEST_LINK = 500
A_DAY = timedelta(days=1)
"""How far another clock and another zone may run ahead of ours."""
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Arrived:
    """What a source says about one review.

    :param external_id: what it is called there; "" where nothing is: it is then known by who wrote what, and when
    :param stars: on the source's own scale; None on a mere mention. Zero stars are a value
    :param written_at: None where the source does not say
    :param changed_at: when its author last changed it, if the source says
    :param product: what it is about, as it is called there
    :param unit_id: whom it is about; None: as the rules of the source have it
    :param offering_id: what it is about; None: as the rules of the source have it
    """

    external_id: str = ""
    stars: Decimal | None = None
    title: str = ""
    text: str = ""
    author_name: str = ""
    language: str = ""
    place: str = ""
    product: str = ""
    link: str = ""
    written_at: datetime | None = None
    changed_at: datetime | None = None
    unit_id: int | None = None
    offering_id: int | None = None
    party_id: int | None = None
    relationship_id: int | None = None
    answer: str = ""
    answered_at: datetime | None = None

    @property
    def moment(self) -> datetime | None:
        """From when what it says is, as far as the source tells."""
        return max(filter(None, (self.written_at, self.changed_at)), default=None)


def cleaned(arrived: Arrived, source: ReviewSource, *, now: datetime) -> Arrived:
    """The review as it is kept.

    :raises BadInput: naming what cannot be used
    """
    texts = {name: _clean(getattr(arrived, name)) for name in LONGEST}
    for name, longest in LONGEST.items():
        if len(texts[name]) > longest:
            raise BadInput(
                _("This holds more than the %(longest)s characters that are kept of it.")
                % {"longest": longest},
                field=name,
            )
    stars = _stars(arrived.stars, source)
    if stars is None and not (texts["title"] or texts["text"]):
        raise BadInput(_("A review gives stars or says something. This one does neither."), field="text")
    for name in ("written_at", "changed_at", "answered_at"):
        if (moment := getattr(arrived, name)) and moment > now + A_DAY:
            raise BadInput(_("That lies in the future."), field=name)
    clean = replace(arrived, **texts, stars=stars, link=_link(arrived.link))
    return replace(clean, external_id=_known_as(clean))


def of_five(stars: Decimal | None, source: ReviewSource) -> Decimal | None:
    """Stars of any scale, were five the most."""
    if stars is None:
        return None
    return (stars * 5 / source.most_stars).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _clean(words: str) -> str:
    lines = words.replace("\x00", "").replace("\r\n", "\n").encode("utf-8", "replace").decode("utf-8")
    return lines.strip()


def _stars(stars: Decimal | None, source: ReviewSource) -> Decimal | None:
    if stars is None:
        return None
    if not stars.is_finite() or not 0 <= stars <= source.most_stars:
        raise BadInput(
            _("Stars lie between 0 and %(most)s here, not at %(stars)s.")
            % {"most": source.most_stars, "stars": stars},
            field="stars",
        )
    return stars.quantize(TENTH, ROUND_HALF_UP)


def _link(link: str) -> str:
    link = link.strip()
    if not link:
        return ""
    try:
        is_address = urlsplit(link).scheme in ("http", "https") and bool(urlsplit(link).hostname)
    except ValueError:
        is_address = False
    if not is_address or len(link) > LONGEST_LINK or any(sign <= " " for sign in link):
        raise BadInput(_("This is not an address on the web."), field="link")
    return link


def erased_id(external_id: str) -> str:
    """By what a review that was erased is known again, so that it stays so; its name there is gone."""
    return _digest(["erased", external_id]).replace("sha256", "erased")


def _known_as(arrived: Arrived) -> str:
    name = " ".join(arrived.external_id.replace("\x00", "").split())
    if name:
        return name if len(name) <= LONGEST_ID else _digest([name])
    day = arrived.written_at.date().isoformat() if arrived.written_at else ""
    return _digest([arrived.link, arrived.author_name, day, arrived.title, arrived.text])


def _digest(words: Iterable[str]) -> str:
    return "sha256:" + hashlib.sha256("\n".join(words).encode()).hexdigest()
