"""Where one is signed in, and the browsers that are known."""

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client

from tests.cast import PASSWORD
from twofold.accounts.tasks import mail_about_account
from twofold.timeline.models import Event

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1"


@pytest.fixture
def amina(amina):
    amina.set_password(PASSWORD)
    amina.save()
    return amina


def signed_in(user, agent, **extra):
    client = Client(HTTP_USER_AGENT=agent, **extra)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def test_the_page_lists_browsers_and_says_which_is_this_one(amina):
    client = signed_in(amina, FIREFOX)
    signed_in(amina, PHONE, REMOTE_ADDR="203.0.113.9")
    page = client.get("/settings/security/").text
    assert page.index("Firefox on Linux") < page.index("This one") < page.index("Safari on iPhone")
    assert "203.0.113.9" in page


def test_one_of_them_is_signed_out(amina):
    here, there = signed_in(amina, FIREFOX), signed_in(amina, PHONE)
    session = UserSession.objects.get(session_key=there.session.session_key)
    here.post(f"/settings/security/sessions/{session.pk}/end/")
    assert there.get("/settings/profile/").status_code == 302
    assert here.get("/settings/profile/").status_code == 200
    assert Event.objects.system("test").filter(verb="accounts.session_ended").exists()


def test_another_ones_session_is_not_there(amina, bo, client_of):
    signed_in(amina, FIREFOX)
    session = UserSession.objects.get()
    assert client_of(bo).post(f"/settings/security/sessions/{session.pk}/end/").status_code == 404
    assert UserSession.objects.exists()


def test_all_others_are_signed_out(amina):
    here, there = signed_in(amina, FIREFOX), signed_in(amina, PHONE)
    here.post("/settings/security/sign-out-everywhere/")
    assert there.get("/settings/profile/").status_code == 302
    page = here.get("/settings/security/").text
    assert "Firefox on Linux" in page and "Safari on iPhone" not in page


def test_a_new_browser_is_told_of_but_not_the_first(amina):
    client = signed_in(amina, FIREFOX)
    events = Event.objects.system("test").filter(verb="accounts.new_device_used")
    assert not events.exists()
    client.post("/accounts/logout/")
    client.post("/accounts/login/", {"login": amina.email, "password": PASSWORD})
    assert not events.exists()  # known by its cookie
    signed_in(amina, PHONE)
    mail_about_account.call(event_id=events.get().pk)
    assert "Safari on iPhone" in mail.outbox[0].body
    assert mail.outbox[0].to == [amina.email]


def test_reading_pages_writes_nothing(amina, django_assert_num_queries):
    client = signed_in(amina, FIREFOX)
    client.get("/settings/profile/")
    before = UserSession.objects.get().last_seen_at
    client.get("/settings/profile/")
    assert UserSession.objects.get().last_seen_at == before
