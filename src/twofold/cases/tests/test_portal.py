"""The portal: customers ask, follow, answer and withdraw by themselves, and read nothing that is not meant for them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories import (
    make_affiliation,
    make_case,
    make_case_step,
    make_note,
    make_offering,
    make_organization,
    make_person,
    make_relationship,
    make_user,
)
from twofold.cases.actions.portal_mail import mail_answer
from twofold.cases.actions.self_service import say_not_solved, withdraw_case, write_in_case
from twofold.cases.models import Case, CaseConversation, CaseParty, CaseStep, CaseType
from twofold.cases.queries.services import services_for
from twofold.conversations.actions.send import send_message
from twofold.conversations.models import Conversation, ConversationParty, Message
from twofold.core.actor import ActingSide
from twofold.core.errors import NotAllowed, NotVisible
from twofold.directory.models import Affiliation, Attribute
from twofold.relationships.models import Side

pytestmark = pytest.mark.django_db
KIND = Affiliation.Kind.CONTACT
Scope = Affiliation.PortalScope


@pytest.fixture
def served(sales, dana):
    """Sales serves Dana."""
    make_offering(sales, "Repairs", promise_hours=16)
    return make_relationship(sales, dana.person)


@pytest.fixture
def case(served):
    return make_case(served, "The chair wobbles", opened_at=timezone.now())


@pytest.fixture
def at_portal(actor_of):
    return lambda user: actor_of(user, ActingSide.PORTAL)


@pytest.fixture
def company(sales, dana):
    """Dana and Ben are contacts of one company, which Sales serves."""
    company = make_organization("Birch Ltd", known_to=(sales,))
    ben = make_user(make_person("Ben Ode", known_to=(sales,)), email="ben@customer.example")
    make_affiliation(ben.person, company, KIND)
    bond = make_relationship(sales, company)
    case = make_case(bond, "Ten desks")
    CaseParty.objects.filter(case=case).update(party=ben.person)
    return company, ben, case


def ask(client, served, **fields):
    address = f"/portal/cases/new/?unit={served.provider_id}&side={served.side}&for={served.customer_id}"
    return client.post(
        f"{address}&type=request", {"title": "A wobbly chair", "words": "It wobbles."} | fields
    )


def test_asking_opens_a_case_with_a_conversation(client_of, dana, served):
    paper = SimpleUploadedFile("photo.txt", b"it wobbles")
    answer = ask(client_of(dana), served, files=[paper])
    case = Case.objects.system("test").get()
    assert answer["Location"] == f"/portal/cases/{case.pk}/"
    link = CaseConversation.objects.get(case=case)
    message = Message.objects.system("test").get(conversation_id=link.conversation_id)
    assert (message.medium, message.is_verified, message.author_id) == ("portal", True, dana.person_id)
    kinds = CaseStep.objects.system("test").filter(case=case).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["opened", "wrote"]
    page = client_of(dana).get(answer["Location"]).text
    assert "It wobbles." in page
    assert "photo.txt" in page
    assert not CaseParty.objects.filter(case=case).exclude(role=CaseParty.Role.REQUESTER).exists()


def test_a_file_opens_for_whoever_follows_the_case_only(client_of, dana, served, eli):
    ask(client_of(dana), served, files=[SimpleUploadedFile("photo.txt", b"it wobbles")])
    page = client_of(dana).get(f"/portal/cases/{Case.objects.system('test').get().pk}/").text
    address = page.split('class="chip is-hollow" href="')[1].split('"')[0]
    link = client_of(dana).get(address)["Location"]
    assert b"".join(client_of(dana).get(link).streaming_content) == b"it wobbles"
    assert client_of(eli).get(address).status_code == 404


def test_an_answer_from_the_staff_arrives_and_can_be_answered(client_of, dana, amina, served, actor_of):
    ask(client_of(dana), served)
    case = Case.objects.system("test").get()
    conversation = Conversation.objects.system("test").get()
    send_message(conversation, body="We come on Friday.", actor=actor_of(amina), now=timezone.now())
    assert "We come on Friday." in client_of(dana).get(f"/portal/cases/{case.pk}/").text
    client_of(dana).post(f"/portal/cases/{case.pk}/write/", {"words": "Fine."})
    assert Message.objects.system("test").filter(conversation=conversation).count() == 3
    conversation.refresh_from_db()
    assert conversation.needs_answer


def test_they_are_told_by_mail_that_there_is_an_answer_but_not_which(
    client_of, dana, amina, served, actor_of
):
    ask(client_of(dana), served)
    conversation = Conversation.objects.system("test").get()
    message = send_message(conversation, body="A secret.", actor=actor_of(amina), now=timezone.now())
    assert mail_answer(message.pk) == 1
    assert mail.outbox[0].to == [dana.email]
    assert f"/portal/cases/{Case.objects.system('test').get().pk}/" in mail.outbox[0].body
    assert "secret" not in mail.outbox[0].body


def test_notes_steps_among_colleagues_and_talks_with_others_stay_hidden(
    client_of, dana, sales, case, amina, now
):
    make_note(dana.person, sales, "Secret note", subject_kind="cases.case", subject_id=case.pk)
    make_case_step(case, CaseStep.Kind.TRANSFERRED, body="Secret reason", happened_at=now)
    make_case_step(case, CaseStep.Kind.REOPENED, body="Secret remark", happened_at=now)
    Case.objects.system("test").filter(pk=case.pk).update(description="Secret description")
    CaseParty.objects.create(case=case, party=amina.person, role=CaseParty.Role.PARTICIPANT)
    other = make_person("Hidden Supplier")
    talk = Conversation.objects.create(unit=sales, party=other, started_at=now, last_message_at=now)
    CaseConversation.objects.create(conversation=talk, case=case)
    Message.objects.create(
        conversation=talk, direction="out", medium="mail", body="Secret talk", happened_at=now, created_at=now
    )
    make_case_step(case, CaseStep.Kind.ANSWERED, body="Told on the phone", happened_at=now)
    page = client_of(dana).get(f"/portal/cases/{case.pk}/").text
    assert "Told on the phone" in page
    assert "Secret" not in page
    assert "Hidden" not in page
    assert "Amina" not in page


@pytest.mark.parametrize(
    ("scope", "status"), [(None, 404), (Scope.NONE, 404), (Scope.OWN, 404), (Scope.ALL, 200)]
)
def test_a_colleagues_case_shows_by_the_scope_of_ones_tie(client_of, dana, company, scope, status):
    group, _ben, case = company
    if scope is not None:
        make_affiliation(dana.person, group, KIND, portal_scope=scope)
    assert client_of(dana).get(f"/portal/cases/{case.pk}/").status_code == status
    listed = client_of(dana).get("/portal/cases/?whose=all").text
    assert ("Ten desks" in listed) == (status == 200)


def test_restricted_cases_and_ended_ties_show_nothing_of_colleagues(client_of, dana, company, at_portal):
    group, ben, case = company
    tie = make_affiliation(dana.person, group, KIND, portal_scope=Scope.ALL)
    Case.objects.system("test").filter(pk=case.pk).update(is_restricted=True)
    assert client_of(dana).get(f"/portal/cases/{case.pk}/").status_code == 404
    assert client_of(ben).get(f"/portal/cases/{case.pk}/").status_code == 200
    Case.objects.system("test").filter(pk=case.pk).update(is_restricted=False)
    tie.to_on = timezone.now().date() - timedelta(days=2)
    tie.save()
    assert client_of(dana).get(f"/portal/cases/{case.pk}/").status_code == 404


def test_without_a_scope_one_no_longer_follows_even_what_one_asked_for(client_of, company):
    group, ben, case = company
    assert client_of(ben).get(f"/portal/cases/{case.pk}/").status_code == 200
    Affiliation.objects.system("test").filter(party=ben.person, group=group).update(portal_scope=Scope.NONE)
    assert client_of(ben).get(f"/portal/cases/{case.pk}/").status_code == 404


def test_whoever_reads_a_colleagues_case_cannot_withdraw_it(dana, company, at_portal, now):
    group, ben, case = company
    make_affiliation(dana.person, group, KIND, portal_scope=Scope.ALL)
    with pytest.raises(NotAllowed):
        withdraw_case(case, reason="", actor=at_portal(dana), now=now)
    withdraw_case(case, reason="We moved.", actor=at_portal(ben), now=now)
    case.refresh_from_db()
    assert case.state == Case.State.RESOLVED
    step = CaseStep.objects.system("test").get(case=case)
    assert (step.kind, step.body, step.person_id) == (CaseStep.Kind.WITHDRAWN, "We moved.", ben.person_id)


def test_nobody_acts_on_what_they_do_not_follow(case, eli, amina, at_portal, now):
    for user in (eli, amina):
        with pytest.raises(NotVisible):
            write_in_case(case, words="Hello", actor=at_portal(user), now=now)
        with pytest.raises(NotVisible):
            withdraw_case(case, reason="", actor=at_portal(user), now=now)
    assert not Message.objects.system("test").exists()


def test_not_solved_opens_it_again_and_long_afterwards_another_follows(case, dana, at_portal, now, settings):
    settings.REOPEN_DAYS = 14
    Case.objects.system("test").filter(pk=case.pk).update(state="resolved", resolved_at=now)
    case.refresh_from_db()
    assert say_not_solved(case, words="It still wobbles.", actor=at_portal(dana), now=now) == case
    case.refresh_from_db()
    assert (case.state, case.times_reopened) == ("open", 1)
    Case.objects.system("test").filter(pk=case.pk).update(state="resolved", resolved_at=now)
    later = say_not_solved(case, words="Again.", actor=at_portal(dana), now=now + timedelta(days=15))
    assert (later.follows_id, later.title, later.state) == (case.pk, case.title, "open")
    assert later.pk != case.pk


def test_one_is_served_by_whoever_offers_something_to_that_side(
    sales, it, logistics, eli, dana, at_portal, now
):
    make_offering(it, "A laptop", is_for_external=False, is_for_internal=True)
    make_offering(sales, "Desks")
    make_offering(logistics, "Freight")
    make_relationship(sales, dana.person)
    make_relationship(sales, eli.person)
    inside, outside = [
        [(one.unit, one.side) for one in services_for(at_portal(user), today=now.date())]
        for user in (eli, dana)
    ]
    assert inside == [("IT", Side.INTERNAL), ("Sales", Side.EXTERNAL)]
    assert outside == [("Sales", Side.EXTERNAL)]


def test_a_unit_that_does_not_serve_one_is_not_asked(client_of, dana, served, logistics):
    address = f"/portal/cases/new/?unit={logistics.pk}&side=external&for={dana.person_id}&type=request"
    assert client_of(dana).post(address, {"title": "x", "words": "y"})["Location"] == "/portal/ask/"
    assert not Case.objects.system("test").exists()


def test_whoever_is_not_signed_in_comes_to_the_entrance(client):
    assert client.get("/portal/")["Location"] == "/portal/sign-in/?next=/portal/"


def test_a_colleague_is_told_on_which_side_they_are_and_leaves_it(client_of, amina, dana):
    assert "Acting as a customer" in client_of(amina).get("/portal/").text
    assert "Acting as a customer" not in client_of(dana).get("/portal/").text


def test_a_conversation_by_mail_goes_on_in_the_portal(case, dana, sales, at_portal, now):
    by_mail = Conversation.objects.create(unit=sales, party=dana.person, started_at=now, last_message_at=now)
    CaseConversation.objects.create(conversation=by_mail, case=case)
    write_in_case(case, words="Any news?", actor=at_portal(dana), now=now)
    assert Message.objects.system("test").get().conversation_id == by_mail.pk
    assert not ConversationParty.objects.exists()


@pytest.mark.parametrize("cases", [1, 12])
def test_home_asks_the_same_whatever_one_waits_for(
    client_of, dana, served, django_assert_max_num_queries, cases
):
    for number in range(cases):
        make_case(served, f"Chair {number}")
    client = client_of(dana)
    client.get("/portal/")
    with django_assert_max_num_queries(26):
        client.get("/portal/")


def test_whoever_asks_is_not_asked_for_parties_that_they_cannot_look_up(client_of, dana, served, chidi, now):
    fields = {"applies_to": "case", "index": "ready", "created_at": now}
    fitter = Attribute.objects.create(key="fitter", label="Fitter", kind="party", is_required=True, **fields)
    serial = Attribute.objects.create(key="serial", label="Serial number", kind="text", **fields)
    repair = CaseType.objects.create(kind="request", name="Repair", attributes=[fitter.pk, serial.pk])
    settings = client_of(chidi).get(f"/settings/case-types/{repair.pk}/").text
    assert "left for you to fill in: Fitter." in settings
    address = f"/portal/cases/new/?unit={served.provider_id}&side=external&for={served.customer_id}&type={repair.pk}"
    asked = {"title": "It wobbles", "words": "It does."}
    page = client_of(dana).post(address, asked)
    assert page.status_code == 422
    assert "Fitter" not in page.text and "Serial number" in page.text
    assert client_of(dana).post(address, asked | {"attribute.serial": "A7"}).status_code == 302
    assert Case.objects.system("test").get().attributes == {str(serial.pk): "A7"}


def test_the_staff_sees_what_a_case_follows_and_where_it_goes_on(client_of, amina, case, served):
    after = make_case(served, "It wobbles again", follows=case)
    assert f"#{case.pk} {case.title}" in client_of(amina).get(f"/cases/{after.pk}/").text
    assert "It wobbles again" in client_of(amina).get(f"/cases/{case.pk}/").text
