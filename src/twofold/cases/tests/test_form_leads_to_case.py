"""A form on a website may lead to a case at once, for somebody who is not verified."""

import pytest

from tests.factories import NOW, make_public_channel
from twofold.cases.actions.from_form import open_case_of_form, types_for_forms
from twofold.cases.models import Case, CaseConversation, CaseType
from twofold.conversations.channels.form.submit import submit_form
from twofold.conversations.channels.public.stamps import QUICKEST, new_stamp
from twofold.conversations.models import Conversation, Message

SAID = {"name": "Dana Buyer", "email": "dana@customer.example", "message": "The chair wobbles. What now?"}


@pytest.fixture
def complaint(db) -> CaseType:
    return CaseType.objects.create(kind=Case.Kind.COMPLAINT, name="Broken goods")


@pytest.fixture
def form(sales, complaint):
    return make_public_channel(sales, "form", "Contact", leads_to=f"case/{complaint.pk}")


def hand_in(form):
    stamp = new_stamp(form.key, now=NOW - QUICKEST)
    assert not submit_form(form, SAID | {"stamp": stamp}, network="192.0.2.0", now=NOW).errors


def cases():
    return Case.objects.system("test").select_related("relationship__customer")


def test_it_opens_a_case_of_the_type(form, complaint):
    hand_in(form)

    case = cases().get()
    customer = case.relationship.customer
    assert (case.type, case.kind, case.title) == (complaint, "complaint", "The chair wobbles")
    assert (customer.name, customer.is_verified, case.relationship.side) == ("Dana Buyer", False, "external")
    assert CaseConversation.objects.get().case == case


@pytest.mark.parametrize("change", [{"retired_at": NOW}, {"is_for_external": False}, {"kind": "conflict"}])
def test_of_a_type_that_is_not_offered_any_more_the_conversation_is_what_there_is(form, complaint, change):
    CaseType.objects.system("test").filter(pk=complaint.pk).update(**change)
    hand_in(form)
    assert Conversation.objects.system("test").exists() and not cases().exists()


def test_nothing_is_opened_for_another_units_type_or_none(form, it):
    theirs = CaseType.objects.create(kind=Case.Kind.REQUEST, name="Of IT", unit=it)
    message = Message(conversation=Conversation(unit=form.unit))
    for choice in (str(theirs.pk), "", "x", "9" * 30):
        assert open_case_of_form(message, choice, "external", NOW) is None


def test_a_form_is_offered_the_types_that_its_units_may_use(form, complaint, bo, actor_of, sales, it):
    CaseType.objects.create(kind=Case.Kind.REQUEST, name="Of IT", unit=it)
    CaseType.objects.create(kind=Case.Kind.CONFLICT, name="Quarrel")
    assert types_for_forms(actor_of(bo), [sales.pk]) == [(str(complaint.pk), "Broken goods")]
