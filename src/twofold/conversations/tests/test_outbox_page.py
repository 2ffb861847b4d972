"""The outbox as people see it: their units' mail, and of the rest at most how much there is."""

import pytest

from tests.factories import make_mailbox, make_outgoing_mail
from twofold.conversations.models import OutgoingMail
from twofold.conversations.outbox.claiming import State

PAGE = "/outbox/"


@pytest.fixture
def of_sales(sales):
    return make_mailbox(sales, "care@oak.example", "Customer care")


@pytest.fixture
def of_hr(hr):
    return make_mailbox(hr, "hr@oak.example", "People desk")


def read(client):
    return client.get(PAGE).content.decode()


def test_each_mail_stands_where_it_belongs_with_what_can_be_done(client_of, amina, of_sales):
    rows = {
        state: make_outgoing_mail(of_sales, f"{state}@buyer.example", state=state, answer=f"why {state}")
        for state in (
            State.UNCONFIRMED,
            State.FAILED,
            State.SUPPRESSED,
            State.WAITING,
            State.CLAIMED,
            State.SENT,
        )
    }

    page = read(client_of(amina))

    assert "sent@buyer.example" not in page
    assert all(f"{state}@buyer.example" in page for state in rows if state != State.SENT)
    assert "the mail may have arrived" in page
    offered = {
        (act, state)
        for act in ("retry", "give-up", "confirm")
        for state, row in rows.items()
        if f"/outbox/{row.pk}/{act}/" in page
    }
    again = {("retry", state) for state in (State.UNCONFIRMED, State.FAILED, State.SUPPRESSED, State.WAITING)}
    given_up = {("give-up", state) for state in (State.UNCONFIRMED, State.FAILED, State.WAITING)}
    assert offered == again | given_up | {("confirm", State.UNCONFIRMED)}


def test_an_administrator_learns_how_much_more_there_is_and_others_do_not(
    client_of, amina, chidi, of_sales, of_hr
):
    make_outgoing_mail(of_sales, "dana@buyer.example", state="unconfirmed")
    make_outgoing_mail(of_hr, "applicant@x.example", state="unconfirmed")

    for user, is_told in ((chidi, True), (amina, False)):
        page = read(client_of(user))
        assert "dana@buyer.example" in page and "applicant" not in page
        assert ("1 more mail belongs to a unit that you do not see." in page) is is_told


def test_mail_without_a_server_is_explained(client_of, amina, of_sales):
    make_outgoing_mail(of_sales, "dana@buyer.example")

    assert "no mail server to send by" in read(client_of(amina))


def test_a_button_decides_and_says_so(client_of, amina, of_sales):
    mail = make_outgoing_mail(of_sales, "dana@buyer.example", state="unconfirmed")
    client = client_of(amina)

    answer = client.post(f"/outbox/{mail.pk}/confirm/", follow=True)
    again = client.post(f"/outbox/{mail.pk}/confirm/", follow=True)

    assert "Marked as sent." in answer.content.decode()
    assert "This mail has moved on." in again.content.decode()
    assert OutgoingMail.objects.system("test").get().state == "sent"


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_asks_the_same_few_questions_for_one_and_for_many(
    client_of, amina, of_sales, django_assert_max_num_queries, count
):
    for number in range(count):
        for state in (State.UNCONFIRMED, State.FAILED, State.WAITING):
            make_outgoing_mail(of_sales, f"n{number}@buyer.example", state=state)
    client = client_of(amina)
    client.get(PAGE)

    with django_assert_max_num_queries(24):
        client.get(PAGE)
