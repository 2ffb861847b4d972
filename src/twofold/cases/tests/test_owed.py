"""Four promises of ten days, by hand."""

from datetime import timedelta

import pytest

from tests.factories import make_case, make_relationship
from twofold.cases.models import Case
from twofold.cases.queries.measures import days_to_resolve_figure, owed_figure, promises_kept_figure
from twofold.cases.queries.owed import count_owed, late, owed_cases, promises_kept

DAY = timedelta(days=1)


@pytest.fixture
def dealt(sales, customer, now):
    """A is kept, B broken, C late and open, D running, E was promised nothing."""
    relationship = make_relationship(sales, customer)

    def case(title, opened, promised=None, resolved=None):
        return make_case(
            relationship,
            title,
            opened_at=now - opened * DAY,
            promised_at=None if promised is None else now - promised * DAY,
            resolved_at=None if resolved is None else now - resolved * DAY,
            state="open" if resolved is None else "resolved",
        )

    return [
        case("A", 30, 20, 25),
        case("B", 30, 20, 15),
        case("C", 14, 4),
        case("D", 5, -5),
        case("E", 9),
    ]


def everything():
    return Case.objects.system("test")


def test_what_is_owed_stands_in_the_order_of_promises(dealt, amina, actor_of, now):
    cases = owed_cases(actor_of(amina), side="external")
    assert [case.title for case in cases] == ["C", "D", "E"]
    assert [case.title for case in late(cases, now)] == ["C"]
    assert not owed_cases(actor_of(amina), side="internal").exists()


def test_outsiders_are_owed_nothing_they_can_see(dealt, mallory, actor_of):
    assert not owed_cases(actor_of(mallory)).exists()


def test_it_is_counted_as_of_a_moment(dealt, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        owed = count_owed(everything(), now)
    assert (owed.open, owed.late, owed.unassigned, owed.oldest_late) == (3, 1, 3, 4 * DAY)
    before = count_owed(everything(), now - 18 * DAY)
    assert (before.open, before.late, before.oldest_late) == (1, 1, 2 * DAY)


def test_a_promise_is_decided_when_kept_or_missed(dealt, now):
    """Kept: A. Broken: B, and C although it is still open. D runs, E was promised nothing."""
    share = promises_kept(everything(), now)
    assert (share.count, share.n) == (1, 3)
    week = promises_kept(everything(), now, 7 * DAY)
    assert (week.count, week.n) == (0, 1)


def test_few_promises_are_not_a_share(dealt, sales, now):
    figure = promises_kept_figure(frozenset({sales.pk}), "external", now)
    assert (figure.value, figure.n, figure.said_instead) == (None, 3, "too few promises")
    assert figure.detail == {"kept": 1, "broken": 2}


def test_nine_of_twelve_by_wilson(sales, customer, now):
    """Wilson's interval of 9 of 12: 46.8 to 91.1 %."""
    relationship = make_relationship(sales, customer)
    for number in range(12):
        ended = now - (5 if number < 9 else 1) * DAY
        make_case(
            relationship,
            opened_at=now - 9 * DAY,
            promised_at=now - 3 * DAY,
            resolved_at=ended,
            state="resolved",
        )
    figure = promises_kept_figure(frozenset({sales.pk}), "external", now)
    assert (figure.value, figure.n) == (0.75, 12)
    assert (round(figure.low, 3), round(figure.high, 3)) == (0.468, 0.911)


def test_the_mirror_shows_what_is_owed(dealt, sales, it, now):
    figure = owed_figure(frozenset({sales.pk}), "external", now)
    assert (figure.value, figure.detail) == (3.0, {"late": 1, "oldest_late_days": 4.0, "unassigned": 3})
    assert owed_figure(frozenset({it.pk}), "external", now).value == 0.0


def test_half_of_twelve_are_resolved_within_six_days(sales, customer, now):
    """Resolved after 1 to 12 days: by Kaplan and Meier half are done on day 6."""
    relationship = make_relationship(sales, customer)
    for days in range(1, 13):
        opened = now - 20 * DAY
        make_case(relationship, opened_at=opened, resolved_at=opened + days * DAY, state="resolved")
    figure = days_to_resolve_figure(frozenset({sales.pk}), "external", now)
    assert (figure.value, figure.n, figure.detail["p90_days"]) == (6.0, 12, 11.0)
    assert figure.low < 6 < figure.high
    assert days_to_resolve_figure(frozenset({sales.pk}), "internal", now).value is None
