"""Writing articles, publishing them, and hearing whether they help."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from twofold.cases.actions.refusals import LONGEST_WORDS, required_words
from twofold.cases.actions.search_articles import refresh_articles
from twofold.cases.models import Article
from twofold.core.access import change_visible, get_visible, require_level
from twofold.core.actor import Actor, Level
from twofold.core.errors import BadInput
from twofold.timeline.actions.record import record

LONGEST_TITLE = 200
AUDIENCES = ("public", "colleagues", "staff")


def audience_of(article: Article) -> str:
    """For whom it is: everyone, all who work here, or those who serve."""
    return "staff" if article.is_for_staff_only else "public" if article.is_public else "colleagues"


@transaction.atomic
def add_article(
    *, unit_id: int, title: str, body: str, audience: str, language: str = "", actor: Actor, now: datetime
) -> Article:
    """Begin an article. Nobody outside the unit reads it before it is published.

    :param audience: one of `AUDIENCES`
    :raises NotAllowed: if the actor does not work in the unit
    :raises BadInput: naming the field
    """
    require_level(actor, Level.WORK, unit_id, _("You do not work in this unit. Choose one of yours."))
    article = Article(unit_id=unit_id, changed_at=now)
    _state(article, title, body, audience, language)
    article.save()
    _settle("cases.article_added", article, actor, now)
    return article


@transaction.atomic
def edit_article(
    article: Article, *, title: str, body: str, audience: str, language: str = "", actor: Actor, now: datetime
) -> Article:
    """Change what it says, or for whom it is.

    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    :raises BadInput: naming the field
    """
    with change_visible(Article, actor, article.pk) as article:
        _state(article, title, body, audience, language)
        article.changed_at = now
        article.save()
    _settle("cases.article_changed", article, actor, now)
    return article


@transaction.atomic
def publish_article(article: Article, *, is_public: bool, actor: Actor, now: datetime) -> Article:
    """Show it to those for whom it is, or take it back.

    :param is_public: True: from now on; False: not any more
    :raises NotVisible: if the actor may not see it
    :raises NotAllowed: if the actor does not work in its unit
    """
    with change_visible(Article, actor, article.pk) as article:
        article.published_at = now if is_public else None
        article.save(update_fields=["published_at"])
    _settle("cases.article_published" if is_public else "cases.article_taken_back", article, actor, now)
    return article


@transaction.atomic
def rate_article(article: Article, *, helped: bool, actor: Actor) -> None:
    """Count whether it helped whoever read it. Nobody is named.

    :raises NotVisible: if the actor may not read it
    """
    get_visible(Article, actor, article.pk)
    counted = "times_helped" if helped else "times_not_helped"
    Article.objects.system("whoever reads it says so").filter(pk=article.pk).update(
        **{counted: F(counted) + 1}
    )


def _state(article: Article, title: str, body: str, audience: str, language: str) -> None:
    if audience not in AUDIENCES:
        raise BadInput(_("Say for whom it is."), field="audience")
    article.title = " ".join(required_words(title, "title", _("Give it a title.")).split())
    if len(article.title) > LONGEST_TITLE:
        raise BadInput(_("A title holds %(n)s characters.") % {"n": LONGEST_TITLE}, field="title")
    article.body = required_words(body, "body", _("Write the answer."))[:LONGEST_WORDS]
    article.language = language
    article.is_public, article.is_for_staff_only = audience == "public", audience == "staff"


def _settle(verb: str, article: Article, actor: Actor, now: datetime) -> None:
    refresh_articles([article.pk])
    record(verb, subject=article, actor=actor, now=now, unit_id=article.unit_id)
