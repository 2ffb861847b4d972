"""How people like to be shown things."""

import pytest
from django.core import mail
from django.test import Client

from twofold.accounts.actions.preferences import prefer
from twofold.accounts.models import User
from twofold.accounts.tasks import mail_password_reset
from twofold.core.errors import BadInput

pytestmark = pytest.mark.django_db
CHOSEN = {"language": "ar", "date_style": "iso", "theme": "dark", "density": "compact"}


@pytest.fixture
def amina_here(client: Client, amina: User) -> Client:
    client.force_login(amina)
    return client


def test_everything_is_chosen_on_one_page(amina_here, amina):
    answer = amina_here.post("/settings/preferences/", CHOSEN, follow=True)
    page = answer.content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert 'data-theme-choice="dark" data-density="compact" data-keys="off"' in page
    assert "التفضيلات" in page
    amina.refresh_from_db()
    assert not amina.is_keyed


def test_days_are_written_as_one_likes_them(amina_here, amina):
    prefer(amina, date_style="iso")
    joined = f"{amina.created_at:%Y-%m-%d}"
    assert f">{joined}" not in amina_here.get("/ui/").content.decode()
    amina_here.get("/settings/preferences/")
    from twofold.ui.formats import in_words

    assert in_words(amina.created_at.date()) == joined


def test_the_choice_of_one_does_not_reach_the_next(amina_here, amina, client, chidi):
    prefer(amina, language="ar")
    assert 'dir="rtl"' in amina_here.get("/settings/preferences/").content.decode()
    other = Client()
    other.force_login(chidi)
    assert 'lang="en-gb"' in other.get("/settings/preferences/").content.decode()


@pytest.mark.parametrize("wrong", [{"language": "xx"}, {"theme": "pink"}, {"is_active": False}])
def test_it_refuses_what_cannot_be_chosen(amina, wrong):
    with pytest.raises(BadInput):
        prefer(amina, **wrong)
    amina.refresh_from_db()
    assert (amina.language, amina.theme, amina.is_active) == ("", "auto", True)


def test_one_choice_is_kept_in_passing(amina_here, amina):
    assert (
        amina_here.post("/settings/preferences/one/", {"name": "theme", "value": "dark"}).status_code == 204
    )
    answer = amina_here.post(
        "/settings/preferences/one/", {"name": "language", "value": "ar", "next": "//evil"}
    )
    assert answer["Location"] == "/"
    amina.refresh_from_db()
    assert (amina.theme, amina.language) == ("dark", "ar")


def test_strangers_are_spoken_to_as_their_browser_asks(client):
    assert (
        'dir="rtl"' in client.get("/accounts/login/", headers={"accept-language": "ar-EG"}).content.decode()
    )
    assert (
        'lang="en-gb"' in client.get("/accounts/login/", headers={"accept-language": "fr"}).content.decode()
    )


def test_strangers_choose_on_the_sign_in_page(client):
    answer = client.post("/language/", {"language": "ar", "next": "/accounts/login/"})
    assert answer["Location"] == "/accounts/login/"
    assert 'dir="rtl"' in client.get("/accounts/login/").content.decode()
    assert client.post("/language/", {"language": "xx"}).status_code == 422


def test_mail_is_written_in_the_language_of_whom_it_is_for(amina):
    prefer(amina, language="ar")
    mail_password_reset.func(email=amina.email)
    assert "كلمة مرور" in mail.outbox[0].subject
    assert "اخترها هنا" in mail.outbox[0].body
