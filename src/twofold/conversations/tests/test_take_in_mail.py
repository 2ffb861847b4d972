"""Mail becomes messages of conversations: every one is kept, none holds up another, and nobody is taken at their word."""

from datetime import timedelta

import pytest

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions import make_messages
from twofold.conversations.actions.receive import Fetched, keep_raw
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.channels.mail import threading
from twofold.conversations.models import Conversation, ConversationParty, Message, RawMessage
from twofold.conversations.outbox.tokens import reference
from twofold.conversations.queries.mail_places import possibly_belongs_to
from twofold.conversations.tests.mails import raw_mail
from twofold.files.models import Attachment
from twofold.jobs.actions.run import run_due_jobs
from twofold.jobs.models import Job

State = RawMessage.State


@pytest.fixture
def deliver(care, now):
    """Mails arrive and are taken in; the messages that came of them are given back."""

    def arrive(*mails: bytes, at=now):
        known = set(Message.objects.system("test").values_list("pk", flat=True))
        keep_raw(care, [Fetched(one, at) for one in mails])
        take_in_waiting(care.pk, clock=lambda: at)
        arrived = Message.objects.system("test").filter(direction="in").exclude(pk__in=known)
        return list(arrived.order_by("pk"))

    return arrive


def raws():
    return RawMessage.objects.system("test").order_by("pk")


def test_a_mail_begins_a_conversation_of_the_mailboxs_unit(deliver, care, sales, now):
    (message,) = deliver(
        raw_mail("Where is it?\n\n-- \nDana", Cc="Ann <ann@x.example>", Reply_To="desk@buyer.example")
    )

    conversation = message.conversation
    assert (conversation.unit, conversation.channel, conversation.subject) == (sales, care, "My chair")
    assert conversation.needs_answer and conversation.state == Conversation.State.OPEN
    assert (message.body, message.quoted, message.author_address) == (
        "Where is it?",
        "-- \nDana",
        "dana@buyer.example",
    )
    assert message.header_id == "d1@buyer.example"
    assert not message.is_verified and not message.is_automatic and message.problem == ""
    assert message.recipients == {
        "to": ["care@alderfinch.example"],
        "cc": ["ann@x.example"],
        "reply_to": ["desk@buyer.example"],
    }
    roles = conversation.participants.order_by("pk").values_list("address", "role")
    assert list(roles) == [("dana@buyer.example", "requester"), ("ann@x.example", "copied")]
    assert raws().get().state == State.TAKEN


def test_the_same_mail_fetched_twice_is_one(deliver):
    assert len(deliver(raw_mail(), raw_mail())) == 1
    assert deliver(raw_mail()) == []
    assert raws().count() == 1


def test_a_writer_is_known_by_an_address_that_belongs_to_one_person_only(deliver, sales):
    dana, ann, bob = (make_person(name, known_to=(sales,)) for name in ("Dana", "Ann", "Bob"))
    make_contact_point(dana, value="Dana@Buyer.example")
    for person in (ann, bob):
        make_contact_point(person, value="home@x.example")

    (known,) = deliver(raw_mail(sender="DANA@buyer.example"))
    (shared,) = deliver(raw_mail(sender="home@x.example", Message_ID="<d2@x>"))

    assert known.author == dana and known.conversation.party == dana
    assert known.conversation.participants.get().party == dana
    assert shared.author is None and shared.conversation.party is None


def test_an_answer_comes_to_its_conversation_and_wakes_it(deliver, now):
    (first,) = deliver(raw_mail())
    Conversation.objects.system("test").update(state="closed", needs_answer=False)

    (second,) = deliver(
        raw_mail("And the legs?", Message_ID="<d2@buyer.example>", In_Reply_To="<d1@buyer.example>")
    )

    assert second.conversation_id == first.conversation_id
    assert second.conversation.state == "open" and second.conversation.needs_answer
    assert second.conversation.message_count == 2


def test_an_answer_that_arrives_together_with_what_it_answers_comes_to_it(deliver):
    first, second = deliver(
        raw_mail(), raw_mail("More", Message_ID="<d2@x>", In_Reply_To="<d1@buyer.example>")
    )

    assert second.conversation_id == first.conversation_id


