"""The whole way on real servers: Dana writes, a case is made of it, Amina answers, Dana replies, and it is the same case."""

import secrets
import smtplib
import time
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from imap_tools import MailBoxUnencrypted

from tests.factories import make_contact_point, make_person
from twofold.cases.actions.from_conversation import open_case_from
from twofold.cases.models import CaseStep
from twofold.conversations.actions.fetch_mail import fetch_new
from twofold.conversations.actions.send import send_message
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.channels.mail.imap import signed_in
from twofold.conversations.models import Conversation, Mailbox, Message, OutgoingMail
from twofold.conversations.tests.outbox import send_all
from twofold.core.sealing import seal
from twofold.jobs.actions.run import run_due_jobs

LONGEST = 120  # seconds until a mail server on this machine has handed a mail on


class Post:
    """Dana's mail program, and what brings mail to the desk."""

    def __init__(self, servers, mailbox, folder):
        self.mailbox, self.folder = mailbox, folder
        self.imap, self.smtp = (servers[name].rpartition(":") for name in ("imap", "smtp"))
        self.dana = f"dana-{secrets.token_hex(4)}@buyer.example"

    def write(self, body, subject="My chair", **headers):
        """Dana sends a mail."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = self.dana, self.mailbox.address, subject
        mail["Message-ID"] = f"<{secrets.token_hex(8)}@buyer.example>"
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(body)
        with smtplib.SMTP(self.smtp[0], int(self.smtp[2])) as server:
            server.send_message(mail)

    def read(self):
        """What Dana has got."""
        return self._until(self._in_her_box)

    def take_in(self, count, *, now):
        """Fetch what arrived at the desk, until so many mails were taken in."""
        taken = 0

        def arrive():
            nonlocal taken
            box = Mailbox.objects.system("test").select_related("channel").get(pk=self.mailbox.pk)
            with signed_in(box) as server:
                fetch_new(box, server, clock=lambda: now)
            taken += take_in_waiting(box.pk, clock=lambda: now)
            return taken >= count

        self._until(arrive)
        run_due_jobs()

    def send(self, *, now):
        """What the worker does."""
        send_all(self.folder / "outbox", lambda: now)

    def _in_her_box(self):
        with MailBoxUnencrypted(self.imap[0], int(self.imap[2])).login(self.dana, "secret") as box:
            return [message_from_bytes(mail.obj.as_bytes(), policy=policy.default) for mail in box.fetch()]

    @staticmethod
    def _until(happens):
        end = time.monotonic() + LONGEST
        while not (result := happens()):
            assert time.monotonic() < end, "no mail came"
            time.sleep(0.1)
        return result


@pytest.fixture
def post(care, mail_servers, tmp_path):
    if not mail_servers["smtp"]:
        pytest.skip("postfix is started by root only")
    box = Mailbox.objects.system("test").select_related("channel").get(pk=care.pk)
    box.address = f"care-{secrets.token_hex(4)}@alderfinch.example"
    box.imap_user, box.imap_secret = box.address, seal("secret", purpose="mailbox")
    box.imap_host, _colon, box.imap_port = mail_servers["imap"].partition(":")
    box.smtp_host, _colon, box.smtp_port = mail_servers["smtp"].partition(":")
    box.imap_security = box.smtp_security = "none"
    box.channel.settings = {"takes_existing": True}
    box.channel.save(update_fields=["settings"])
    box.save()
    box.refresh_from_db()
    return Post(mail_servers, box, tmp_path)


def test_a_question_becomes_a_case_and_the_reply_to_its_answer_finds_it(post, amina, actor_of, now):
    post.write("Where is my chair?")
    post.take_in(1, now=now)
    conversation = Conversation.objects.system("test").get()
    case = open_case_from(
        conversation,
        kind="question",
        title="Where is the chair?",
        side="external",
        actor=actor_of(amina),
        now=now,
    )

    send_message(conversation, body="It left today.", actor=actor_of(amina), now=now)
    post.send(now=now)
    assert OutgoingMail.objects.system("test").get().state == "waiting", "it can still be taken back"
    post.send(now=now + timedelta(seconds=10))
    (answer,) = post.read()
    post.write("Thank you!", f"Re: {answer['Subject']}", In_Reply_To=answer["Message-ID"])
    quoted = "\n".join(f"> {line}" for line in answer.get_content().splitlines())
    post.write(f"One thing more.\n\n{quoted}", "chair")  # a mail program that keeps no headers
    post.take_in(2, now=now + timedelta(minutes=5))

    assert OutgoingMail.objects.system("test").get().state == "sent"
    assert "It left today." in answer.get_content() and "> Where is my chair?" in answer.get_content()
    assert Conversation.objects.system("test").count() == 1
    said = Message.objects.system("test").filter(conversation=conversation).order_by("pk")
    assert [message.direction for message in said] == ["in", "out", "in", "in"]
    assert {message.body for message in said if message.direction == "in"} >= {
        "Thank you!",
        "One thing more.",
    }
    steps = CaseStep.objects.system("test").filter(case=case, message__isnull=False)
    assert set(steps.values_list("message_id", flat=True)) == {message.pk for message in said}


def test_an_answer_to_an_address_that_is_gone_comes_back_and_is_known(post, amina, sales, actor_of, now):
    Mailbox.objects.system("test").update(acknowledges=False)
    dana = make_person("Dana", known_to=(sales,))
    gone = make_contact_point(dana, value=f"{secrets.token_hex(4)}@gone.example")
    post.dana, kept = gone.value, post.dana
    post.write("Where is my chair?")
    post.dana = kept
    post.take_in(1, now=now)
    conversation = Conversation.objects.system("test").get()

    send_message(conversation, body="It left today.", actor=actor_of(amina), now=now)
    post.send(now=now + timedelta(seconds=10))
    assert OutgoingMail.objects.system("test").get().state == "sent"
    post.take_in(1, now=now + timedelta(minutes=1))

    gone.refresh_from_db()
    conversation.refresh_from_db()
    assert OutgoingMail.objects.system("test").get().state == "failed"
    assert gone.delivery == "bounces"
    assert conversation.needs_answer
