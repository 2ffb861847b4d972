"""Cases that wait for others, and what depends on them."""

from datetime import timedelta

import pytest

from tests.factories import make_case, make_person, make_relationship
from twofold.cases.actions.blocks import block_case, clear_block
from twofold.cases.actions.cases import open_child_case, resolve_case
from twofold.cases.actions.children import OpenChildren
from twofold.cases.actions.owners import set_internal_owner
from twofold.cases.actions.queueing import refresh_queue
from twofold.cases.models import Case, CaseBlock, CaseStep, UnitQueue
from twofold.cases.queries.consequences import consequences_in_words
from twofold.core.errors import BadInput, NotAllowed, NotVisible
from twofold.timeline.models import Event
from twofold.workspace.actions.undo import undo_event


@pytest.fixture
def acts(amina, actor_of, now):
    return {"actor": actor_of(amina), "now": now}


@pytest.fixture
def other(sales):
    """Nora's table waits, too."""
    nora = make_person("Nora Lind", known_to=(sales,))
    return make_case(make_relationship(sales, nora), "The table is late")


def kinds(case):
    steps = CaseStep.objects.system("test").filter(case=case).order_by("pk")
    return list(steps.values_list("kind", flat=True))


def test_a_case_waits_until_the_other_is_resolved(case, other, acts):
    block_case(case, blocked_by=other, **acts)
    resolve_case(other, resolution="Delivered.", **acts)
    assert CaseBlock.objects.get().cleared_at is not None
    assert kinds(case) == ["blocked", "unblocked"]


def test_a_wait_that_is_undone_holds_nothing_up(case, other, acts):
    UnitQueue.objects.create(unit=case.unit, takes_plain=True)
    refresh_queue([case.pk], now=acts["now"])
    block_case(case, blocked_by=other, **acts)
    waits = Case.objects.system("test").filter(pk=case.pk, is_in_queue=True)
    assert not waits.exists()
    undo_event(Event.objects.system("test").get(verb="cases.case_blocked").pk, **acts)
    assert waits.exists()
    assert not CaseBlock.objects.exists()


def test_it_can_go_on_before(case, other, acts):
    block = block_case(case, blocked_by=other, **acts)
    clear_block(block, **acts)
    clear_block(block, **acts)
    assert kinds(case) == ["blocked", "unblocked"]


def test_nothing_waits_in_a_circle(case, other, acts, unchanged):
    third = make_case(case.relationship, "A third")
    block_case(case, blocked_by=other, **acts)
    block_case(other, blocked_by=third, **acts)
    with unchanged(third), pytest.raises(BadInput, match="Neither"):
        block_case(third, blocked_by=case, **acts)
    with pytest.raises(BadInput):
        block_case(case, blocked_by=case, **acts)
    with pytest.raises(BadInput, match="already"):
        block_case(case, blocked_by=other, **acts)


def test_outsiders_let_nothing_wait(case, other, mallory, actor_of, now):
    with pytest.raises(NotVisible):
        block_case(case, blocked_by=other, actor=actor_of(mallory), now=now)


def test_the_consequences_are_said_on_what_holds_up(case, other, acts, now):
    Case.objects.system("test").filter(pk=case.pk).update(promised_at=now + timedelta(days=3))
    block_case(case, blocked_by=other, **acts)
    words = consequences_in_words(other, acts["actor"], now)
    assert words.startswith("1 customer waits on this, and the earliest promise breaks on")
    assert consequences_in_words(case, acts["actor"], now) == ""


def test_who_may_not_see_what_waits_hears_how_many(case, it, eli, mallory, actor_of, acts, now):
    theirs = make_case(make_relationship(it, eli.person, "internal"), "Laptop")
    CaseBlock.objects.create(case=case, blocked_by=theirs, since=now)
    assert consequences_in_words(theirs, actor_of(mallory), now) == "1 customer waits on this."


def test_a_case_is_not_done_before_what_it_asked_for(case, logistics, acts, unchanged):
    child = open_child_case(case, unit_id=logistics.pk, title="Send a leg", **acts)
    with unchanged(case), pytest.raises(OpenChildren, match=f"#{child.pk} Send a leg"):
        resolve_case(case, resolution="Done.", **acts)
    resolve_case(case, resolution="Done.", despite="The customer had one.", **acts)
    assert not Case.objects.system("test").get(pk=case.pk).is_open
    assert Case.objects.system("test").get(pk=child.pk).is_open


def test_the_parent_hears_of_its_child(case, logistics, eli, actor_of, acts, now):
    child = open_child_case(case, unit_id=logistics.pk, title="Send a leg", **acts)
    resolve_case(child, resolution="Sent.", actor=actor_of(eli), now=now)
    assert kinds(case)[-1] == "unblocked"


def test_someone_works_behind_and_sees_the_case(case, eli, mallory, actor_of, acts):
    set_internal_owner(case, person_id=eli.person_id, **acts)
    assert Case.objects.visible_to(actor_of(eli)).get() == case
    with pytest.raises(NotVisible):
        set_internal_owner(case, person_id=None, actor=actor_of(mallory), now=acts["now"])


def test_a_customer_does_no_work_behind(case, customer, acts, unchanged):
    with unchanged(case), pytest.raises(BadInput):
        set_internal_owner(case, person_id=customer.pk, **acts)


def test_whoever_only_sees_it_changes_nothing(case, eli, actor_of, acts):
    set_internal_owner(case, person_id=eli.person_id, **acts)
    with pytest.raises(NotAllowed):
        set_internal_owner(case, person_id=None, actor=actor_of(eli), now=acts["now"])


def test_the_page_says_who_waits_on_what(case, other, amina, client_of):
    client = client_of(amina)
    client.post(f"/cases/{case.pk}/block/", {"block-blocked_by": other.pk})
    block = CaseBlock.objects.get()
    assert "Held up by this case" in client.get(f"/cases/{other.pk}/").text
    assert "1 customer waits on this" in client.get(f"/cases/{other.pk}/").text
    assert "Cannot go on before" in client.get(f"/cases/{case.pk}/").text
    client.post(f"/cases/{case.pk}/blocks/{block.pk}/clear/")
    assert "Cannot go on before" not in client.get(f"/cases/{case.pk}/").text


def test_a_number_that_one_may_not_see_is_said_at_the_field(case, it, eli, amina, client_of):
    theirs = make_case(make_relationship(it, eli.person, "internal"), "Laptop")
    page = client_of(amina).post(f"/cases/{case.pk}/block/", {"block-blocked_by": theirs.pk})
    assert page.status_code == 422
    assert "There is no case of this number that you may see." in page.text


def test_the_page_asks_why_it_is_done_anyway(case, logistics, amina, client_of, acts):
    open_child_case(case, unit_id=logistics.pk, title="Send a leg", **acts)
    page = client_of(amina).post(f"/cases/{case.pk}/resolve/", {"resolve-resolution": "Done."})
    assert page.status_code == 422
    assert "It still waits for 1 other case" in page.text
