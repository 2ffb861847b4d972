"""Articles as words for an answer: those for colleagues stay inside, those for staff are for nobody who is answered."""

import re
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from twofold.cases.models import Article
from twofold.cases.queries.articles import find_articles
from twofold.core.access import visible_list
from twofold.core.actor import Actor
from twofold.core.errors import NotVisible
from twofold.core.plates import Insert, Insertable

LOOKED_AT = 12
HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
EMPHASIS = re.compile(r"(\*\*|__|`)(\S.*?)\1")
LINK = re.compile(r"\[([^\]\n]+)\]\(([^)\s]+)\)")
OFFERED = 6


def find_inserts(text: str, actor: Actor, leaves_the_house: bool) -> Sequence[Insertable]:
    """Articles that the words find and that may go into the answer, best first."""
    if len(text.strip()) < 2:
        return []
    ids = [article.pk for article in find_articles(actor, text, LOOKED_AT)]
    fit = _fit(actor, leaves_the_house).in_bulk(ids)
    return [_insertable(fit[pk]) for pk in ids if pk in fit][:OFFERED]


def take_insert(pk: int, actor: Actor, leaves_the_house: bool) -> Insertable:
    """One article that may go into the answer.

    :raises NotVisible: if the actor may not read it, or whoever is answered may not
    """
    article = _fit(actor, leaves_the_house).filter(pk=pk).first()
    if article is None:
        raise NotVisible
    return _insertable(article)


def _fit(actor: Actor, leaves_the_house: bool) -> QuerySet[Article]:
    inside = Q() if not leaves_the_house else Q(is_public=True)
    return visible_list(Article, actor).filter(inside, is_for_staff_only=False, published_at__isnull=False)


def _insertable(article: Article) -> Insertable:
    place = "cases:help-article" if article.is_public else "portal:help-article"
    return Insertable(
        article.pk,
        article.title,
        _plain(article.body),
        reverse(place, args=[article.pk]),
        _("For everyone") if article.is_public else _("For colleagues"),
    )


def _plain(text: str) -> str:
    """The words without the light marks of articles, which a mail would show as they are."""
    words = EMPHASIS.sub(r"\2", HEADING.sub("", text))
    return LINK.sub(r"\1 (\2)", words).strip()


ARTICLES = Insert("article", gettext_lazy("Articles"), "book", find_inserts, take_insert)
