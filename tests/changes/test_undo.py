"""Taking an act back."""

import pytest

from tests.dumps import dump
from tests.factories import make_case, make_contact_point, make_organization, make_person, make_relationship
from twofold.cases.actions.cases import assign_case
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible
from twofold.directory.actions.affiliations import affiliate, end_affiliation
from twofold.directory.actions.contact_points import add_contact_point, remove_contact_point
from twofold.directory.actions.parties import add_person, edit_party
from twofold.directory.actions.units import edit_unit, move_unit
from twofold.directory.models import Affiliation, ContactPoint, Party, Unit
from twofold.timeline.models import ChangedRow, Event
from twofold.workspace.actions.undo import undo_event
from twofold.workspace.models import BulkRun

RUNS = ("workspace.bulkrun",)


@pytest.fixture
def customer(sales):
    """Someone whom Sales knows."""
    return make_person("Ingrid Berg", known_to=(sales,), home_unit=sales, country="NO")


@pytest.fixture
def act(actor_of, amina, now):
    """Who acts, unless a test says otherwise."""
    return {"actor": actor_of(amina), "now": now}


def last() -> int:
    return Event.objects.system("test").order_by("-pk").values_list("pk", flat=True)[0]


def found(party: Party) -> Party:
    return Party.objects.system("test").get(pk=party.pk)


def test_an_edit_is_taken_back_and_the_search_with_it(customer, act):
    before = dump()
    edit_party(customer, name="Ingrid Lund", country="SE", **act)
    undone = undo_event(last(), **act)
    assert undone.sentence == "Undone."
    assert dump(but=RUNS) == {label: rows for label, rows in before.items() if label not in RUNS}


def test_the_undo_is_an_act_that_can_be_taken_back(customer, act):
    edit_party(customer, name="Ingrid Lund", **act)
    undo_event(last(), **act)
    undo_event(last(), **act)
    assert found(customer).name == "Ingrid Lund"


def test_what_somebody_has_changed_since_is_kept_and_listed(customer, act, actor_of, bo):
    edit_party(customer, name="Ingrid Lund", country="SE", **act)
    event = last()
    edit_party(found(customer), name="Inga Lund", actor=actor_of(bo), now=act["now"])
    run = undo_event(event, **act).run
    assert (found(customer).name, found(customer).country) == ("Inga Lund", "NO")
    [kept] = run.samples
    assert (kept["record"], kept["theirs"], kept["would"]) == ("Inga Lund", "Inga Lund", "Ingrid Berg")
    assert kept["why"] == "It has been changed since."


def test_the_name_to_sort_by_stays_with_a_name_that_stays(customer, act):
    edit_party(customer, name="Abel", **act)
    event = last()
    edit_party(found(customer), name="ABEL", **act)
    with pytest.raises(Conflict):
        undo_event(event, **act)
    assert found(customer).sort_name == "abel"


def test_it_refuses_a_second_time(customer, act):
    edit_party(customer, name="Ingrid Lund", **act)
    event = last()
    undo_event(event, **act)
    with pytest.raises(Conflict, match="undone on"):
        undo_event(event, **act)
    assert found(customer).name == "Ingrid Berg"
    assert BulkRun.objects.system("test").count() == 1


def test_it_refuses_when_everything_has_been_changed_since(customer, act):
    edit_party(customer, name="Ingrid Lund", **act)
    event = last()
    edit_party(found(customer), name="Inga Lund", **act)
    with pytest.raises(Conflict, match="changed since"):
        undo_event(event, **act)
    assert found(customer).name == "Inga Lund"
    assert not BulkRun.objects.system("test").exists()


def test_an_act_that_kept_nothing_cannot_be_taken_back(customer, act, sales):
    from tests.factories import make_event

    event = make_event("sales.chat_had", customer, unit=sales, person_id=act["actor"].person_id)
    with pytest.raises(BadInput, match="cannot be undone"):
        undo_event(event.pk, **act)


def test_a_lead_of_the_unit_takes_back_what_others_did_and_a_colleague_does_not(
    customer, act, actor_of, bo, sales, now
):
    from tests.factories import make_colleague

    cleo = make_colleague("Cleo Marsh", sales)
    edit_party(customer, name="Ingrid Lund", **act)
    with pytest.raises(NotAllowed, match="lead of the unit"):
        undo_event(last(), actor=actor_of(cleo), now=now)
    assert found(customer).name == "Ingrid Lund"
    undo_event(last(), actor=actor_of(bo), now=now)
    assert found(customer).name == "Ingrid Berg"


