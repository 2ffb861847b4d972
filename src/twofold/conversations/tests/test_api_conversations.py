"""Conversations in the API: a messenger's bridge brings messages in and carries the answers out."""

from base64 import b64encode
from datetime import timedelta

import pytest

from tests.factories import NOW, make_conversation, make_message
from twofold.conversations.models import Channel, Conversation, Message, Note, OutgoingMail
from twofold.conversations.tests.test_conversations import arrive
from twofold.files.models import Attachment
from twofold.timeline.models import Event

SAID = {
    "thread": "t-1",
    "message": "m-1",
    "body": "Where is it?",
    "author_name": "Dana",
    "author_address": "+49 1",
}
VERBS = [
    ("assign", {"person": None}, 200),
    ("close", None, 200),
    ("open", None, 200),
    ("spam", None, 200),
    ("snooze", {"until": "2199-01-01T00:00:00Z"}, 200),
    ("notes", {"body": "Be generous."}, 201),
    ("messages", {"body": "And now?"}, 201),
    ("answer", {"body": "On its way."}, 201),
]


@pytest.fixture
def messenger(sales, files_dir) -> Channel:
    """The bridge to a messenger, for Sales."""
    return Channel.objects.create(kind="api", name="Messenger", unit=sales, created_at=NOW)


@pytest.fixture
def bridge(amina, program_of):
    return program_of(amina)


@pytest.fixture
def talk(messenger) -> Conversation:
    conversation = make_conversation(messenger, "Chair")
    make_message(conversation, "Where is it?", medium="api")
    return conversation


def rows(model):
    return list(model.objects.system("test").order_by("pk").values())


def said():
    return Message.objects.system("test").order_by("pk")


# Bringing in


def test_the_first_message_of_a_thread_begins_a_conversation_and_the_next_goes_on_with_it(bridge, messenger):
    first = bridge.post("/conversations", SAID | {"channel": messenger.pk})
    second = bridge.post(
        "/conversations", SAID | {"channel": messenger.pk, "message": "m-2", "body": "Hello?"}
    )

    assert (first.status_code, second.status_code) == (201, 201), first.json()
    assert first.json()["conversation"] == second.json()["conversation"]
    told = bridge.get(f"/conversations/{first.json()['conversation']}").json()
    assert (told["external_thread"], told["needs_answer"], told["message_count"]) == ("t-1", True, 2)
    assert [(one["address"], one["role"]) for one in told["participants"]] == [("+491", "requester")]
    assert not said().first().is_verified


def test_a_message_is_taken_in_once_however_often_it_is_brought(bridge, messenger):
    given = SAID | {"channel": messenger.pk}
    first = bridge.post("/conversations", given)
    again = bridge.post("/conversations", given | {"body": "Edited"})
    assert again.status_code == 200
    assert again.json() == first.json() | {"is_new": False}
    assert [one.body for one in said()] == ["Where is it?"]


def test_the_same_names_on_another_channel_are_others(bridge, messenger, sales):
    other = Channel.objects.create(kind="api", name="Other", unit=sales, created_at=NOW)
    threads = {
        bridge.post("/conversations", SAID | {"channel": one.pk}).json()["conversation"]
        for one in (messenger, other)
    }
    assert len(threads) == 2


def test_a_repeated_request_gets_the_same_answer(bridge, messenger):
    given = {"channel": messenger.pk, "body": "Hi"}
    first, again = (bridge.post("/conversations", given, **{"Idempotency-Key": "k"}) for _ in range(2))
    assert first.json() == again.json()
    assert said().count() == 1


def test_what_follows_a_merged_thread_arrives_where_that_went(bridge, messenger, talk):
    began = bridge.post("/conversations", SAID | {"channel": messenger.pk}).json()["conversation"]
    Conversation.objects.system("test").filter(pk=began).update(merged_into=talk)
    told = bridge.post("/conversations", SAID | {"channel": messenger.pk, "message": "m-2"}).json()
    assert told["conversation"] == talk.pk


def test_a_known_author_and_files_come_along(bridge, messenger, dana):
    given = {
        "channel": messenger.pk,
        "body": "",
        "party": dana.person_id,
        "files": [{"name": "a/leg.txt", "content": b64encode(b"broken").decode()}],
    }
    told = bridge.post("/conversations", given).json()
    message = said().get()
    assert (message.author_id, message.is_verified) == (dana.person_id, True)
    [file] = bridge.get(f"/messages/{told['message']}").json()["files"]
    assert (file["name"], file["content"]) == ("leg.txt", b64encode(b"broken").decode())
    assert Attachment.objects.system("test").count() == 1


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"body": "  "}, 422, "body"),
        ({"happened_at": "2199-01-01T00:00:00Z"}, 422, "happened_at"),
        ({"party": 999_999}, 422, "party"),
        ({"channel": 999_999}, 422, "channel"),
        ({"files": [{"name": "x", "content": "%"}]}, 422, "files"),
    ],
)
def test_what_makes_no_message_is_refused(bridge, messenger, change, status, field):
    answer = bridge.post("/conversations", SAID | {"channel": messenger.pk} | change)
    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert not said().exists()


@pytest.mark.parametrize("change", [{"kind": "mail"}, {"is_open": False}])
def test_nothing_is_brought_to_a_closed_channel_or_one_of_mail(bridge, messenger, change):
    Channel.objects.system("test").filter(pk=messenger.pk).update(**change)
    assert bridge.post("/conversations", SAID | {"channel": messenger.pk}).status_code == 409
    assert not said().exists()


