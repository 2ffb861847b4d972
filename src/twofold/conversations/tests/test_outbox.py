"""What is due leaves once; what cannot leave waits, fails or is kept back, and says why."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from tests.factories import make_contact_point, make_person
from tests.mail.sink import Manners, Sink
from twofold.conversations.models import Channel, Conversation, Mailbox, Message, OutgoingMail
from twofold.conversations.outbox import sender
from twofold.conversations.outbox.tokens import mail_bounced_to, reference
from twofold.conversations.tests.outbox import make_outgoing, send_all, send_by, states

State = OutgoingMail.State


@pytest.fixture
def sink():
    with Sink() as sink:
        yield sink


@pytest.fixture
def care(care, sink):
    """Sales, whose mail goes to the sink."""
    send_by(care, sink.port)
    return care


@pytest.fixture
def send(tmp_path, now):
    """Sends what is due at a moment."""

    def send(at=now):
        send_all(tmp_path / "outbox", lambda: at)
        assert list((tmp_path / "outbox").iterdir()) == []

    return send


def mails():
    return OutgoingMail.objects.system("test").order_by("pk")


def test_what_is_due_leaves_with_everything_by_which_it_finds_back(care, sink, send, now):
    Mailbox.objects.system("test").update(sender_name="Oak & Ember Care", signature="Yours, Sales")
    (mail,) = make_outgoing(care, "dana@buyer.example")
    Message.objects.system("test").update(
        references=["d0@buyer.example", "d1@buyer.example"], quoted="> Where?"
    )

    send()

    (taken,) = sink.taken
    sent = message_from_bytes(taken.content, policy=policy.default)
    assert mail_bounced_to(taken.return_path) == mail.pk
    assert sent["From"] == "Oak & Ember Care <care@alderfinch.example>"
    assert (sent["To"], sent["Subject"]) == ("dana@buyer.example", "Re: Chair")
    assert sent["Message-ID"] == f"<{mail.message.header_id}>"
    assert sent["In-Reply-To"] == "<d1@buyer.example>"
    assert sent["References"] == "<d0@buyer.example> <d1@buyer.example>"
    assert sent["X-Twofold-Loop"] and not sent["Auto-Submitted"]
    assert sent.get_content().split("\r\n\r\n") == [
        "Dear dana@buyer.example, it is on its way.",
        "-- \r\nYours, Sales",
        "> Where?",
        f"[{reference(mail.message.conversation_id)}]",
    ]
    mail.refresh_from_db()
    assert (mail.state, mail.answer, mail.attempts) == (State.SENT, "250 2.0.0 taken", 1)
    assert mail.claimed_by == "" and mail.finished_at == now


def test_an_automatic_mail_says_that_it_is_one(care, sink, send):
    make_outgoing(care, "dana@buyer.example")
    Message.objects.system("test").update(is_automatic=True)

    send()

    sent = message_from_bytes(sink.taken[0].content)
    assert (sent["Auto-Submitted"], sent["X-Auto-Response-Suppress"]) == ("auto-replied", "All")


def test_what_is_not_due_yet_stays(care, sink, send, now):
    make_outgoing(care, "dana@buyer.example", send_after=now + timedelta(seconds=10))

    send()
    assert states() == {"dana@buyer.example": State.WAITING}

    send(now + timedelta(seconds=10))
    assert states() == {"dana@buyer.example": State.SENT}


def test_many_leave_over_few_lines(care, sink, send):
    make_outgoing(care, *(f"n{number}@d{number % 3}.example" for number in range(60)))

    send()

    assert len({taken.header_id for taken in sink.taken}) == len(sink.taken) == 60
    assert set(states().values()) == {State.SENT}
    assert sink.connections <= 4


def test_addresses_that_are_gone_or_objected_are_left_out_at_the_last_moment(care, sink, send, sales):
    dana = make_person("Dana", known_to=(sales,))
    make_contact_point(dana, value="Dana@buyer.example", delivery="objected")
    make_contact_point(dana, value="old@buyer.example", delivery="bounces")
    make_contact_point(dana, value="slow@buyer.example", delivery="unsure")
    make_outgoing(care, "dana@buyer.example", "old@buyer.example", "slow@buyer.example", "eli@oak.example")

    send()

    assert states() == {
        "dana@buyer.example": State.SUPPRESSED,
        "old@buyer.example": State.SUPPRESSED,
        "slow@buyer.example": State.SENT,
        "eli@oak.example": State.SENT,
    }
    assert "unwanted" in mails().first().answer
    assert len(sink.taken) == 2


def test_an_address_that_does_not_exist_fails_and_somebody_is_asked(care, sink, send, sales):
    gone = make_contact_point(make_person("Dana", known_to=(sales,)), value="dana@buyer.example")
    sink.manners["buyer.example"] = Manners(rcpt="550 5.1.1 no such user")
    (mail,) = make_outgoing(care, "dana@buyer.example")

    send()

    mail.refresh_from_db()
    gone.refresh_from_db()
    conversation = Conversation.objects.system("test").get()
    assert (mail.state, mail.answer) == (State.FAILED, "550 5.1.1 no such user")
    assert gone.delivery == "bounces"
    assert conversation.needs_answer


def test_a_mail_put_off_is_tried_again_later_and_longer_each_time(care, sink, send, now):
    sink.manners["busy.example"] = Manners(rcpt="450 later")
    (mail,) = make_outgoing(care, "dana@busy.example")

    send()
    mail.refresh_from_db()
    first = mail.send_after
    send(first)
    mail.refresh_from_db()

    assert mail.state == State.WAITING and mail.attempts == 2 and mail.answer == "450 later"
    assert timedelta(seconds=50) < first - now < timedelta(seconds=70)
    assert mail.send_after - first > timedelta(seconds=100)

    del sink.manners["busy.example"]
    send(mail.send_after)
    assert states() == {"dana@busy.example": State.SENT}


def test_after_five_days_it_has_failed(care, sink, send, now):
    sink.manners["busy.example"] = Manners(rcpt="450 later")
    make_outgoing(care, "dana@busy.example", created_at=now - timedelta(days=5))

    send()

    assert states() == {"dana@busy.example": State.FAILED}


def test_a_domain_that_puts_off_everything_is_left_in_peace_and_others_go_on(care, sink, send, now):
    sink.manners["busy.example"] = Manners(rcpt="450 later")
    make_outgoing(care, *(f"n{number}@busy.example" for number in range(50)), "eli@oak.example")

    send()

    assert states()["eli@oak.example"] == State.SENT
    assert not mails().filter(domain="busy.example", send_after__lte=now).exists()


def test_a_dead_server_keeps_only_its_own_mail_waiting(care, sales, sink, send, now):
    other = Channel.objects.create(kind="mail", name="Another", unit=sales, created_at=now)
    Mailbox.objects.create(channel=other, address="other@alderfinch.example")
    send_by(other, 1)
    make_outgoing(other, *(f"n{number}@buyer.example" for number in range(30)))
    make_outgoing(care, "eli@oak.example")

    send()

    assert states()["eli@oak.example"] == State.SENT
    waiting = mails().filter(channel=other)
    assert set(waiting.values_list("state", flat=True)) == {State.WAITING}
    assert not waiting.filter(send_after__lte=now + timedelta(seconds=50)).exists()
    assert "refused" in waiting.first().answer


def test_a_server_that_hangs_keeps_only_its_own_mail_waiting(care, sales, sink, tmp_path, now, monkeypatch):
    monkeypatch.setattr(sender, "GRACE_SECONDS", 0)
    slow = Channel.objects.create(kind="mail", name="Slow", unit=sales, created_at=now)
    Mailbox.objects.create(channel=slow, address="slow@alderfinch.example")
    with Sink(manners={"buyer.example": Manners(silent=True)}) as hanging:
        send_by(slow, hanging.port)
        make_outgoing(slow, *(f"n{number}@buyer.example" for number in range(30)))
        make_outgoing(care, *(f"n{number}@oak.example" for number in range(30)))
        sending = sender.Sender(tmp_path / "outbox", clock=lambda: now)

        while mails().filter(channel=care).exclude(state=State.SENT).exists():
            assert sending.step(), "what hangs is still on its way"
        sending.finish()

        assert mails().filter(channel=slow, state=State.CLAIMED).count() <= 3, (
            "those after whose dot nothing came"
        )
        assert mails().filter(channel=slow, state=State.WAITING).count() >= 27
        assert sink.connections <= 4 and hanging.connections <= 4


def test_an_answer_that_does_not_come_is_listed_and_not_sent_again(care, sink, send, now):
    sink.manners["gone.example"] = Manners(lost=True)
    (mail,) = make_outgoing(care, "dana@gone.example")

    send()
    send(now + timedelta(days=1))

    mail.refresh_from_db()
    assert mail.state == State.UNCONFIRMED
    assert len(sink.taken) == 1


def test_a_mail_that_cannot_be_written_fails_alone(care, sink, send):
    bad, _good = make_outgoing(care, "dana@buyer.example", "eli@oak.example")
    Message.objects.system("test").filter(pk=bad.message_id).update(header_id="a\nb")

    send()

    assert states() == {"dana@buyer.example": State.FAILED, "eli@oak.example": State.SENT}


def test_what_was_taken_back_does_not_leave(care, sink, send, now):
    make_outgoing(care, "dana@buyer.example")
    Message.objects.system("test").update(withdrawn_at=now)

    send()

    assert states() == {"dana@buyer.example": State.WITHDRAWN}
    assert sink.taken == []


def test_without_a_server_it_waits(care, sink, send):
    Mailbox.objects.system("test").update(smtp_host="")
    make_outgoing(care, "dana@buyer.example")

    send()

    assert states() == {"dana@buyer.example": State.WAITING}