@pytest.mark.parametrize("hint", ["header", "reference"])
def test_a_stranger_who_knows_an_id_or_a_reference_gets_a_conversation_of_their_own(deliver, hint):
    (first,) = deliver(raw_mail())
    reference_line = f"Reference: {reference(first.conversation_id)}"
    clue = {"header": ("", {"In_Reply_To": "<d1@buyer.example>"}), "reference": (reference_line, {})}[hint]

    (forged,) = deliver(
        raw_mail(f"Send it to me.\n{clue[0]}", sender="mallory@x.example", Message_ID="<m@x>", **clue[1])
    )
    (genuine,) = deliver(raw_mail(f"Thank you.\n{clue[0]}", Message_ID="<d2@x>", **clue[1]))

    assert forged.conversation_id != first.conversation_id
    assert "mallory@x.example" not in first.conversation.participants.values_list("address", flat=True)
    assert genuine.conversation_id == first.conversation_id


def test_staff_who_see_both_are_told_that_they_may_belong_together(deliver, amina, mallory, actor_of):
    (first,) = deliver(raw_mail())
    (from_elsewhere,) = deliver(
        raw_mail(
            "It is me, from home.",
            sender="dana@home.example",
            Message_ID="<h@x>",
            In_Reply_To="<d1@buyer.example>",
        )
    )

    assert list(possibly_belongs_to(from_elsewhere, actor_of(amina))) == [first.conversation]
    assert list(possibly_belongs_to(first, actor_of(amina))) == []
    assert list(possibly_belongs_to(from_elsewhere, actor_of(mallory))) == []


def test_an_answer_to_a_merged_conversation_comes_to_the_one_it_is_now(deliver):
    (first,) = deliver(raw_mail())
    (other,) = deliver(raw_mail(Message_ID="<d2@x>", Subject="Again"))
    merged = first.conversation
    merged.merged_into, merged.state = other.conversation, "closed"
    merged.save(update_fields=["merged_into", "state"])

    (late,) = deliver(raw_mail("Late", Message_ID="<d3@x>", In_Reply_To="<d1@buyer.example>"))

    assert late.conversation_id == other.conversation_id


def test_files_come_along_under_safe_names(deliver):
    (message,) = deliver(raw_mail(files=[("\u200b.htaccess", b"Deny"), ("photo.png", b"\x89PNG\r\n\x1a\n")]))

    kept = Attachment.objects.system("test").filter(
        subject_kind="conversations.message", subject_id=message.pk
    )
    assert list(kept.order_by("pk").values_list("name", "content_type")) == [
        ("htaccess", "text/plain"),
        ("photo.png", "image/png"),
    ]


def test_a_file_that_is_too_large_is_left_out_and_said_so(deliver, settings):
    settings.UPLOAD_LIMIT = 100

    (message,) = deliver(raw_mail(files=[("big.bin", b"x" * 101)]))

    assert "too large" in message.problem
    assert not Attachment.objects.system("test").exists()


@pytest.mark.parametrize(
    ("headers", "automatic", "from_list"),
    [
        ({"Auto-Submitted": "auto-replied"}, True, False),
        ({"Return-Path": "<>"}, True, False),
        ({"sender": "no-reply@shop.example"}, True, False),
        ({"List-Id": "<talk.lists.example>"}, True, True),
        ({"X-Auto-Response-Suppress": "All"}, False, False),
    ],
)
def test_what_a_machine_or_a_list_sent_asks_nobody_for_anything(
    deliver, headers, automatic, from_list, sales
):
    make_contact_point(make_person("Dana", known_to=(sales,)), value="dana@buyer.example")

    (message,) = deliver(raw_mail(**headers))

    assert (message.is_automatic, message.is_list_mail) == (automatic, from_list)
    assert message.conversation.needs_answer is not automatic
    assert message.conversation.state == ("closed" if from_list else "open")
    if from_list:
        assert message.author is None and not message.conversation.participants.exists()