def test_only_those_who_lead_a_unit_add_a_channel_to_it(amina, bo, sales, program_of):
    given = {"unit": sales.pk, "name": "Messenger"}
    assert program_of(amina).post("/channels", given).status_code == 403
    told = program_of(bo).post("/channels", given)
    assert (told.status_code, told.json()["kind"]) == (201, "api")
    assert program_of(bo).post("/channels", given).status_code == 409
    assert [one["name"] for one in program_of(amina).get("/channels").json()["items"]] == ["Messenger"]
    assert Event.objects.system("test").filter(verb="conversations.channel_added").count() == 1


# Answering


def test_an_answer_waits_for_the_program_that_carries_it(bridge, talk, messenger):
    file = {"name": "plan.txt", "content": b64encode(b"how").decode()}
    answer = bridge.post(f"/conversations/{talk.pk}/answer", {"body": "On its way.", "files": [file]})
    assert answer.status_code == 201, answer.json()
    assert [one["name"] for one in answer.json()["files"]] == ["plan.txt"]
    asked = {"direction": "out", "channel": messenger.pk}
    [told] = bridge.get("/messages", **asked).json()["items"]
    assert (told["id"], told["body"], told["medium"]) == (answer.json()["id"], "On its way.", "api")
    assert bridge.get("/messages", **asked, since=told["id"]).json()["items"] == []


def test_an_answer_to_mail_leaves_by_mail_and_not_over_what_was_not_read(bridge, care, sales):
    conversation = arrive(sales, "It wobbles.", channel=care).conversation
    path, seen = f"/conversations/{conversation.pk}/answer", said().get().pk
    assert bridge.post(path, {"body": "Sorry!", "to": ["dana@"], "seen": seen}).status_code == 422
    arrive(sales, "Hello?", conversation, NOW + timedelta(hours=1))
    assert bridge.post(path, {"body": "Sorry!", "seen": seen}).status_code == 409
    assert not OutgoingMail.objects.system("test").exists()
    assert bridge.post(path, {"body": "Sorry!"}).json()["delivery"] == "waiting"
    assert OutgoingMail.objects.system("test").get().recipient == "dana@example.com"


# Reading, and working through


def test_pages_together_are_the_list(bridge, messenger):
    talks = [make_conversation(messenger, last_message_at=NOW + timedelta(hours=n % 3)).pk for n in range(5)]
    assert sorted(bridge.walk("/conversations", limit=2)) == sorted(talks)
    assert bridge.walk("/conversations", state="closed") == []


@pytest.mark.parametrize("rows", [1, 20])
def test_lists_cost_the_same_for_one_and_for_twenty(bridge, messenger, rows, django_assert_max_num_queries):
    for number in range(rows):
        make_message(make_conversation(messenger, f"Talk {number}"), direction="out", medium="api")
    for path, most in (("/conversations", 9), ("/messages", 11)):
        with django_assert_max_num_queries(most):
            assert len(bridge.get(path).json()["items"]) == rows


def test_notes_are_told_to_those_who_have_their_scope_only(talk, amina, program_of, sales):
    program_of(amina).post(f"/conversations/{talk.pk}/notes", {"body": "Be < generous."})
    reads = program_of(amina, "conversations:read", "conversations:write")
    assert reads.get(f"/conversations/{talk.pk}/notes").status_code == 403
    assert reads.post(f"/conversations/{talk.pk}/notes", {"body": "x"}).status_code == 403
    answers = [
        reads.get(path).text
        for path in (f"/conversations/{talk.pk}", f"/conversations/{talk.pk}/messages", "/messages")
    ]
    assert not [answer for answer in answers if "generous" in answer]
    assert all('"id"' in answer for answer in answers)
    [note] = program_of(amina, "notes:read").get(f"/conversations/{talk.pk}/notes").json()["items"]
    assert note["body"] == "Be < generous."


def test_each_verb_is_for_those_who_work_there(talk, amina, mallory, program_of):
    outsider, reader = program_of(mallory), program_of(amina, "conversations:read", "notes:read")
    before = (rows(Conversation), rows(Message), rows(Note))
    for verb, given, _status in VERBS:
        path = f"/conversations/{talk.pk}/{verb}"
        assert (outsider.post(path, given).status_code, reader.post(path, given).status_code) == (404, 403), (
            verb
        )
    assert (rows(Conversation), rows(Message), rows(Note)) == before
    for verb, given, status in VERBS:
        assert program_of(amina).post(f"/conversations/{talk.pk}/{verb}", given).status_code == status, verb


def test_it_sleeps_and_is_looked_after(bridge, talk, amina, mallory):
    told = bridge.post(
        f"/conversations/{talk.pk}/snooze", {"until": "2199-01-01T00:00:00Z", "waits_for": "parts"}
    ).json()
    assert (told["state"], told["snoozed_for"]) == ("snoozed", "parts")
    assert bridge.post(f"/conversations/{talk.pk}/assign", {"person": mallory.person_id}).status_code == 422
    told = bridge.post(f"/conversations/{talk.pk}/assign", {"person": amina.person_id}).json()
    assert told["assignee"]["name"] == "Amina Diallo"
