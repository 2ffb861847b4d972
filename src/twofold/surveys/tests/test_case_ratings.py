"""The ratings of cases in their report: by unit, type and week, told from ten on, by nobody's name."""

from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_case, make_person, make_relationship, make_survey, make_unit
from twofold.cases.models import CaseType
from twofold.surveys.models import Answer, Invitation, Question, Response, Wave
from twofold.surveys.queries.case_ratings import case_ratings

REASON = "test"
A_WEEK = timedelta(days=7)
NUMBERS = count()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def asking(sales, now):
    """A survey after cases that asks how satisfied one was, of five."""
    survey = make_survey(sales, "After a case")
    question = Question.objects.create(
        survey=survey,
        code="csat",
        position=9,
        instrument="csat",
        scale_low=1,
        scale_high=5,
        wording="How was it?",
    )
    wave = Wave.objects.create(survey=survey, number=1, state=Wave.State.OPEN, opens_at=now - 9 * A_WEEK)
    return wave, question


def rated(asking, unit, number, closed_at, type=None):
    wave, question = asking
    bond = make_relationship(unit, make_person(known_to=(unit,)))
    case = make_case(bond, "It wobbles", type=type)
    invitation = Invitation.objects.create(
        wave=wave,
        party=bond.customer,
        relationship=bond,
        unit=unit,
        token_hash=f"{next(NUMBERS):064}",
        subject_kind="cases.case",
        subject_id=case.pk,
        subject_at=closed_at,
        due_at=closed_at,
        sent_at=closed_at,
    )
    sheet = Response.objects.create(
        survey=wave.survey,
        wave=wave,
        invitation=invitation,
        relationship=bond,
        unit=unit,
        answered_at=closed_at,
        submission=uuid4(),
    )
    Answer.objects.create(response=sheet, question=question, number=number)
    return case


def told(actor, now, **more):
    since = {"since": now - 52 * A_WEEK, "until": now}
    return case_ratings(actor, **{"sides": ("external",), "unit_ids": None} | since | more)


def test_shares_are_told_from_ten_ratings_on(asking, sales, bo, actor_of, now):
    desk, repair = make_unit("Desk", parent=sales), CaseType.objects.create(name="Repair", kind="request")
    for number in (5, 4, 4, 3, 5, 2, 5, 4, 5, 1):
        rated(asking, sales, number, now - A_WEEK, repair)
    for number in (1, 5):
        rated(asking, desk, number, now - 3 * A_WEEK)

    ratings = told(actor_of(bo), now)

    assert (ratings.asked, ratings.whole.n, ratings.whole.count) == (12, 12, 8)
    assert [(line.key, line.share.n, line.share.shown) for line in ratings.by_unit] == [
        ("Desk", 2, None),
        ("Sales", 10, 0.7),
    ]
    assert [(line.key, line.share.n) for line in ratings.by_type] == [("Repair", 10), (None, 2)]
    assert [line.share.n for line in ratings.weeks] == [2, 0, 10]
    assert told(actor_of(bo), now, unit_ids={desk.pk}).whole.n == 2


def test_a_rating_stays_where_it_was_asked_for(asking, sales, logistics, bo, actor_of, now):
    case = rated(asking, sales, 5, now - A_WEEK)
    case.unit = logistics
    case.save(update_fields=["unit"])

    assert [line.key for line in told(actor_of(bo), now).by_unit] == ["Sales"]


def test_who_may_not_see_the_sheets_is_told_nothing(asking, sales, mallory, actor_of, now):
    rated(asking, sales, 5, now - A_WEEK)

    ratings = told(actor_of(mallory), now, sides=("external", "internal"))

    assert (ratings.asked, ratings.whole.n, ratings.colleagues) == (0, 0, [])


def test_the_report_shows_them_without_anybodys_name(asking, sales, amina, client_of, now):
    for number in (5, 4, 4, 3, 5, 2, 5, 4, 5, 1):
        case = rated(asking, sales, number, now - A_WEEK)
    page, address = client_of(amina), reverse("surveys:case-rating-report")

    assert address in page.get(reverse("cases:case-report"), {"days": 90}).content.decode()
    shown = page.get(address, {"days": 90}).content.decode()

    assert "10 ratings, 10 asked" in shown
    assert "70" in shown
    assert case.relationship.customer.name not in shown
