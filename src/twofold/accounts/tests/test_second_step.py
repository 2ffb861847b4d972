"""An app's codes and recovery codes as a second step of signing in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.cast import PASSWORD
from twofold.accounts.actions.factors import add_app, remove_factor, reset_factors
from twofold.accounts.queries.factors import own_factors
from twofold.accounts.tasks import mail_about_account
from twofold.accounts.tests.totp import code_of
from twofold.core.errors import BadInput, Conflict, NotAllowed
from twofold.timeline.models import Event

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def guarded(amina, actor_of):
    """Amina with a password, an app and recovery codes; `guarded.codes` are hers."""
    from django.utils import timezone

    amina.set_password(PASSWORD)
    amina.save()
    amina.codes = add_app(
        amina, secret=SECRET, code=code_of(SECRET, steps=-1), actor=actor_of(amina), now=timezone.now()
    )
    return amina


def password(client, user):
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})


def step(client, code):
    return client.post("/accounts/second-step/", {"code": code})


def is_in(client):
    return "_auth_user_id" in client.session


def verbs():
    return set(Event.objects.system("test").values_list("verb", flat=True))


def test_the_password_alone_opens_nothing_any_more(client, guarded):
    assert password(client, guarded)["Location"] == "/accounts/second-step/"
    assert not is_in(client)
    assert client.get("/settings/profile/").status_code == 302
    step(client, code_of(SECRET))
    assert is_in(client)


def test_a_code_is_good_once(client, guarded):
    code = code_of(SECRET)
    password(client, guarded)
    step(client, code)
    other = Client()
    password(other, guarded)
    assert "used already" in step(other, code).text
    assert not is_in(other)


def test_a_recovery_code_opens_once(client, guarded):
    code = guarded.codes[3]
    password(client, guarded)
    step(client, f"{code[:4]} {code[4:]}")
    assert is_in(client)
    other = Client()
    password(other, guarded)
    assert "wrong" in step(other, code).text


def test_guessing_codes_is_slowed_down(client, guarded, standing_clock):
    password(client, guarded)
    for guess in range(5):
        step(client, f"00000{guess}")
    assert "Try again in 10 seconds" in step(client, code_of(SECRET)).text
    assert not is_in(client)


def test_the_secret_is_not_in_the_database(guarded):
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not any(code in kept for code in guarded.codes)


def test_the_page_sets_up_an_app_and_shows_the_codes_once(client_of, amina):
    client = client_of(amina)
    secret = re.search(r'value="([A-Z2-7 ]{30,})"', client.get("/settings/security/app/").text).group(1)
    assert "not the code" in client.post("/settings/security/app/", {"code": "000000"}).text
    shown = client.post("/settings/security/app/", {"code": code_of(secret)}).text
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", shown)) == 10
    page = client.get("/settings/security/").text
    assert "10 codes are still good" in page
    assert not re.search(r"<code>\d{4} \d{4}</code>", page)


def test_a_wrong_first_code_turns_nothing_on(amina, actor_of, now):
    with pytest.raises(BadInput):
        add_app(amina, secret=SECRET, code="123", actor=actor_of(amina), now=now)
    assert not Authenticator.objects.exists()


def test_removing_the_last_one_takes_the_recovery_codes_with_it(guarded, actor_of, now):
    remove_factor(own_factors(guarded).get(), actor=actor_of(guarded), now=now)
    assert not Authenticator.objects.exists()
    assert {"accounts.factor_added", "accounts.factor_removed"} <= verbs()


def test_nobody_removes_another_ones(guarded, bo, client_of, actor_of, now):
    factor = own_factors(guarded).get()
    with pytest.raises(NotAllowed):
        remove_factor(factor, actor=actor_of(bo), now=now)
    assert client_of(bo).post(f"/settings/security/factors/{factor.pk}/remove/").status_code == 404
    assert own_factors(guarded).exists()


def test_where_one_is_required_the_last_one_stays(guarded, settings, actor_of, now):
    settings.SECOND_STEP = "all"
    with pytest.raises(Conflict):
        remove_factor(own_factors(guarded).get(), actor=actor_of(guarded), now=now)
    assert own_factors(guarded).exists()


@pytest.mark.parametrize(
    ("required", "asked"), [("none", set()), ("capable", {"chidi"}), ("all", {"chidi", "amina"})]
)
def test_whoever_must_have_one_is_led_to_it_first(client_of, amina, chidi, settings, required, asked):
    settings.SECOND_STEP = required
    for user in (amina, chidi):
        answer = client_of(user).get("/settings/profile/")
        led = answer.status_code == 302 and answer["Location"] == "/settings/security/"
        assert led == (user.email.partition("@")[0] in asked)
        assert client_of(user).get("/settings/security/").status_code == 200


def test_an_administrator_takes_a_lost_one_off(guarded, chidi, client_of):
    elsewhere = client_of(guarded)
    assert client_of(chidi).post(f"/settings/people/{guarded.pk}/reset-factors/").status_code == 302
    assert not Authenticator.objects.exists()
    assert elsewhere.get("/settings/profile/").status_code == 302  # signed out
    mail_about_account.call(event_id=Event.objects.system("test").get(verb="accounts.factors_reset").pk)
    assert mail.outbox[-1].to == [guarded.email]
    assert "by an administrator" in mail.outbox[-1].subject


def test_nobody_else_takes_it_off(guarded, bo, actor_of, now):
    with pytest.raises(NotAllowed):
        reset_factors(guarded, actor=actor_of(bo), now=now)
    assert own_factors(guarded).exists()
