"""The case moves on in another tab: nobody's words and nobody's decision is lost."""

import re

from tests.factories import make_colleague
from twofold.cases.actions.cases import assign_case, resolve_case
from twofold.cases.models import Case

HTMX = {"HX-Request": "true"}


def assignee(case) -> int | None:
    return Case.objects.system("a test looks").get(pk=case.pk).assignee_id


def original(page) -> str:
    return re.search(r'name="assign-original" value="([^"]+)"', page.text).group(1)


def test_a_draft_answer_stays_when_the_case_was_resolved_elsewhere(case, amina, bo, actor_of, client_of, now):
    resolve_case(case, resolution="Leg replaced.", actor=actor_of(bo), now=now)
    given = {"assign-assignee": amina.person_id, "answer-words": "Half an answer"}
    page = client_of(amina).post(f"/cases/{case.pk}/assign/", given, headers=HTMX)
    assert page.status_code == 422
    assert "What you were writing" in page.text
    assert "Half an answer" in page.text


def test_an_answer_sent_too_late_stays_with_the_sentence(case, amina, bo, actor_of, client_of, now):
    resolve_case(case, resolution="Leg replaced.", actor=actor_of(bo), now=now)
    page = client_of(amina).post(f"/cases/{case.pk}/answer/", {"answer-words": "A whole answer"})
    assert page.status_code == 422
    assert page.text.count("A whole answer") == 1
    assert "resolved" in page.text


def test_after_reopening_the_draft_stands_where_it_was_written(case, amina, bo, actor_of, client_of, now):
    resolve_case(case, resolution="Leg replaced.", actor=actor_of(bo), now=now)
    given = {"reopen-reason": "It wobbles again", "answer-words": "Half an answer"}
    page = client_of(amina).post(f"/cases/{case.pk}/reopen/", given, headers=HTMX)
    assert page.status_code == 200
    assert "Half an answer" in page.text
    assert "What you were writing" not in page.text


def test_whoever_gave_it_second_hears_of_the_first(case, sales, amina, bo, actor_of, client_of, now):
    femi = make_colleague("Femi Ade", sales)
    page = client_of(amina).get(f"/cases/{case.pk}/")
    assign_case(case, person_id=femi.person_id, actor=actor_of(bo), now=now)
    given = {"assign-assignee": amina.person_id, "assign-original": original(page)}
    refused = client_of(amina).post(f"/cases/{case.pk}/assign/", given)
    assert refused.status_code == 422
    assert "Femi Ade has it by now" in refused.text
    assert assignee(case) == femi.person_id
    again = given | {"assign-original": original(refused)}
    assert client_of(amina).post(f"/cases/{case.pk}/assign/", again).status_code == 302
    assert assignee(case) == amina.person_id


def test_the_same_choice_twice_is_no_conflict(case, amina, bo, actor_of, client_of, now):
    page = client_of(amina).get(f"/cases/{case.pk}/")
    assign_case(case, person_id=amina.person_id, actor=actor_of(bo), now=now)
    given = {"assign-assignee": amina.person_id, "assign-original": original(page)}
    assert client_of(amina).post(f"/cases/{case.pk}/assign/", given).status_code == 302
