"""What the search knows of articles: title and words, for those who may read them."""

from collections.abc import Iterable

from twofold.cases.models import Article
from twofold.search.actions.index import Entry, index_many, unindex

KIND = "article"
PUBLIC, COLLEAGUES, STAFF = "article-public", "article-colleagues", "staff"
REASON = "the index holds what anyone might find; scopes say who does"


def refresh_articles(ids: Iterable[int]) -> None:
    """Write anew what the search knows of these articles. Called in the transaction of whatever changed them."""
    ids = list(ids)
    articles = list(Article.objects.system(REASON).filter(pk__in=ids))
    index_many(
        Entry(KIND, one.pk, one.title, one.changed_at, body=one.body[:20_000], scopes=scopes_of(one))
        for one in articles
    )
    gone = set(ids) - {one.pk for one in articles}
    if gone:
        unindex(KIND, gone)


def scopes_of(article: Article) -> list[str]:
    """Who finds it: before it is published, those who may write in its unit."""
    if article.published_at is None:
        return [f"u{article.unit_id}"]
    if article.is_for_staff_only:
        return [STAFF]
    return [STAFF, COLLEAGUES, PUBLIC] if article.is_public else [STAFF, COLLEAGUES]
