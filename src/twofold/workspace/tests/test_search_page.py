"""The search finds what one may see, grouped by kind, and nothing else."""

from django.urls import reverse

from tests.factories import make_organization, make_person
from twofold.directory.actions.search_entries import refresh_search
from twofold.directory.models import Party

SEARCH = reverse("workspace:search")


def index_everyone() -> None:
    refresh_search(Party.objects.system("a test fills the index").values_list("pk", flat=True))


def titles(response) -> list[str]:
    return [row["hit"].title for group in response.context["groups"] for row in group["hits"]]


def test_it_finds_whom_one_serves(client_of, amina, sales, it):
    dana = make_person("Dana Novak", known_to=(sales,))
    make_person("Danuta Nowak", known_to=(it,))
    index_everyone()
    response = client_of(amina).get(SEARCH, {"q": "dan"})
    assert titles(response) == ["Dana Novak"]
    assert reverse("directory:party-detail", args=[dana.pk]) in response.content.decode()


def test_a_stale_index_shows_nobody_who_is_out_of_reach(client_of, amina, sales):
    dana = make_person("Dana Novak", known_to=(sales,))
    index_everyone()
    dana.known_to.all().delete()
    assert titles(client_of(amina).get(SEARCH, {"q": "dana"})) == []


def test_a_colleague_one_also_serves_comes_once(client_of, amina, eli, sales):
    from tests.factories import make_known

    make_known(eli.person, sales)
    index_everyone()
    assert titles(client_of(amina).get(SEARCH, {"q": "eli moreau"})) == ["Eli Moreau"]


def test_while_typing_only_the_list_is_sent(client_of, amina, sales):
    make_organization("Oslo Chairs", known_to=(sales,))
    index_everyone()
    response = client_of(amina).get(SEARCH, {"q": "oslo"}, headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"<mark>Oslo</mark> Chairs" in response.content


def test_it_can_be_narrowed_to_a_kind(client_of, amina, sales):
    make_organization("Sales Partners", known_to=(sales,))
    index_everyone()
    both = client_of(amina).get(SEARCH, {"q": "sales"})
    assert {"Sales Partners", "Sales"} < set(titles(both))
    assert titles(client_of(amina).get(SEARCH, {"q": "sales", "kind": "unit"})) == ["Sales"]


def test_an_empty_page_says_what_to_do(client_of, amina):
    assert "Type a name" in client_of(amina).get(SEARCH).content.decode()
    assert "Nothing has these words" in client_of(amina).get(SEARCH, {"q": "qwertz"}).content.decode()


def test_any_text_may_be_asked_for(client_of, amina):
    for text in ('"', "*", "a AND (", "%00", "\x00", "x" * 5_000, "'; DROP TABLE"):
        assert client_of(amina).get(SEARCH, {"q": text}).status_code == 200
