"""Customers sign in by a code sent to their address; who is known and who is not cannot be told apart."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from tests.factories import make_contact_point, make_person
from twofold.accounts.actions.sign_in_codes import LASTS, MOST_TRIES, new_sign_in_code, use_sign_in_code
from twofold.accounts.models import SignInCode, User
from twofold.accounts.tasks import mail_sign_in_code
from twofold.core.errors import Conflict

pytestmark = pytest.mark.django_db
ADDRESS = "dana@customer.example"


@pytest.fixture
def customer(sales, now):
    """Dana, who has never signed in, with an address known to be hers."""
    person = make_person("Dana Novak", known_to=(sales,))
    make_contact_point(person, ADDRESS, verified_at=now)
    return person


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """The addresses for which the worker was asked to send a code."""
    addresses = []
    monkeypatch.setattr(
        type(mail_sign_in_code), "enqueue", lambda self, *, email, language: addresses.append(email)
    )
    return addresses


def sent_code() -> str:
    return re.search(r"\b\d{6}\b", mail.outbox[-1].body).group()


@pytest.mark.parametrize("email", [ADDRESS, "nobody@customer.example"])
def test_known_and_unknown_addresses_get_the_same_answer(client, customer, asked, email):
    answer = client.post("/portal/sign-in/", {"email": email})
    assert (answer.status_code, answer["Location"]) == (302, "/portal/sign-in/code/")
    assert asked == [email]
    assert not mail.outbox
    assert client.post("/portal/sign-in/code/", {"code": "000000"}).status_code == 422


def test_the_code_lets_in_once_and_makes_an_account_without_a_password(client, customer, asked):
    client.post("/portal/sign-in/?next=/portal/cases/", {"email": ADDRESS})
    mail_sign_in_code.call(email=ADDRESS)
    code = sent_code()
    answer = client.post("/portal/sign-in/code/", {"code": f" {code[:3]} {code[3:]}"})
    assert answer["Location"] == "/portal/cases/"
    user = User.objects.get(person=customer)
    assert client.session["_auth_user_id"] == str(user.pk)
    assert not user.has_usable_password()
    assert not SignInCode.objects.exists()


def test_the_second_time_it_is_the_same_account(customer, now):
    first = use_sign_in_code(ADDRESS, new_sign_in_code(ADDRESS, now=now), now=now)
    assert use_sign_in_code(ADDRESS, new_sign_in_code(ADDRESS, now=now), now=now) == first


def test_a_code_dies_of_age_of_a_newer_one_and_of_guesses(customer, now):
    old = new_sign_in_code(ADDRESS, now=now)
    new = new_sign_in_code(ADDRESS, now=now)
    with pytest.raises(Conflict):
        use_sign_in_code(ADDRESS, "x" + old, now=now)
    with pytest.raises(Conflict):
        use_sign_in_code(ADDRESS, new, now=now + LASTS + timedelta(seconds=1))
    for _ in range(MOST_TRIES):
        with pytest.raises(Conflict):
            use_sign_in_code(ADDRESS, "no code", now=now)
    with pytest.raises(Conflict):
        use_sign_in_code(ADDRESS, new, now=now)
    assert not User.objects.filter(person=customer).exists()


def test_an_address_of_two_people_or_of_unproven_ones_lets_nobody_in(customer, now, sales):
    code = new_sign_in_code(ADDRESS, now=now)
    make_contact_point(make_person("Dan Novak", known_to=(sales,)), ADDRESS)
    with pytest.raises(Conflict):
        use_sign_in_code(ADDRESS, code, now=now)
    stranger = "someone@customer.example"
    make_contact_point(make_person("Some One"), stranger)
    mail_sign_in_code.call(email=stranger)
    mail_sign_in_code.call(email=ADDRESS)
    assert not mail.outbox


def test_whoever_serves_here_is_told_to_use_the_password(amina, now):
    mail_sign_in_code.call(email=amina.email)
    assert "/accounts/login/" in mail.outbox[0].body
    assert not SignInCode.objects.exists()
    with pytest.raises(Conflict):
        use_sign_in_code(amina.email, new_sign_in_code(amina.email, now=now), now=now)


def test_many_codes_for_one_address_are_not_sent(client, customer, asked, standing_clock):
    for _ in range(8):
        assert client.post("/portal/sign-in/", {"email": ADDRESS}).status_code == 302
    assert len(asked) == 5


def test_it_leads_to_no_other_site(client, customer, asked, now):
    client.post("/portal/sign-in/?next=https://evil.example/portal/", {"email": ADDRESS})
    mail_sign_in_code.call(email=ADDRESS)
    assert client.post("/portal/sign-in/code/", {"code": sent_code()})["Location"] == "/portal/"
