import pytest

from tests.factories import make_user
from twofold.cases.actions.cases import open_child_case, resolve_case
from twofold.cases.models import Case
from twofold.core.actor import ActingSide
from twofold.core.errors import BadInput, Conflict, NotVisible


def ask(case, unit, actor, now):
    return open_child_case(case, unit_id=unit.pk, title="Send a leg", actor=actor, now=now)


def test_one_unit_serves_another_for_a_customer(case, sales, logistics, amina, eli, actor_of, now):
    child = ask(case, logistics, actor_of(amina), now)
    assert (child.parent, child.unit, child.relationship.side) == (case, logistics, "internal")
    assert (child.relationship.customer_id, child.relationship.kind) == (sales.pk, "unit")
    assert set(Case.objects.visible_to(actor_of(amina))) == {case, child}
    assert set(Case.objects.visible_to(actor_of(eli))) == {child}
    step = case.steps.system("test").get()
    assert (step.kind, step.about_id) == ("asked", logistics.pk)


def test_the_customer_sees_their_own_case_only(case, logistics, amina, customer, actor_of, now):
    ask(case, logistics, actor_of(amina), now)
    dana = make_user(customer)
    assert Case.objects.visible_to(actor_of(dana, ActingSide.PORTAL)).get() == case


def test_a_unit_does_not_ask_itself(case, sales, amina, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(BadInput) as refusal:
        ask(case, sales, actor_of(amina), now)
    assert refusal.value.field == "unit"
    assert Case.objects.system("test").count() == 1


def test_a_resolved_case_needs_nothing(case, logistics, amina, actor_of, now, unchanged):
    resolve_case(case, resolution="Leg replaced.", actor=actor_of(amina), now=now)
    with unchanged(case), pytest.raises(Conflict):
        ask(case, logistics, actor_of(amina), now)
    assert Case.objects.system("test").count() == 1


def test_outsiders_ask_nothing(case, logistics, mallory, actor_of, now, unchanged):
    with unchanged(case), pytest.raises(NotVisible):
        ask(case, logistics, actor_of(mallory), now)
