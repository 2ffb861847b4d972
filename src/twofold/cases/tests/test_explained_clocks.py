"""How clocks are shown: on the page, in lists, in exports and to programs, always the same."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.factories import make_case_step
from twofold.cases.actions.cases import open_case
from twofold.cases.actions.clocks import refresh_clocks
from twofold.cases.models import Case, CaseStep, ServicePolicy
from twofold.cases.queries.case_list_columns import promises
from twofold.cases.queries.explained import explained_clocks
from twofold.cases.queries.rows import case_rows, with_names
from twofold.cases.web.cases.clocks import FINEST, WIDTH, shown_clocks
from twofold.core.calendar import WorkCalendar
from twofold.core.plates import Asked
from twofold.directory.models import Unit


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in the week of Monday, 16 November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def waiting(sales, customer, amina, actor_of, now):
    """Opened on Monday at nine, waited for the customer from ten to noon on Tuesday; ten working hours are promised."""
    ServicePolicy.objects.create(name="Everyone", resolution_minutes=600, changed_at=now)
    case = open_case(
        party=customer, unit_id=sales.pk, side="external", kind="request", title="The chair wobbles",
        actor=actor_of(amina), now=on(16, 9),
    )  # fmt: skip
    for pauses, at in ((True, on(16, 10)), (False, on(17, 12))):
        make_case_step(
            case, CaseStep.Kind.MOVED, pauses=pauses, happened_at=at, label="Waiting for the customer"
        )
    refresh_clocks([case.pk], now=on(17, 12))
    return Case.objects.system("a test looks").get(pk=case.pk)


def test_the_bar_says_where_the_time_went_and_it_adds_up(waiting):
    [shown] = shown_clocks(waiting, on(17, 14, 30))
    assert [line.length for line in shown.legend] == ["2 h 30 min", "26 h", "1 h"]
    assert shown.total == "29 h 30 min"
    assert shown.chip[0] == "7 h 30 min left"
    assert [stretch.label for stretch in shown.stretches if stretch.kind == "paused"] == [
        "Waiting for the customer"
    ]
    ends = [float(part.x) + float(part.width) for part in shown.parts]
    assert ends[-1] == pytest.approx(WIDTH, abs=0.2)
    assert shown.parts[-1].kind == "ahead"


def test_a_bar_of_years_stays_a_bar(waiting):
    [shown] = shown_clocks(waiting, on(17, 12) + timedelta(days=900))
    assert len(shown.parts) == FINEST
    assert shown.left_out > 0
    assert sum(float(part.width) for part in shown.parts) == pytest.approx(WIDTH, abs=15)


def test_list_export_page_and_program_agree_on_the_hours(waiting, sales, it, amina, actor_of, program_of):
    """Even where a policy counts by the hours of another unit than the one that has the case."""
    evenings = {str(day): [["18:00", "00:00"]] for day in range(7)}
    Unit.objects.system("test").filter(pk=it.pk).update(working_hours=evenings)
    ServicePolicy.objects.system("test").update(calendar_unit=it)
    refresh_clocks([waiting.pk], now=on(17, 12), rule=True)
    now = on(17, 20)
    [told] = explained_clocks(Case.objects.system("test").get(pk=waiting.pk), now)
    assert told.clock.calendar == WorkCalendar(weekly=dict.fromkeys(range(7), ((time(18), time()),)))
    assert told.clock.left == timedelta(hours=7)
    case = with_names(Case.objects.system("test")).get(pk=waiting.pk)
    [row] = case_rows([case], now)
    assert row.promise.left == told.clock.left
    assert promises([case], Asked(actor_of(amina), now))[case.pk] == "7 working hours left"


def test_a_paused_promise_says_so_and_is_owed_at_no_moment(waiting, amina, actor_of):
    make_case_step(waiting, CaseStep.Kind.MOVED, pauses=True, happened_at=on(17, 14))
    refresh_clocks([waiting.pk], now=on(17, 14))
    case = with_names(Case.objects.system("test")).get(pk=waiting.pk)
    said = promises([case], Asked(actor_of(amina), on(20, 9)))[case.pk]
    assert said == "Paused, 8 working hours left"
    assert case.promised_at is None


def test_a_program_reads_the_clocks(waiting, amina, program_of):
    told = program_of(amina).get(f"/cases/{waiting.pk}").json()
    [clock] = told["clocks"]
    assert (clock["target"], clock["policy"], clock["seconds_promised"]) == ("resolution", "Everyone", 36_000)
    assert clock["seconds_paused"] == 26 * 3600
    assert clock["due_at"] == told["promise"]["promised_at"]


def test_the_page_shows_them(waiting, amina, client_of):
    page = client_of(amina).get(f"/cases/{waiting.pk}/").content.decode()
    assert "What was promised" in page
    assert "clock-bar" in page
    assert "Waiting for the customer" in page
