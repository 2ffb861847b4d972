"""Articles reach those for whom they are, before they even ask, and carry no marks that run."""

import pytest

from tests.factories import NOW
from twofold.cases.actions.articles import add_article, edit_article, publish_article
from twofold.cases.models import Article
from twofold.core.errors import NotAllowed
from twofold.ui.prose import prose

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles(amina, sales, actor_of, now):
    """One for each audience, and a draft."""
    actor = actor_of(amina)
    made = {}
    for audience in ("public", "colleagues", "staff", "draft"):
        article = add_article(
            unit_id=sales.pk,
            title=f"Wobbly chairs, {audience}",
            body="Tighten the **screws**.",
            audience="public" if audience == "draft" else audience,
            actor=actor,
            now=now,
        )
        if audience != "draft":
            publish_article(article, is_public=True, actor=actor, now=now)
        made[audience] = article
    return made


READ = {
    "nobody": {"public"},
    "dana": {"public"},
    "eli": {"public", "colleagues"},
}


@pytest.mark.parametrize("who", READ)
def test_each_reads_what_is_for_them(articles, who, request, client, client_of):
    base = "/help/" if who == "nobody" else "/portal/help/"
    browser = client if who == "nobody" else client_of(request.getfixturevalue(who))
    for page in (browser.get(base).text, browser.get(f"{base}?q=wobbly").text):
        assert {one for one in articles if f"chairs, {one}" in page} == READ[who]
    for audience, article in articles.items():
        status = browser.get(f"{base}{article.pk}/").status_code
        assert status == (200 if audience in READ[who] else 404)
        assert browser.post(f"{base}{article.pk}/helped/", {"yes": 1}).status_code == (
            302 if audience in READ[who] else 404
        )
    helped = Article.objects.system("test").filter(times_helped=1).count()
    assert helped == len(READ[who])


def test_they_are_suggested_while_one_types(articles, dana, client_of):
    suggested = (
        client_of(dana).get("/portal/help/suggestions/", {"title": "My chairs are terribly wobbly"}).text
    )
    assert "chairs, public" in suggested
    assert "colleagues" not in suggested


def test_colleagues_who_serve_read_all_that_is_published(articles, mallory, amina, client_of):
    seen = client_of(mallory).get("/articles/").text
    assert {one for one in articles if f"chairs, {one}" in seen} == {"public", "colleagues", "staff"}
    assert "chairs, draft" in client_of(amina).get("/articles/").text


def test_others_change_nothing(articles, mallory, actor_of, sales, now):
    with pytest.raises(NotAllowed):
        edit_article(
            articles["public"], title="x", body="y", audience="public", actor=actor_of(mallory), now=now
        )
    with pytest.raises(NotAllowed):
        add_article(
            unit_id=sales.pk, title="x", body="y", audience="public", actor=actor_of(mallory), now=now
        )
    assert Article.objects.system("test").count() == len(articles)


def test_taken_back_it_is_gone(articles, dana, amina, actor_of, client_of):
    publish_article(articles["public"], is_public=False, actor=actor_of(amina), now=NOW)
    assert "chairs" not in client_of(dana).get("/portal/help/?q=wobbly").text


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "[x](javascript:alert(1))",
        "![x](https://elsewhere.example/p.png)",
        "<img src=x onerror=y>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(text):
    drawn = prose(text)
    for danger in ("<script", "<img", 'href="javascript', 'href="data'):
        assert danger not in drawn


def test_light_marks_become_html():
    assert prose("# One\n\n- **two**") == "<h3>One</h3>\n<ul>\n<li><strong>two</strong></li>\n</ul>\n"


def test_writing_one_on_the_page(amina, sales, client_of):
    browser = client_of(amina)
    given = {"unit": sales.pk, "title": "How do I?", "body": "So.", "audience": "colleagues", "language": ""}
    address = browser.post("/articles/new/", given)["Location"]
    browser.post(f"{address}publish/")
    browser.post(f"{address}edit/", given | {"title": "How do we?"})
    article = Article.objects.system("test").get()
    assert (article.title, article.is_public, bool(article.published_at)) == ("How do we?", False, True)
    assert "<p>So.</p>" in browser.get(address).text
