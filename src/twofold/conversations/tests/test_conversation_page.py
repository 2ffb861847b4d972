"""The page of a conversation: reading, answering, noting, and not talking past each other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import NOW, make_message
from twofold.conversations.models import Conversation, Draft, Message, Note, OutgoingMail
from twofold.conversations.tests.test_conversations import arrive

REMOTE = '<p>Hello</p><script>alert(1)</script><img src="https://tracker.example/dot.gif">'


@pytest.fixture
def conversation(care, sales):
    return arrive(sales, "It wobbles.", channel=care, subject="Chair").conversation


@pytest.fixture
def desk(client, amina):
    client.force_login(amina)
    return client


def at(conversation, act="detail"):
    return reverse(f"conversations:conversation-{act}", args=[conversation.pk])


def newest(conversation):
    return Message.objects.system("test").filter(conversation=conversation).latest("pk")


def answer(desk, conversation, body="We exchange it.", **fields):
    given = {"reply-body": body, "reply-to": "dana@example.com", "seen": newest(conversation).pk} | fields
    return desk.post(at(conversation, "reply"), given)


def drafts(amina):
    return list(Draft.objects.system("test").filter(author=amina.person).values_list("is_note", "body"))


def test_what_was_said_stands_there_and_who_said_it_is_not_sure(desk, conversation):
    page = desk.get(at(conversation)).content.decode()
    assert "It wobbles." in page
    assert "Sender not verified" in page


def test_an_answer_goes_to_the_requester_and_can_be_taken_back(desk, conversation, amina):
    assert answer(desk, conversation).status_code == 302
    mail = OutgoingMail.objects.system("test").get()
    assert (mail.recipient, mail.state) == ("dana@example.com", "waiting")
    assert "Undo send" in desk.get(at(conversation)).content.decode()
    desk.post(reverse("conversations:message-withdraw", args=[mail.message_id]))
    mail.refresh_from_db()
    assert mail.state == "withdrawn"
    assert drafts(amina) == [(False, "We exchange it.")]


def test_an_answer_waits_if_someone_else_was_faster(desk, conversation, care, bo):
    seen = newest(conversation).pk
    make_message(conversation, "I do it.", "out", author=bo.person)
    held = answer(desk, conversation, seen=seen)
    assert held.status_code == 422
    assert "Bo Lindqvist answered while you were writing" in held.content.decode()
    assert "We exchange it." in held.content.decode()
    assert not OutgoingMail.objects.system("test").exists()
    assert answer(desk, conversation).status_code == 302


def test_who_has_read_nothing_answers_nothing(desk, conversation):
    assert answer(desk, conversation, seen="").status_code == 422


def test_half_an_address_is_said_and_the_words_stay(desk, conversation):
    held = answer(desk, conversation, **{"reply-cc": "dana@"})
    assert held.status_code == 422
    assert "is no e-mail address" in held.content.decode()
    assert "We exchange it." in held.content.decode()


def test_a_note_stands_there_and_is_sent_to_nobody(desk, conversation):
    desk.post(at(conversation, "note"), {"note-body": "She was here before."})
    assert Note.objects.system("test").get().subject_id == conversation.pk
    page = desk.get(at(conversation)).content.decode()
    assert "She was here before." in page
    assert "never sent to the customer" in page
    assert not OutgoingMail.objects.system("test").exists()
    assert Message.objects.system("test").count() == 1


def test_an_answer_and_a_note_are_kept_as_drafts_side_by_side(desk, conversation, amina):
    desk.post(at(conversation, "draft"), {"reply-body": "Dear Dana", "note-body": "Is she the one?"})
    assert sorted(drafts(amina)) == [(False, "Dear Dana"), (True, "Is she the one?")]
    desk.post(at(conversation, "close"), {"reply-body": "Dear Dana,", "note-body": ""})
    assert drafts(amina) == [(False, "Dear Dana,")]


def test_nobody_else_reads_a_draft(client, desk, conversation, bo):
    desk.post(at(conversation, "draft"), {"reply-body": "Between us"})
    client.force_login(bo)
    assert "Between us" not in client.get(at(conversation)).content.decode()


def test_it_sleeps_until_the_next_working_day(desk, conversation):
    desk.post(at(conversation, "snooze"), {"preset": "tomorrow"})
    asleep = Conversation.objects.system("test").get(pk=conversation.pk)
    assert asleep.state == "snoozed"
    assert asleep.snoozed_until > timezone.now()


def test_a_designed_message_runs_nothing_and_fetches_nothing(desk, conversation):
    message = newest(conversation)
    Message.objects.system("test").filter(pk=message.pk).update(html=REMOTE)
    page = desk.get(reverse("conversations:message-formatted", args=[message.pk])).content.decode()
    assert 'sandbox="allow-popups' in page
    assert "tracker.example" not in page
    assert "alert(1)" not in page
    assert "1 picture on another computer was not fetched" in page


def test_what_became_part_of_another_leads_there(desk, conversation, sales):
    other = arrive(sales, at=NOW + timedelta(hours=1)).conversation
    desk.post(at(conversation, "merge"), {"other": f"#{other.pk}"})
    assert desk.get(at(other))["Location"] == at(conversation)


def test_where_it_possibly_belongs_is_said_and_one_click_merges_it(desk, conversation, care, sales, it):
    Message.objects.system("test").filter(pk=newest(conversation).pk).update(header_id="a@x.example")
    stranger = arrive(
        sales, "Me too.", channel=care, author_address="eve@x.example", references=["a@x.example"],
        at=NOW + timedelta(hours=1),
    ).conversation  # fmt: skip
    assert "possibly belongs to" not in desk.get(at(conversation)).content.decode()
    assert f"#{conversation.pk} Chair" in desk.get(at(stranger)).content.decode()
    desk.post(at(conversation, "merge"), {"other": stranger.pk})
    assert Conversation.objects.system("test").get(pk=stranger.pk).merged_into_id == conversation.pk


@pytest.mark.parametrize(("act", "is_over"), [("close", True), ("snooze", True), ("open", False)])
def test_what_is_over_says_so_to_whoever_goes_on(desk, conversation, act, is_over):
    told = desk.post(at(conversation, act), {"preset": "tomorrow"}, headers={"HX-Request": "true"})
    assert ("conversation:over" in told["HX-Trigger"]) is is_over


def test_an_answer_that_closes_offers_to_be_taken_back_before_anything_else(desk, conversation):
    given = {"reply-body": "Done.", "seen": newest(conversation).pk, "then": "close"}
    told = desk.post(at(conversation, "reply"), given, headers={"HX-Request": "true"})
    assert reverse("conversations:message-withdraw", args=[newest(conversation).pk]) in told["HX-Trigger"]


def test_the_thread_comes_anew_only_when_something_changed(desk, conversation, sales):
    since = desk.get(at(conversation)).context["page"].tick
    assert desk.get(at(conversation, "changes"), {"since": since}).status_code == 204
    arrive(sales, "And it creaks.", conversation, NOW + timedelta(hours=1))
    assert "And it creaks." in desk.get(at(conversation, "changes"), {"since": since}).content.decode()


def test_outsiders_find_nothing(client, conversation, mallory):
    client.force_login(mallory)
    assert client.get(at(conversation)).status_code == 404
    assert client.post(at(conversation, "note"), {"note-body": "x"}).status_code == 404
