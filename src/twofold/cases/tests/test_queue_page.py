from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_case, make_colleague, make_person, make_relationship
from twofold.cases.actions.queueing import refresh_queue
from twofold.cases.models import Case, HandOut, StreamShare, UnitQueue
from twofold.core.actor import Level

DAY = timedelta(days=1)


@pytest.fixture
def now():
    """The pages read the clock themselves."""
    return timezone.now()


@pytest.fixture
def waiting(sales, now):
    UnitQueue.objects.create(unit=sales, takes_plain=True)

    def waiting(title="A lamp", side="external", **fields):
        case = make_case(make_relationship(sales, make_person(known_to=(sales,)), side), title, **fields)
        refresh_queue([case.pk], now=now)
        return case

    return waiting


def test_next_leads_to_the_case_and_says_why(waiting, sales, amina, client_of):
    waiting("A lamp")
    client = client_of(amina)
    assert "A lamp" in client.get("/queue/").text
    answer = client.post("/queue/next/", {"unit": sales.pk}, follow=True)
    assert "A lamp" in answer.text
    assert "External, potential" in answer.text
    assert "A lamp" in client.get("/queue/").text
    assert "Nothing waits for you" in client.post("/queue/next/", {"unit": sales.pk}, follow=True).text


def test_of_very_many_it_says_that_there_are_more(waiting, sales, amina, client_of, monkeypatch):
    for module in ("queue_heads", "queue_streams"):
        monkeypatch.setattr(f"twofold.cases.queries.{module}.COUNTED", 2)
    for _case in range(3):
        waiting()
    assert "<strong>2+</strong>" in client_of(amina).get("/queue/").text


def test_who_leads_sets_the_weights(waiting, sales, amina, bo, client_of):
    weights = {
        f"{side}_{standing}": 1
        for side in ("internal", "external")
        for standing in ("current", "past", "potential")
    }
    given = weights | {"internal_past": 3, "unit": sales.pk}
    assert "Change the weights" not in client_of(amina).get("/queue/").text
    assert client_of(amina).post("/queue/weights/", given).status_code == 403
    assert client_of(bo).post("/queue/weights/", given | {"internal_past": 0}).status_code == 422
    client_of(bo).post("/queue/weights/", given)
    assert StreamShare.objects.get(unit=sales, stream="internal_past").weight == 3


def test_the_queue_of_others_is_not_there(waiting, sales, mallory, eli, client_of):
    waiting("A lamp")
    assert client_of(mallory).get(f"/queue/?unit={sales.pk}").status_code == 404
    assert client_of(mallory).get(f"/queue/fairness/?unit={sales.pk}").status_code == 404
    assert "A lamp" not in client_of(eli).get("/queue/").text


def test_who_may_only_look_has_no_queue(sales, client_of):
    vera = make_colleague("Vera Vance", sales, Level.VIEW)
    assert client_of(vera).get("/queue/").status_code == 403


@pytest.mark.parametrize("count", [1, 20])
def test_it_takes_as_many_queries_however_many_wait(
    count, waiting, sales, amina, client_of, now, django_assert_max_num_queries
):
    for _ in range(count):
        hand_out(waiting(), amina, now, 1)
        waiting()
    client = client_of(amina)
    client.get("/queue/")
    with django_assert_max_num_queries(32):
        client.get("/queue/")
    with django_assert_max_num_queries(32):
        client.get("/queue/fairness/")


def hand_out(case, user, now, days, **fields):
    stream = Case.objects.system("test").get(pk=case.pk).stream
    Case.objects.system("test").filter(pk=case.pk).update(is_in_queue=False, assignee=user.person_id)
    return HandOut.objects.create(
        case=case,
        unit_id=case.unit_id,
        person=user.person,
        stream=stream,
        handed_at=now - timedelta(days=days),
        waited_seconds=86400 * days,
        **fields,
    )


def test_the_report_counts_those_who_wait_and_names_what_went_past(waiting, sales, amina, client_of, now):
    for days in range(1, 13):
        hand_out(waiting(), amina, now, days)
    hand_out(waiting(side="internal"), amina, now, 1, override_reason="He stood at the counter")
    waiting(side="internal")
    answer = client_of(amina).get(
        "/queue/fairness/", {"unit": sales.pk, "more": 1, "external_potential": 2, "internal_potential": 1}
    )
    assert "He stood at the counter" in answer.text
    fair = answer.context["fair"]
    assert [(one.stream.value, one.asked, one.handed) for one in fair.streams] == [
        ("external_potential", 12, 12),
        ("internal_potential", 2, 1),
    ]
    assert [one.name for one in answer.context["what_if"].scenarios] == [
        "Fair queue",
        "First come",
        "Strict order",
        "What if",
    ]


def test_an_empty_report_says_what_to_do(sales, amina, client_of):
    assert "Nothing was handed out" in client_of(amina).get("/queue/fairness/").text
