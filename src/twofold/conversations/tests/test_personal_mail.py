"""Originals of mail go with whoever wrote them, and when nothing was made of them."""

from datetime import timedelta

import pytest

from tests.factories import make_contact_point, make_person, make_raw_message
from twofold.conversations.actions.personal_mail import MAIL_DATA, forget_unused
from twofold.conversations.actions.receive import Fetched, keep_raw
from twofold.conversations.actions.take_in_mail import take_in_waiting
from twofold.conversations.models import Message, RawMessage
from twofold.conversations.tests.mails import raw_mail
from twofold.files.actions.sweep import sweep_unused
from twofold.files.models import StoredFile


@pytest.fixture
def dana(sales):
    person = make_person("Dana", known_to=(sales,))
    make_contact_point(person, value="dana@buyer.example")
    return person


@pytest.fixture
def taken_in(care, now, dana):
    """A mail of Dana's and one of Ann's."""
    keep_raw(
        care, [Fetched(raw_mail(), now), Fetched(raw_mail(sender="ann@x.example", Message_ID="<a@x>"), now)]
    )
    take_in_waiting(care.pk, clock=lambda: now)


def raws():
    return RawMessage.objects.system("test").order_by("pk")


def test_they_are_told_of_their_mail(taken_in, dana):
    assert MAIL_DATA.preview([dana.pk]) == {"Their mail as it arrived": 1}
    assert "Their mail as it arrived" in MAIL_DATA.held([dana.pk]).records


def test_the_originals_of_one_who_is_erased_go_and_others_stay(taken_in, care, dana, bo, actor_of, now):
    held = make_raw_message(care.mailbox, raw_mail(Message_ID="<h@x>"), state="held")

    MAIL_DATA.erase([dana.pk], actor_of(bo), now)

    assert [raw.message.author_address for raw in raws()] == ["ann@x.example"]
    assert not raws().filter(pk=held.pk).exists()
    assert Message.objects.system("test").filter(direction="in").count() == 2
    sweep_unused(now=now + timedelta(days=2000))
    assert StoredFile.objects.count() == 1


def test_what_nothing_was_made_of_goes_after_three_months(taken_in, care, now):
    kept = {
        state: make_raw_message(care.mailbox, state.encode(), state=state) for state in ("held", "set_aside")
    }
    for state in ("report", "discarded"):
        make_raw_message(care.mailbox, state.encode(), state=state)
    before = raws().count()

    assert forget_unused(now=now + timedelta(days=80)) == 0
    assert forget_unused(now=now + timedelta(days=100)) == 2
    assert raws().count() == before - 2
    assert raws().filter(pk__in=[raw.pk for raw in kept.values()]).count() == 2
