"""Two people at the same record at the same moment: one is done, the other reads a sentence, and nothing is half done."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.factories import make_case, make_import_run, make_person, make_relationship
from twofold.cases.actions.next_case import next_case
from twofold.cases.actions.queueing import refresh_queue
from twofold.cases.models import HandOut, UnitQueue
from twofold.core.errors import Conflict, DomainError
from twofold.directory.actions.merge import merge_parties
from twofold.directory.models import Party, PartyAlias
from twofold.timeline.models import Event
from twofold.workspace.actions.run_import import run_import
from twofold.workspace.actions.undo import undo_event
from twofold.workspace.actions.undo_import import undo_import
from twofold.workspace.models import ImportRun

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer at a time"),
]
REASON = "a test looks"
PATIENCE = 120


def at_once(first: Callable, second: Callable) -> object:
    """What `second` answers, which began while `first` had not ended: that ends as soon as `second` waits for it."""

    def elsewhere() -> object:
        try:
            return second()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(elsewhere)
            until_it_waits(other)
        return other.result(timeout=PATIENCE)


def until_it_waits(other: Future) -> None:
    """Look until somebody waits for a lock. Were nobody to, the other would be over without having waited."""
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            assert not other.done(), f"it did not wait, but answered {other.result()}"
            time.sleep(0.01)
    raise AssertionError("it neither waited nor ended")


@pytest.fixture
def people(sales):
    return [make_person(name, known_to=(sales,), home_unit=sales) for name in ("Ann", "Anna", "Anne")]


@pytest.fixture
def merge(actor_of, amina, now):
    """`merge(a, b)`: makes one of both, under the id of the first."""

    def merge(stays: Party, goes: Party) -> Event:
        merge_parties([stays.pk, goes.pk], survivor_id=stays.pk, actor=actor_of(amina), now=now)
        return Event.objects.system(REASON).filter(verb="directory.parties_merged").latest("pk")

    return merge


@pytest.fixture
def undo(actor_of, amina, now):
    return lambda event: undo_event(event.pk, actor=actor_of(amina), now=now)


def names() -> set[str]:
    return set(Party.objects.system(REASON).filter(name__startswith="Ann").values_list("name", flat=True))


@pytest.mark.parametrize("crosswise", [False, True])
def test_of_two_merges_of_the_same_two_one_is_refused(people, merge, crosswise):
    ann, anna, _anne = people
    refusal = at_once(lambda: merge(ann, anna), lambda: merge(anna, ann) if crosswise else merge(ann, anna))
    assert isinstance(refusal, Conflict) and "was merged into Ann already" in refusal.sentence
    assert names() == {"Ann", "Anne"}
    assert list(PartyAlias.objects.values_list("old_id", "party_id")) == [(anna.pk, ann.pk)]
    assert Event.objects.system(REASON).filter(verb="directory.parties_merged").count() == 1


def test_a_merge_is_not_undone_while_what_came_of_it_is_merged(people, merge, undo):
    ann, anna, anne = people
    event = merge(ann, anna)
    refusal = at_once(lambda: merge(anne, ann), lambda: undo(event))
    assert isinstance(refusal, Conflict) and "merged again since" in refusal.sentence
    assert names() == {"Anne"}
    assert dict(PartyAlias.objects.values_list("old_id", "party_id")) == {anna.pk: anne.pk, ann.pk: anne.pk}


def test_what_came_of_a_merge_is_merged_as_its_undo_leaves_it(people, merge, undo):
    ann, anna, anne = people
    event = merge(ann, anna)
    answer = at_once(lambda: undo(event), lambda: merge(anne, ann))
    assert isinstance(answer, Event)
    assert names() == {"Anna", "Anne"}
    assert dict(PartyAlias.objects.values_list("old_id", "party_id")) == {ann.pk: anne.pk}


def test_of_two_undos_of_a_merge_one_is_refused(people, merge, undo):
    event = merge(*people[:2])
    refusal = at_once(lambda: undo(event), lambda: undo(event))
    assert isinstance(refusal, Conflict) and "undone on" in refusal.sentence
    assert names() == {"Ann", "Anna", "Anne"}


def test_no_import_begins_while_one_of_its_kind_is_being_undone(sales, bo, actor_of, now):
    done, waiting = (
        make_import_run(sales, bo, record_type="people", state=state) for state in ("done", "waiting")
    )
    bos = {"actor": actor_of(bo), "now": now}
    refusal = at_once(lambda: undo_import(done, **bos), lambda: run_import(waiting, [], **bos))
    assert isinstance(refusal, Conflict) and "is being undone" in refusal.sentence
    kept = ImportRun.objects.system(REASON).get(pk=waiting.pk)
    assert (kept.state, kept.error, kept.position) == ("failed", refusal.sentence, 0)
    assert ImportRun.objects.system(REASON).get(pk=done.pk).state == "undoing"


@pytest.fixture
def three_waiting(sales, now):
    """Three plain cases in the queue of Sales."""
    UnitQueue.objects.create(unit=sales, takes_plain=True)
    bond = make_relationship(sales, make_person(known_to=(sales,)))
    cases = [make_case(bond, opened_at=now).pk for _ in range(3)]
    refresh_queue(cases, now=now)
    return cases


def test_two_who_ask_for_the_next_case_at_once_get_two(three_waiting, sales, amina, bo, actor_of, now):
    given = []
    other = at_once(
        lambda: given.append(next_case(sales.pk, actor=actor_of(amina), now=now)),
        lambda: next_case(sales.pk, actor=actor_of(bo), now=now),
    )
    assert len({given[0].case_id, other.case_id} & set(three_waiting)) == 2


def test_many_who_ask_at_once_share_what_there_is(three_waiting, sales, amina, bo, actor_of, now):
    actors = [actor_of(amina), actor_of(bo)] * 2

    def ask(actor) -> int | None:
        try:
            given = next_case(sales.pk, actor=actor, now=now)
        finally:
            connection.close()
        return given and given.case_id

    with ThreadPoolExecutor(len(actors)) as pool:
        given = [case for case in pool.map(ask, actors) if case]
    assert sorted(given) == sorted(three_waiting)
    assert HandOut.objects.system(REASON).count() == 3