def test_to_an_outsider_the_act_does_not_exist(customer, act, actor_of, mallory, now):
    edit_party(customer, name="Ingrid Lund", **act)
    with pytest.raises(NotVisible):
        undo_event(last(), actor=actor_of(mallory), now=now)
    assert found(customer).name == "Ingrid Lund"


def test_someone_added_by_mistake_goes_away_whole(act, sales):
    before = dump(but=RUNS)
    add_person(name="Test Test", unit_id=sales.pk, identifiers={"no": "7"}, **act)
    undo_event(last(), **act)
    assert dump(but=RUNS) == before


def test_someone_to_whom_something_refers_by_now_stays_whole(act, sales, now):
    person = add_person(name="Test Test", unit_id=sales.pk, identifiers={"no": "7"}, **act)
    event = last()
    make_relationship(sales, person)
    before = dump()
    with pytest.raises(Conflict, match="refers to it"):
        undo_event(event, **act)
    assert dump() == before


def test_a_contact_point_that_was_removed_comes_back_under_its_id(customer, act):
    first = add_contact_point(customer, kind="email", value="a@b.example", **act)
    add_contact_point(customer, kind="email", value="c@d.example", **act)
    before = dump(but=RUNS)
    remove_contact_point(ContactPoint.objects.system("test").get(pk=first.pk), **act)
    undo_event(last(), **act)
    assert dump(but=RUNS) == before


def test_a_contact_point_whose_place_is_taken_is_kept_out(customer, act):
    point = add_contact_point(customer, kind="email", value="a@b.example", **act)
    remove_contact_point(point, **act)
    event = last()
    make_contact_point(customer, "a@b.example")
    with pytest.raises(Conflict, match="taken its place"):
        undo_event(event, **act)
    assert ContactPoint.objects.system("test").filter(party=customer).count() == 1


def test_ending_an_affiliation_is_taken_back_and_they_work_here_again(
    act, amina, chidi, actor_of, sales, now
):
    person = Party.objects.system("test").get(pk=amina.person_id)
    tie = Affiliation.objects.system("test").get(party=person)
    who = {"actor": actor_of(chidi), "now": now}
    end_affiliation(tie, to_on=now.date().replace(day=1), **who)
    assert not found(person).is_colleague
    undo_event(last(), **who)
    assert found(person).is_colleague
    assert Affiliation.objects.system("test").get(pk=tie.pk).to_on is None


def test_a_move_is_taken_back_unless_it_would_close_a_circle(
    enterprise, sales, it, logistics, chidi, actor_of, now
):
    who = {"actor": actor_of(chidi), "now": now}
    move_unit(it, to=logistics, **who)
    event = last()
    undo_event(event, **who)
    assert Unit.objects.system("test").get(pk=it.pk).parent_id == enterprise.pk
    move_unit(Unit.objects.system("test").get(pk=it.pk), to=sales, **who)
    event = last()
    move_unit(Unit.objects.system("test").get(pk=it.pk), to=logistics, **who)
    away = last()
    move_unit(
        Unit.objects.system("test").get(pk=sales.pk), to=Unit.objects.system("test").get(pk=it.pk), **who
    )
    with pytest.raises(Conflict, match="below itself"):
        undo_event(away, **who)
    assert Unit.objects.system("test").get(pk=it.pk).parent_id == logistics.pk


def test_a_unit_gets_its_name_and_purpose_back(sales, bo, actor_of, now):
    who = {"actor": actor_of(bo), "now": now}
    before = dump(but=RUNS)
    edit_unit(sales, name="Selling", purpose="Sells.", **who)
    undo_event(last(), **who)
    assert dump(but=RUNS) == before


def test_taking_a_case_on_is_taken_back_with_its_step(customer, sales, act):
    case = make_case(make_relationship(sales, customer))
    before = dump(but=RUNS)
    assign_case(case, person_id=act["actor"].person_id, **act)
    undo_event(last(), **act)
    assert dump(but=RUNS) == before


def test_erased_values_do_not_come_back(customer, act, now):
    edit_party(customer, name="Ingrid Lund", **act)
    event = last()
    ChangedRow.objects.filter(event_id=event).update(old=None, new=None, erased_at=now)
    with pytest.raises(Conflict, match="erased"):
        undo_event(event, **act)
    assert found(customer).name == "Ingrid Lund"


def test_what_one_may_no_longer_change_is_kept(customer, act, sales, actor_of, amina, now):
    company = make_organization("Nordlys", known_to=(sales,))
    affiliate(customer, group=company, kind="contact", **act)
    event = last()
    from twofold.directory.models import KnownTo

    KnownTo.objects.filter(party=customer).delete()
    with pytest.raises(Conflict, match="may not change"):
        undo_event(event, **act)
    assert Affiliation.objects.system("test").filter(party=customer).exists()
