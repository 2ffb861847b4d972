"""Editing many records: through the gate, as one event, which can be taken back."""

import pytest

from tests.factories import make_organization, make_person
from twofold.core.errors import BadInput, Conflict
from twofold.core.plates import Asked, RowChange
from twofold.core.renewing import renew
from twofold.directory.models import Party
from twofold.search.models import SearchEntry
from twofold.timeline.models import ChangedRow, Event, Mention
from twofold.workspace.actions import bulk_edit, undo
from twofold.workspace.actions.batches import BatchSize
from twofold.workspace.actions.bulk_edit import carry_out, start_bulk_edit, stop_bulk_edit
from twofold.workspace.actions.undo import carry_on, undo_event
from twofold.workspace.models import BulkRun
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.previews import preview
from twofold.workspace.queries.lists.scopes import Scope


@pytest.fixture
def customers(sales) -> list[Party]:
    return [make_organization(f"Company {n}", known_to=(sales,), country="DE") for n in range(5)]


@pytest.fixture
def parties(amina, actor_of):
    return listed("party", actor_of(amina))


def countries() -> list[str]:
    return list(
        Party.objects.system("a test looks")
        .filter(kind="organization")
        .order_by("pk")
        .values_list("country", flat=True)
    )


def in_germany(parties) -> Scope:
    return Scope(parties, None, {"all": [{"field": "country", "op": "any_of", "value": ["DE"]}]})


def run_of(scope, values, actor, now) -> BulkRun:
    return carry_out(start_bulk_edit(scope, values, actor=actor, now=now), actor=actor)


def test_all_that_match_are_changed_by_one_event(customers, parties, amina, actor_of, now):
    run = run_of(in_germany(parties), {"country": "AT"}, actor_of(amina), now)
    assert (run.state, run.total, run.done, run.refused) == ("done", 5, 5, 0)
    assert countries() == ["AT"] * 5
    event = Event.objects.system("a test looks").get()
    assert (event.verb, event.pk) == ("workspace.records_edited", run.event_id)
    assert ChangedRow.objects.filter(event=event).count() == 5
    assert set(Mention.objects.filter(event=event).values_list("party_id", flat=True)) == {
        one.pk for one in customers
    }


def test_each_unit_whose_records_were_changed_reads_of_it(sales, it, chidi, bo, mallory, eli, actor_of, now):
    """Whether they were all of one unit or of several; nobody else does."""
    of = {unit: make_organization("Oaks", known_to=(unit,), home_unit=unit).pk for unit in (sales, it)}
    boss = actor_of(chidi)
    for units, readers in (((it,), {mallory}), ((sales, it), {bo, mallory})):
        scope = Scope(listed("party", boss), tuple(sorted(of[unit] for unit in units)), {})
        event = run_of(scope, {"country": f"{'AT' if readers == {mallory} else 'CH'}"}, boss, now).event_id
        seen = {one for one in (bo, mallory, eli) if Event.objects.visible_to(actor_of(one)).filter(pk=event)}
        assert seen == readers


def test_it_can_be_taken_back(customers, parties, amina, actor_of, now):
    run = run_of(in_germany(parties), {"country": "AT", "language": "de"}, actor_of(amina), now)
    undo_event(run.event_id, actor=actor_of(amina), now=now)
    assert countries() == ["DE"] * 5


def test_an_undo_by_a_job_stands_on_the_timeline_of_all(
    customers, parties, amina, actor_of, now, monkeypatch
):
    run = run_of(in_germany(parties), {"country": "AT"}, actor_of(amina), now)
    monkeypatch.setattr(undo, "AT_ONCE", 2)
    undone = undo_event(run.event_id, actor=actor_of(amina), now=now).run
    while carry_on(undone, actor=actor_of(amina), now=now):
        pass
    undone.refresh_from_db(from_queryset=BulkRun.objects.system("a test looks"))
    mentioned = Mention.objects.filter(event_id=undone.event_id).values_list("party_id", flat=True)
    assert (undone.state, undone.done, sorted(mentioned)) == ("done", 5, [one.pk for one in customers])
    assert countries() == ["DE"] * 5


