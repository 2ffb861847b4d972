"""Ideas for programs: proposing, in a customer's name too, and counting who is for them."""

import pytest

from tests.factories import make_idea
from twofold.feedback.models import Idea


@pytest.fixture
def api(program_of, amina):
    return program_of(amina)


def test_a_web_shop_proposes_in_a_customers_name_and_counts_each_once(api, sales, dana, eli):
    given = {"unit": sales.pk, "title": "Softer chairs", "kind": "offering", "author": dana.person_id}
    made = api.post("/ideas", given)
    assert made.status_code == 201
    assert (made.json()["side"], made.json()["votes"], made.json()["is_shown"]) == ("external", 1, False)
    votes = f"/ideas/{made.json()['id']}/votes"
    assert [api.post(votes, {"party": dana.person_id}).json()["votes"] for _again in range(2)] == [1, 1]
    assert api.post(votes, {"party": eli.person_id}).json()["votes"] == 2
    assert api.post(votes, {}).status_code == 403  # from outside: not Amina's own to vote on
    assert [one["title"] for one in api.get("/ideas?side=external").json()["items"]] == ["Softer chairs"]


def test_one_votes_oneself_on_what_comes_from_inside_and_takes_it_back(api, it, eli):
    idea = make_idea(it, eli.person, is_shown=True)
    assert api.post(f"/ideas/{idea.pk}/votes", {}).json()["votes"] == 2
    assert api.post(f"/ideas/{idea.pk}/votes", {"party": eli.person_id}).status_code == 403  # not her unit
    assert api.delete(f"/ideas/{idea.pk}/votes").json()["votes"] == 1
    assert api.post("/ideas", {"unit": it.pk, "title": " ", "kind": "work"}).status_code == 422
    assert Idea.objects.system("test").count() == 1
