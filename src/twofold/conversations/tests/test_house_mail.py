"""Codes, links and notices go through the outbox: queued, tried again, listed, and erased when they were sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_contact_point, make_person
from tests.mail.sink import Manners, Sink
from twofold.conversations.actions.outgoing import retry_mail
from twofold.conversations.actions.personal_outgoing import forget_house_mail
from twofold.conversations.models import HouseMail, OutgoingMail
from twofold.conversations.outbox.claiming import Room, claim_mails
from twofold.conversations.outbox.journal import Journal
from twofold.conversations.outbox.outlets import OUTBOX, Outlet
from twofold.conversations.outbox.server import Server
from twofold.conversations.tests.outbox import make_outgoing, send_all, states
from twofold.core.errors import Conflict
from twofold.core.house_mail import HouseMail as Mail
from twofold.core.house_mail import MailKind

pytestmark = pytest.mark.django_db(transaction=True)
State = OutgoingMail.State
DANA = "dana@buyer.example"


@pytest.fixture
def sink(settings):
    with Sink() as sink:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = OUTBOX, "127.0.0.1", sink.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "Twofold <twofold@sales.example>"
        yield sink


class Clock:
    def __init__(self):
        self.now = timezone.now() + timedelta(seconds=1)

    def __call__(self):
        return self.now

    def forward(self, by):
        self.now += by


@pytest.fixture
def clock():
    return Clock()


def write(kind=MailKind.CODE, to=DANA, **more):
    assert Mail(kind, "Your code – ✓", "It is 123456.", to, **more).send() == 1
    return OutgoingMail.objects.system("test").order_by("-pk").first()


def test_it_is_sealed_until_it_was_sent_and_erased_then(sink, tmp_path, clock):
    mail = write(html="<p>It is 123456.</p>", headers={"List-Unsubscribe": "<https://x.example>"})
    assert mail.house.content and "123456" not in mail.house.content
    assert sink.taken == [], "no request waits for a server"

    send_all(tmp_path, clock)

    (taken,) = sink.taken
    assert (taken.return_path, taken.recipient) == ("twofold@sales.example", DANA)
    for words in (b"123456", b"List-Unsubscribe", b"Auto-Submitted: auto-generated", b"text/html"):
        assert words in taken.content
    assert states() == {DANA: State.SENT}
    assert HouseMail.objects.get().content == ""


def test_what_somebody_waits_for_goes_first_and_is_taken_when_a_lane_is_full(sink, care, tmp_path, now):
    make_outgoing(care, "eli@oak.example")
    notice, code = write(MailKind.NOTICE), write(MailKind.CODE)
    outlet = Outlet(Server("127.0.0.1", sink.port, "none"), "a@b.example", "", "")
    everywhere = Room({None: outlet, care.pk: outlet})
    journal = Journal(tmp_path, "amina")

    def claimed(room):
        letters = claim_mails("amina", room=room, limit=1, now=code.send_after, journal=journal)
        return [(letter.mail_id, letter.is_urgent) for letter in letters]

    assert claimed(Room({}, urgent=everywhere)) == [(code.pk, True)]
    assert claimed(Room({}, urgent=everywhere)) == []
    assert (notice.pk, False) in [*claimed(everywhere), *claimed(everywhere)]
    journal.close()


def test_a_server_that_cannot_just_now_is_asked_again(sink, tmp_path, clock):
    sink.manners["buyer.example"] = Manners(rcpt="450 later")
    write(MailKind.INVITATION)

    send_all(tmp_path, clock)
    assert states() == {DANA: State.WAITING}

    sink.manners.clear()
    clock.forward(timedelta(hours=1))
    send_all(tmp_path, clock)
    assert states() == {DANA: State.SENT}


def test_a_code_that_would_come_too_late_is_not_sent(sink, tmp_path, clock):
    mail = write(lasts=-timedelta(minutes=1))

    send_all(tmp_path, clock)

    mail.refresh_from_db()
    assert (mail.state, mail.house.content, sink.taken) == (State.FAILED, "", [])


def test_an_address_that_bounces_is_left_out(sink, tmp_path, clock):
    make_contact_point(make_person("Dana"), DANA, delivery="bounces")
    write()

    send_all(tmp_path, clock)

    assert (states(), sink.taken) == ({DANA: State.SUPPRESSED}, [])


def test_administrators_see_that_it_is_on_its_way_and_nobody_sees_what_it_says(sink, chidi, amina, client_of):
    write()

    page, others = (client_of(who).get("/outbox/").content.decode() for who in (chidi, amina))

    assert DANA in page and "Code to sign in" in page and "123456" not in page and "Your code" not in page
    assert DANA not in others


def test_what_is_erased_cannot_be_sent_again(sink, chidi, actor_of, tmp_path, clock, now):
    sink.manners["buyer.example"] = Manners(rcpt="550 5.1.1 no such user")
    write()
    send_all(tmp_path, clock)
    mail = OutgoingMail.objects.system("test").get()

    with pytest.raises(Conflict, match="erased already"):
        retry_mail(mail, actor=actor_of(chidi), now=now)
    assert states() == {DANA: State.FAILED}


def test_whom_the_house_wrote_to_is_forgotten_after_a_month(sink, tmp_path, clock):
    write()
    send_all(tmp_path, clock)
    clock.forward(timedelta(days=29))
    assert forget_house_mail(now=clock()) == 0

    clock.forward(timedelta(days=2))
    forget_house_mail(now=clock())
    assert states() == {}
