"""Cases on a board: a card goes into a column by the verb that leads there."""

import json

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.models import Case, CaseStep
from twofold.timeline.models import Event

HTMX = {"HX-Request": "true"}


@pytest.fixture
def case(sales, customer) -> Case:
    return make_case(make_relationship(sales, customer), "The chair wobbles")


@pytest.fixture
def move(case, client_of):
    """Someone drops the card into a column of a board."""

    def drop(user, by, to, *, htmx=True, **more):
        stated = {"layout": "board", "by": by, "to": str(to), **more}
        return client_of(user).post(f"/lists/case/{case.pk}/move/", stated, headers=HTMX if htmx else {})

    return drop


def stored(case: Case) -> Case:
    return Case.objects.system("a test looks").get(pk=case.pk)


def toast_of(answer) -> dict:
    return json.loads(answer["HX-Trigger"])["toast"]


def columns(client, address) -> dict[str, list[str]]:
    page = client.get(address)
    return {
        one["column"].value: [card.name for card in one["cards"]] for one in page.context["board_columns"]
    }


def test_resolving_on_the_board_asks_what_was_done_and_tells_the_customer(case, amina, move):
    asked = move(amina, "state", "resolved")
    assert "What was done" in asked.text and asked["HX-Retarget"] == "#move-words"
    assert stored(case).is_open
    wordless = move(amina, "state", "resolved", words=" ")
    assert wordless.status_code == 422
    assert stored(case).is_open
    done = move(amina, "state", "resolved", words="A new leg.")
    assert done["HX-Retarget"] == "#list-body" and "resolved" in toast_of(done)["text"]
    assert (stored(case).state, stored(case).resolution) == ("resolved", "A new leg.")
    assert Event.objects.system("a test looks").filter(verb="cases.case_resolved").count() == 1


def test_without_scripts_the_same_question_is_a_page(case, amina, move):
    page = move(amina, "state", "resolved", htmx=False)
    assert page.status_code == 200 and "What was done" in page.text
    back = move(amina, "state", "resolved", htmx=False, words="A new leg.")
    assert back.url.startswith("/cases/?layout=board")
    assert not stored(case).is_open


def test_what_cannot_be_reopened_says_so_before_anyone_writes(case, amina, move):
    answer = move(amina, "state", "open")
    assert answer.status_code == 409 and answer["HX-Reswap"] == "none"
    assert "open already" in toast_of(answer)["text"]


def test_giving_it_to_someone_is_the_verb_and_can_be_taken_back(case, amina, bo, move, client_of):
    given = move(bo, "assignee", amina.person_id)
    assert stored(case).assignee_id == amina.person_id
    assert CaseStep.objects.system("a test looks").filter(kind="assigned").count() == 1
    client_of(bo).post(toast_of(given)["undo"])
    assert stored(case).assignee_id is None
    assert not CaseStep.objects.system("a test looks").filter(kind="assigned").exists()


def test_the_column_of_nobody_takes_it_from_whoever_has_it(case, amina, bo, move, client_of):
    move(bo, "assignee", amina.person_id)
    board = columns(client_of(bo), "/cases/?layout=board&by=assignee")
    assert board[str(amina.person_id)] == ["The chair wobbles"] and board[""] == []
    move(bo, "assignee", "")
    assert columns(client_of(bo), "/cases/?layout=board&by=assignee")[""] == ["The chair wobbles"]


def test_whoever_looks_after_it_without_a_column_stands_among_others(case, mallory, bo, client_of):
    Case.objects.system("a test prepares").update(assignee_id=mallory.person_id)
    board = columns(client_of(bo), "/cases/?layout=board&by=assignee")
    assert board["others"] == ["The chair wobbles"]
    assert str(mallory.person_id) not in board


def test_passing_it_on_asks_why(case, sales, logistics, chidi, move):
    asked = move(chidi, "unit", logistics.pk)
    assert "Why" in asked.text
    assert stored(case).unit_id == sales.pk
    move(chidi, "unit", logistics.pk, words="They have the glue.")
    assert stored(case).unit_id == logistics.pk


def test_it_is_absent_for_whoever_does_not_see_it(case, mallory, move):
    assert move(mallory, "state", "resolved", words="Gone.").status_code == 404
    assert stored(case).is_open


def test_cards_do_not_go_where_there_is_no_column(case, amina, move):
    assert move(amina, "state", "nowhere").status_code == 422
    assert move(amina, "kind", "question").status_code == 403
    assert move(amina, "assignee", "others").status_code == 422
    assert stored(case).kind == case.kind