def test_a_sender_is_verified_only_when_our_own_server_vouches(deliver):
    header = {"Authentication-Results": "mx.alderfinch.example; dkim=pass header.d=buyer.example"}

    (vouched,) = deliver(raw_mail(**header))
    (forged,) = deliver(raw_mail(sender="Dana <dana@other.example>", Message_ID="<m@x>", **header))

    assert vouched.is_verified and not forged.is_verified


@pytest.mark.parametrize(
    ("headers", "answers"),
    [
        ({}, 1),
        ({"X-Auto-Response-Suppress": "OOF"}, 0),
        ({"Auto-Submitted": "auto-replied"}, 0),
        ({"Precedence": "list"}, 0),
    ],
)
def test_whoever_begins_a_conversation_is_told_that_they_were_heard_unless_it_may_be_a_machine(
    deliver, sales, headers, answers
):
    make_contact_point(make_person("Dana", known_to=(sales,)), value="dana@buyer.example")

    deliver(raw_mail(**headers))
    if answers:
        deliver(raw_mail("More", Message_ID="<d2@x>", In_Reply_To="<d1@buyer.example>"))

    sent = Message.objects.system("test").filter(direction="out")
    assert len(sent) == answers
    assert all("chair" not in (one.subject + one.body).lower() for one in sent)


def test_the_twenty_first_mail_within_an_hour_is_held_until_somebody_lets_it_in(deliver, now):
    taken = deliver(*(raw_mail(Message_ID=f"<{number}@x>") for number in range(21)))
    (held,) = raws().filter(state=State.HELD)
    later = deliver(raw_mail(Message_ID="<late@x>"), at=now + timedelta(minutes=61))

    assert len(taken) == 20 and len(later) == 1
    assert "20 mails" in held.problem


def test_a_mail_that_cannot_be_taken_apart_is_shown_raw(deliver):
    boxes = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(100))

    (message,) = deliver(b"From: dana@buyer.example\nSubject: Odd\n" + boxes)

    assert "raw text" in message.problem
    assert "Content-Type: multipart/mixed" in message.body
    assert (message.subject, message.author_address) == ("Odd", "dana@buyer.example")


def test_a_mail_on_which_it_stumbles_is_set_aside_and_the_next_is_taken(deliver, monkeypatch):
    def stumble(mail, suggested):
        if "poison" in mail.subject:
            raise KeyError("a bug")
        return threading.find_place(mail, suggested)

    monkeypatch.setattr(make_messages, "find_place", stumble)

    before, after = deliver(
        raw_mail(Message_ID="<d0@x>", sender="ann@x.example"),
        raw_mail(Subject="poison", Message_ID="<p@x>"),
        raw_mail(),
    )

    assert (before.author_address, after.author_address) == ("ann@x.example", "dana@buyer.example")
    aside = raws().get(state=State.SET_ASIDE)
    assert aside.attempts == 3 and "could not be taken in" in aside.problem


def test_a_mail_on_which_the_worker_died_three_times_is_set_aside(care, now):
    keep_raw(care, [Fetched(raw_mail(), now)])
    raws().update(attempts=3)

    assert take_in_waiting(care.pk, clock=lambda: now) == 0
    assert raws().get().state == State.SET_ASIDE
    assert not Message.objects.system("test").exists()


def test_everything_that_arrived_ends_somewhere(deliver):
    mails = [raw_mail(Message_ID=f"<{number}@x>", sender=f"p{number % 3}@x.example") for number in range(70)]
    deliver(*mails, b"", b"\x00\xff", b"From: x\n\n")

    states = list(raws().values_list("state", flat=True))
    assert len(states) == 73 and State.WAITING not in states
    assert states.count(State.TAKEN) == Message.objects.system("test").count() == 63
    assert ConversationParty.objects.filter(address="").count() == 0


def test_a_job_that_has_worked_long_leaves_the_rest_to_another(care, now, monkeypatch):
    monkeypatch.setattr("twofold.conversations.tasks.AT_A_STRETCH", timedelta(0))
    keep_raw(care, [Fetched(raw_mail(), now)])

    run_due_jobs(limit=1)

    assert raws().get().state == State.WAITING
    again = Job.objects.system("test").filter(
        task="twofold.conversations.tasks.take_in_mail", state="waiting"
    )
    assert again.count() == 1
