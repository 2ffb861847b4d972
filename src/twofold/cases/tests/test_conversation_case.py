"""The case of a conversation: opened on the conversation's page, answered on its own."""

from datetime import timedelta

import pytest

from tests.factories import NOW, make_case, make_mailbox, make_relationship
from twofold.cases.actions.case_types import StageStated, TypeStated, add_case_type
from twofold.cases.actions.cases import transfer_case
from twofold.cases.actions.from_conversation import HasCase, join_case, open_case_from
from twofold.cases.actions.stages import change_type, move_case
from twofold.cases.models import Case, CaseConversation, CaseStep, Complaint
from twofold.cases.tasks import hear_message
from twofold.conversations.actions.take_in import take_in
from twofold.conversations.channels.base import Arrived
from twofold.conversations.models import Message
from twofold.timeline.models import Event

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def channel(sales):
    return make_mailbox(sales, "help@example.org", state="working").channel


@pytest.fixture
def arrives(sales, channel):
    """Let a message come in."""

    def arrives(body, **fields):
        values = {
            "channel": channel, "unit_id": sales.pk, "medium": Message.Medium.MAIL, "subject": "Chair",
            "author_name": "Dana Novak", "author_address": "dana@example.com",
            "participants": [("dana@example.com", "requester")], "happened_at": NOW,
        }  # fmt: skip
        return take_in(Arrived(body=body, **(values | fields)), now=NOW)

    return arrives


@pytest.fixture
def written(arrives):
    return arrives("It wobbles.")


@pytest.fixture
def amina_acts(amina, actor_of):
    return {"actor": actor_of(amina), "now": LATER}


@pytest.fixture
def opened(written, amina_acts):
    values = {"kind": "question", "title": "The chair wobbles", "side": "external"}
    return open_case_from(written.conversation, **values, **amina_acts)


def heard():
    for event in Event.objects.system("test").filter(verb__startswith="conversations.message_"):
        hear_message.call(event_id=event.pk)


def test_the_panel_opens_a_case_with_the_subject_as_its_title(written, amina, client_of):
    address = f"/cases/conversations/{written.conversation_id}/"
    page = client_of(amina).get(address)
    assert 'value="Chair"' in page.text
    assert "Dana Novak, new" in page.text
    given = {"open-party": "new", "open-type": "question", "open-title": "Chair", "open-side": "external"}
    assert client_of(amina).post(f"{address}open/", given).status_code == 302
    case = Case.objects.system("test").get()
    page = client_of(amina).get(address, headers={"HX-Request": "true"})
    assert f"#{case.pk} Chair" in page.text
    assert "<html" not in page.text


def test_what_is_missing_is_said_at_its_field(written, amina, client_of):
    page = client_of(amina).post(
        f"/cases/conversations/{written.conversation_id}/open/", {"open-party": "new"}
    )
    assert page.status_code == 422
    assert not Case.objects.system("test").exists()


def test_it_joins_a_case_that_is_there(written, case, amina, client_of):
    address = f"/cases/conversations/{written.conversation_id}/join/"
    assert client_of(amina).post(address, {"join-case": case.pk + 99}).status_code == 422
    client_of(amina).post(address, {"join-case": case.pk})
    assert CaseConversation.objects.get().case == case


def test_any_message_is_a_complaint_and_opens_a_case_if_there_is_none(written, amina, client_of):
    address = f"/cases/conversations/{written.conversation_id}/complain/"
    given = {"complain-message": written.pk, "complain-remedy_sought": "A new leg"}
    assert client_of(amina).post(address, given).status_code == 302
    complaint = Complaint.objects.system("test").select_related("case").get()
    assert (complaint.case.kind, complaint.case.title, complaint.remedy_sought) == (
        "complaint",
        "Chair",
        "A new leg",
    )
    written.refresh_from_db()
    assert written.is_complaint


def test_outsiders_open_nothing(written, mallory, client_of):
    address = f"/cases/conversations/{written.conversation_id}/"
    assert client_of(mallory).get(address).status_code == 404
    assert client_of(mallory).post(f"{address}open/", {"open-party": "new"}).status_code == 404


