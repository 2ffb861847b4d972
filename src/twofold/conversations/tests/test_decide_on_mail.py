"""Mails that the outbox cannot bring to an end by itself are decided by people."""

import pytest

from tests.factories import make_contact_point, make_person
from twofold.conversations.actions.outgoing import confirm_mail, give_up_mail, retry_mail
from twofold.conversations.models import OutgoingMail
from twofold.conversations.tests.outbox import make_outgoing
from twofold.core.errors import Conflict, NotVisible
from twofold.timeline.models import Event

State = OutgoingMail.State


@pytest.mark.parametrize(
    ("act", "before", "after", "verb"),
    [
        (retry_mail, State.UNCONFIRMED, State.WAITING, "mail_retried"),
        (retry_mail, State.FAILED, State.WAITING, "mail_retried"),
        (retry_mail, State.SUPPRESSED, State.WAITING, "mail_retried"),
        (give_up_mail, State.UNCONFIRMED, State.WITHDRAWN, "mail_given_up"),
        (give_up_mail, State.WAITING, State.WITHDRAWN, "mail_given_up"),
        (confirm_mail, State.UNCONFIRMED, State.SENT, "mail_confirmed"),
    ],
)
def test_a_decision_is_carried_out_and_recorded(care, amina, actor_of, now, act, before, after, verb):
    (mail,) = make_outgoing(care, "dana@buyer.example", state=before, finished_at=now)

    act(mail, actor=actor_of(amina), now=now)

    mail.refresh_from_db()
    assert mail.state == after
    event = Event.objects.system("test").get()
    assert (event.verb, event.details["mail"]) == (f"conversations.{verb}", mail.pk)


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (retry_mail, State.SENT),
        (retry_mail, State.CLAIMED),
        (give_up_mail, State.SENT),
        (give_up_mail, State.CLAIMED),
        (confirm_mail, State.WAITING),
        (confirm_mail, State.FAILED),
    ],
)
def test_what_has_moved_on_is_left_alone(care, amina, actor_of, now, act, state):
    (mail,) = make_outgoing(care, "dana@buyer.example", state=state)

    with pytest.raises(Conflict, match="moved on"):
        act(mail, actor=actor_of(amina), now=now)

    mail.refresh_from_db()
    assert mail.state == state


def test_who_must_not_be_written_to_is_not_tried_again(care, amina, sales, actor_of, now):
    dana = make_person("Dana", known_to=(sales,))
    make_contact_point(dana, value="dana@buyer.example", delivery="objected")
    (mail,) = make_outgoing(care, "dana@buyer.example", state=State.SUPPRESSED)

    with pytest.raises(Conflict, match="unwanted"):
        retry_mail(mail, actor=actor_of(amina), now=now)

    mail.refresh_from_db()
    assert mail.state == State.SUPPRESSED


def test_others_do_not_decide(care, mallory, actor_of, now):
    (mail,) = make_outgoing(care, "dana@buyer.example", state=State.UNCONFIRMED)

    with pytest.raises(NotVisible):
        retry_mail(mail, actor=actor_of(mallory), now=now)

    mail.refresh_from_db()
    assert mail.state == State.UNCONFIRMED
