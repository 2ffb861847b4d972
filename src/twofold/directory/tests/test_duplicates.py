"""The search for duplicates, and what people decide about pairs."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from tests.factories import make_contact_point, make_organization, make_person
from twofold.core.errors import Conflict, NotAllowed
from twofold.directory.actions.duplicate_decisions import compare_again, keep_apart, look_for_duplicates
from twofold.directory.actions.find_duplicates import find_duplicates
from twofold.directory.models import DuplicateSearch, Identifier, PossibleDuplicate
from twofold.jobs.actions.run import run_due_jobs
from twofold.timeline.models import ChangedRow

PAIRS = "/parties/duplicates/"
LETTERS = str.maketrans("0123456789", "ghijklmnop")


@pytest.fixture
def doubles(sales):
    """Dana twice, and someone else."""
    one = make_person("Dana Berg", known_to=(sales,))
    other = make_person("Dana Bergh", known_to=(sales,))
    for person in (one, other):
        make_contact_point(person, "dana@example.org")
        make_contact_point(person, "+4930123456", kind="phone")
    make_person("Someone Else", known_to=(sales,))
    return one, other


@pytest.fixture
def pair(doubles, now) -> PossibleDuplicate:
    one, other = doubles
    return PossibleDuplicate.objects.create(
        first=one, second=other, likelihood=0.9, reasons=[["same", "email"], ["name", 0.97]], found_at=now
    )


def look(now, *, whole=True) -> list[PossibleDuplicate]:
    search = DuplicateSearch.objects.create(is_whole=whole, started_at=now)
    find_duplicates(search, now=lambda: now)
    return list(PossibleDuplicate.objects.system("a test looks").order_by("-likelihood", "pk"))


def test_it_finds_whom_two_addresses_and_nearly_the_name_give_away(doubles, now):
    (found,) = look(now)
    assert (found.first, found.second) == doubles
    assert found.is_certain
    assert found.reasons == [["same", "email"], ["same", "phone"], ["name", 0.96]]


def test_other_numbers_in_one_system_are_never_certain(doubles, now):
    for party, number in zip(doubles, ("1", "2"), strict=True):
        Identifier.objects.create(party=party, scheme="customer_no", value=number)
    (found,) = look(now)
    assert not found.is_certain
    assert ["different", "identifier:customer_no"] in found.reasons


def test_among_many_it_finds_the_same_ones_every_time(sales, doubles, now):
    for number in range(80):
        word = sha256(str(number).encode()).hexdigest().translate(LETTERS)
        party = make_person(f"{word[:7]} {word[8:16]}".title(), known_to=(sales,))
        make_contact_point(party, f"p{number}@example.org")
    (found,) = look(now)
    assert (found.first, found.second) == doubles
    assert [again.likelihood for again in look(now)] == [found.likelihood]


def test_organisations_and_people_are_looked_at_separately(sales, now):
    make_person("Nord Holz", known_to=(sales,))
    make_organization("Nord Holz", known_to=(sales,))
    assert look(now) == []


def test_a_later_search_keeps_what_was_decided_and_drops_what_is_not_alike_any_more(doubles, pair, now):
    keep_apart_as_house(pair, now)
    (found,) = look(now)
    assert found.state == PossibleDuplicate.State.DISTINCT


def test_an_open_pair_that_is_not_alike_any_more_is_dropped(doubles, pair, now):
    _one, other = doubles
    other.contact_points.system("a test changes").delete()
    type(other).objects.system("a test changes").filter(pk=other.pk).update(
        name="Xaver Quint", given_name="Xaver", family_name="Quint"
    )
    assert look(now) == []


def test_the_next_search_is_idle_if_nothing_has_changed(doubles, pair, now):
    DuplicateSearch.objects.create(
        started_at=now + timedelta(days=1), finished_at=now + timedelta(days=1), step="done"
    )
    assert look(now + timedelta(days=2), whole=False) == [pair]


def keep_apart_as_house(pair, now):
    PossibleDuplicate.objects.system("a test decides").filter(pk=pair.pk).update(
        state=PossibleDuplicate.State.DISTINCT, decided_at=now
    )


def test_amina_keeps_two_apart_and_takes_it_back(amina, pair, actor_of, now, last_event):
    keep_apart(pair, actor=actor_of(amina), now=now)
    event = last_event()
    assert event.verb == "directory.parties_kept_apart"
    row = ChangedRow.objects.get(event_id=event.pk)
    assert (row.kind, row.old["state"], row.new["state"]) == (
        "directory.possibleduplicate",
        "open",
        "distinct",
    )
    compare_again(pair, actor=actor_of(amina), now=now)
    pair.refresh_from_db(from_queryset=PossibleDuplicate.objects.system("a test looks"))
    assert (pair.state, pair.decided_at) == ("open", None)


def test_it_is_decided_once(amina, pair, actor_of, now, everything):
    keep_apart(pair, actor=actor_of(amina), now=now)
    before = everything()
    with pytest.raises(Conflict, match="decided this already"):
        keep_apart(pair, actor=actor_of(amina), now=now)
    assert everything() == before


def test_who_may_not_change_both_does_not_decide(mallory, pair, actor_of, now, everything):
    before = everything()
    with pytest.raises(NotAllowed, match="both"):
        keep_apart(pair, actor=actor_of(mallory), now=now)
    assert everything() == before


def test_bo_has_the_register_looked_through(bo, doubles, client_of):
    client = client_of(bo)
    assert client.post(f"{PAIRS}look/").status_code == 302
    assert "Waiting for its turn" in client.get(PAIRS).content.decode()
    run_due_jobs(clock=lambda: timezone.now() + timedelta(seconds=5))
    page = client.get(PAIRS).content.decode()
    for text in ("Dana Berg", "Dana Bergh", "same e-mail", "Merge…", "Two different parties", "Last looked"):
        assert text in page


def test_one_search_at_a_time(bo, actor_of, now):
    look_for_duplicates(actor=actor_of(bo), now=now)
    with pytest.raises(Conflict, match="under way"):
        look_for_duplicates(actor=actor_of(bo), now=now)
    assert DuplicateSearch.objects.count() == 1


def test_amina_does_not_start_a_search(amina, actor_of, now):
    with pytest.raises(NotAllowed, match="leads"):
        look_for_duplicates(actor=actor_of(amina), now=now)
    assert not DuplicateSearch.objects.exists()


def test_for_mallory_the_pair_does_not_exist(mallory, pair, client_of):
    client = client_of(mallory)
    assert "Dana" not in client.get(PAIRS).content.decode()
    assert client.post(f"{PAIRS}{pair.pk}/apart/").status_code == 404


def test_the_page_keeps_them_apart_and_offers_to_undo(amina, pair, client_of):
    client = client_of(amina)
    answer = client.post(f"{PAIRS}{pair.pk}/apart/", headers={"HX-Request": "true"})
    assert "Noted: two different parties." in answer.content.decode()
    assert "Undo" in answer.content.decode()
    assert "Dana Bergh" in client.get(f"{PAIRS}?show=apart").content.decode()
    assert "Nothing to decide." in client.get(PAIRS).content.decode()
    assert client.post(f"{PAIRS}{pair.pk}/again/").status_code == 302
    assert "Dana Bergh" in client.get(PAIRS).content.decode()


def test_many_pairs_take_as_many_queries_as_one(
    amina, sales, pair, client_of, now, django_assert_max_num_queries
):
    for _number in range(19):
        one, other = make_person(known_to=(sales,)), make_person(known_to=(sales,))
        PossibleDuplicate.objects.create(first=one, second=other, likelihood=0.8, found_at=now)
    client = client_of(amina)
    with django_assert_max_num_queries(24):
        client.get(PAIRS)