def test_the_page_of_the_case_shows_what_was_said_and_sends_the_answer(opened, amina, client_of):
    client = client_of(amina)
    page = client.get(f"/cases/{opened.pk}/")
    assert "It wobbles." in page.text
    assert "Sent in the conversation “Chair”." in page.text
    client.post(f"/cases/{opened.pk}/answer/", {"answer-words": "A leg is on its way."})
    sent = Message.objects.system("test").get(direction="out")
    assert sent.body == "A leg is on its way."
    assert client.get(f"/cases/{opened.pk}/").text.count("A leg is on its way.") == 1
    heard()
    assert client.get(f"/cases/{opened.pk}/").text.count("A leg is on its way.") == 1
    kinds = CaseStep.objects.system("test").filter(case=opened).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["opened", "wrote", "answered"]


def test_whoever_has_not_read_the_newest_is_asked_again(opened, written, arrives, amina, client_of):
    newest = arrives("And it creaks.", conversation=written.conversation, happened_at=LATER)
    client, address = client_of(amina), f"/cases/{opened.pk}/answer/"
    page = client.post(address, {"answer-words": "A leg comes.", "answer-seen": written.pk})
    assert page.status_code == 422
    assert "A leg comes." in page.text
    assert not Message.objects.system("test").filter(direction="out").exists()
    assert client.post(address, {"answer-words": "A leg comes.", "answer-seen": newest.pk}).status_code == 302


def test_without_a_conversation_an_answer_is_kept(case, amina, client_of):
    client_of(amina).post(f"/cases/{case.pk}/answer/", {"answer-words": "Told by telephone."})
    assert CaseStep.objects.system("test").get(case=case, kind="answered").body == "Told by telephone."


def test_the_first_message_to_the_customer_acknowledges_a_complaint(opened, amina, client_of, actor_of):
    client = client_of(amina)
    client.post(f"/cases/{opened.pk}/complaint/mark/")
    client.post(f"/cases/{opened.pk}/answer/", {"answer-words": "We have it."})
    heard()
    assert Complaint.objects.system("test").get().acknowledged_at is not None


def test_a_case_that_waits_for_its_customer_goes_on_once_they_write(
    opened, written, arrives, chidi, actor_of, amina_acts
):
    stages = (StageStated("Work"), StageStated("Waiting", pauses=True))
    repair = add_case_type(TypeStated("request", "Repair", stages=stages), actor=actor_of(chidi), now=LATER)
    change_type(opened, case_type=repair, **amina_acts)
    move_case(opened, stage=repair.stages.get(name="Waiting"), **amina_acts)
    arrives("Here is the photo.", conversation=written.conversation, happened_at=LATER)
    heard()
    assert Case.objects.system("test").get(pk=opened.pk).stage.name == "Work"


def test_a_case_passed_on_takes_its_conversations_along(opened, written, it, mallory, actor_of, amina_acts):
    transfer_case(opened, unit_id=it.pk, reason="Yours.", **amina_acts)
    written.conversation.refresh_from_db()
    assert written.conversation.unit_id == it.pk


def test_two_conversations_belong_to_one_case(opened, arrives, sales, customer, amina_acts):
    second = arrives("From my other address.", author_address="d@example.net", subject="Again")
    join_case(second.conversation, opened, **amina_acts)
    assert CaseConversation.objects.filter(case=opened).count() == 2
    other = make_case(make_relationship(sales, customer), "Another")
    with pytest.raises(HasCase):
        join_case(second.conversation, other, **amina_acts)


def test_every_message_that_came_in_can_be_said_to_complain(written, arrives, amina, mallory, client_of):
    second = arrives("And nobody answers!", conversation=written.conversation)
    page = client_of(amina).get(f"/conversations/{written.conversation_id}/").text
    for message in (written, second):
        address = f"/cases/messages/{message.pk}/"
        assert address in page
        assert client_of(mallory).get(address).status_code == 404
        form = client_of(amina).get(address, headers={"HX-Request": "true"})
        assert "Handle it as a complaint" in form.text and "<html" not in form.text
        given = {"complain-message": message.pk, "complain-remedy_sought": "A new one"}
        complain = f"/cases/conversations/{written.conversation_id}/complain/"
        assert client_of(amina).post(complain, given).status_code == 302
        assert "Handled as a complaint" in client_of(amina).get(address).text
    assert set(Message.objects.system("test").values_list("is_complaint", flat=True)) == {True}
    assert Complaint.objects.system("test").get().remedy_sought == "A new one"
