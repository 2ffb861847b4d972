"""Mail that was held back or set aside waits for somebody who works in the unit."""

import pytest

from twofold.conversations.actions.held_mail import discard_mail, release_mail
from twofold.conversations.actions.receive import Fetched, keep_raw
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.models import Message, RawMessage
from twofold.conversations.tests.mails import raw_mail
from twofold.core.errors import Conflict, NotVisible


@pytest.fixture
def held(care, now):
    """A mail that was held back."""
    keep_raw(care, [Fetched(raw_mail("<script>alert(1)</script>", Subject="Flood"), now)])
    RawMessage.objects.system("test").update(state="held", problem="Too many.")
    return RawMessage.objects.system("test").get()


def test_it_is_let_in_once(held, care, amina, actor_of, now):
    release_mail(held, actor=actor_of(amina), now=now)
    take_in_waiting(care.pk, clock=lambda: now)

    assert Message.objects.system("test").get().subject == "Flood"
    with pytest.raises(Conflict):
        release_mail(held, actor=actor_of(amina), now=now)


def test_it_is_discarded_and_still_there(held, care, amina, actor_of, now):
    discard_mail(held, actor=actor_of(amina), now=now)
    take_in_waiting(care.pk, clock=lambda: now)

    assert not Message.objects.system("test").exists()
    release_mail(held, actor=actor_of(amina), now=now)
    assert take_in_waiting(care.pk, clock=lambda: now) == 1


def test_others_do_not_know_of_it(held, mallory, actor_of, now):
    with pytest.raises(NotVisible):
        release_mail(held, actor=actor_of(mallory), now=now)


def test_the_list_and_the_page_show_it_as_text(held, client_of, amina):
    client = client_of(amina)

    listed = client.get("/mail/held/").content.decode()
    page = client.get(f"/mail/{held.pk}/").content.decode()

    assert "Flood" in listed and "dana@buyer.example" in listed and "Too many." in listed
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page


def test_the_original_is_saved_and_never_shown(held, client_of, amina):
    answer = client_of(amina).get(f"/mail/{held.pk}/original/")

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"Subject: Flood" in b"".join(answer.streaming_content)


def test_decisions_are_posted(held, client_of, amina):
    client = client_of(amina)

    assert client.get(f"/mail/{held.pk}/release/").status_code == 405
    assert client.post(f"/mail/{held.pk}/discard/").status_code == 302
    held.refresh_from_db()
    assert held.state == "discarded"


def test_of_a_mail_that_became_a_message_only_those_see_the_original_who_see_the_message(
    care, amina, bo, mallory, actor_of, now
):
    keep_raw(care, [Fetched(raw_mail(), now)])
    take_in_waiting(care.pk, clock=lambda: now)
    message = Message.objects.system("test").select_related("conversation").get()
    message.conversation.is_restricted = True
    message.conversation.save(update_fields=["is_restricted"])

    seen = [RawMessage.objects.visible_to(actor_of(user)).exists() for user in (bo, amina, mallory)]
    assert seen == [True, False, False]
