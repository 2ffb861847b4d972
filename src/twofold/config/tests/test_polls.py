"""What is answered before a page is made ready: only to whom the page would answer, and only that nothing is new."""

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from django.urls import reverse

from twofold.accounts.models import User
from twofold.conversations.tests.test_conversations import arrive


@pytest.fixture
def poll(client, amina, sales):
    arrive(sales, "Hello?")
    client.force_login(amina)
    since = client.get(reverse("conversations:inbox")).context["page"].tick
    return lambda: client.get(reverse("conversations:inbox-changes"), {"since": since})


def test_nothing_new_costs_next_to_nothing(poll, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        answer = poll()
    assert (answer.status_code, answer.content) == (204, b"")
    assert "no-store" in answer["Cache-Control"]


def test_what_is_new_is_drawn(poll, sales):
    arrive(sales, "Anyone?", author_address="other@example.com")
    assert b"Anyone?" in poll().content


@pytest.mark.parametrize(
    "end",
    [
        lambda user: Session.objects.all().delete(),
        lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
        lambda user: User.objects.filter(pk=user.pk).update(sign_outs=F("sign_outs") + 1),
        lambda user: User.objects.filter(pk=user.pk).update(password="another"),
    ],
    ids=["session gone", "account closed", "signed out everywhere", "new password"],
)
def test_whoever_is_signed_out_is_led_to_sign_in(poll, amina, end):
    end(amina)
    assert poll().status_code == 302


def test_whoever_lacks_a_second_step_is_led_to_it(poll, settings):
    settings.SECOND_STEP = "all"
    assert poll().status_code == 302


def test_whoever_left_the_unit_is_told_nothing_of_it(poll, amina):
    amina.memberships.all().delete()
    assert poll().status_code != 204