@pytest.mark.parametrize(("field", "is_renewed"), [("country", False), ("name", True)])
def test_an_undo_makes_anew_only_what_depends_on_what_came_back(customers, now, field, is_renewed):
    SearchEntry.objects.update(body="as it was")
    renew([RowChange(Party, customers[0].pk, {field: "AT"}, {field: "DE"})], now=now)
    assert SearchEntry.objects.exclude(body="as it was").exists() == is_renewed


@pytest.mark.parametrize(("most", "pauses"), [(None, 2), (500, 0)])
def test_a_job_leaves_room_between_batches(
    customers, parties, amina, actor_of, now, monkeypatch, most, pauses
):
    slept: list[float] = []
    monkeypatch.setattr(bulk_edit, "sleep", slept.append)
    monkeypatch.setattr(bulk_edit, "BatchSize", lambda seconds: BatchSize(2, seconds=1000))
    monkeypatch.setattr(BatchSize, "learn", lambda self, rows, seconds: None)
    run = start_bulk_edit(in_germany(parties), {"country": "AT"}, actor=actor_of(amina), now=now)
    assert carry_out(run, actor=actor_of(amina), most=most).done == 5
    assert len(slept) == pauses


def test_what_one_may_not_change_stays_and_says_why(customers, parties, it, amina, actor_of, now):
    foreign = make_person("Kim", known_to=(it,), country="DE")
    scope = Scope(parties, tuple(sorted([customers[0].pk, foreign.pk])), {})
    run = run_of(scope, {"country": "AT"}, actor_of(amina), now)
    assert (run.done, run.refused) == (2, 1)
    assert run.samples[0][0] == foreign.pk
    assert Party.objects.system("a test looks").get(pk=foreign.pk).country == "DE"


def test_saying_what_is_so_already_is_no_event(customers, parties, amina, actor_of, now):
    run = run_of(in_germany(parties), {"country": "DE"}, actor_of(amina), now)
    assert (run.state, run.event_id) == ("done", None)
    assert not Event.objects.system("a test looks").exists()


def test_the_preview_tells_what_will_become_of_each(customers, parties, amina, actor_of, now):
    Party.objects.system("a test prepares").filter(pk=customers[0].pk).update(country="AT")
    scope = Scope(parties, tuple(sorted(one.pk for one in customers)), {})
    told = preview(scope, {"country": "AT"}, Asked(actor_of(amina), now))
    assert (told.total, told.will_change, told.already_so, told.may_not) == (5, 4, 1, 0)
    assert told.rows[0].old["country"] == "DE"
    assert countries() == ["AT", *["DE"] * 4]


def test_a_stopped_run_goes_no_further(customers, parties, amina, actor_of, now):
    run = start_bulk_edit(in_germany(parties), {"country": "AT"}, actor=actor_of(amina), now=now)
    stop_bulk_edit(run, now=now)
    run.refresh_from_db(from_queryset=BulkRun.objects.system("a test looks"))
    assert carry_out(run, actor=actor_of(amina)).done == 0
    with pytest.raises(Conflict):
        stop_bulk_edit(run, now=now)
    assert countries() == ["DE"] * 5


def test_someone_else_carrying_it_out_is_noticed(customers, parties, amina, actor_of, now):
    run = start_bulk_edit(in_germany(parties), {"country": "AT"}, actor=actor_of(amina), now=now)
    BulkRun.objects.system("another process").filter(pk=run.pk).update(position=customers[1].pk)
    with pytest.raises(Conflict):
        carry_out(run, actor=actor_of(amina))


@pytest.mark.parametrize("values", [{}, {"created_at": None}])
def test_it_refuses_what_the_list_does_not_edit(customers, parties, amina, actor_of, now, values):
    with pytest.raises(BadInput):
        start_bulk_edit(in_germany(parties), values, actor=actor_of(amina), now=now)
    assert not BulkRun.objects.system("a test looks").exists()


def test_a_batch_costs_as_many_queries_for_few_as_for_many(customers, sales, parties, amina, actor_of, now):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    for some in (customers[:1], customers):
        scope = Scope(parties, tuple(one.pk for one in some), {})
        with CaptureQueriesContext(connection) as queries:
            run_of(scope, {"country": "AT" if len(some) == 1 else "CH"}, actor_of(amina), now)
        counted.append(len(queries))
    assert counted[1] - counted[0] <= 4  # one statement for each row that is written, on SQLite in one call
