"""Refusals become pages that say why, in one place for all rooms."""

import json

import pytest
from django.http import Http404, HttpResponse
from django.urls import path

from twofold.config import urls as house
from twofold.core.errors import BadInput, Conflict, NotAllowed, NotVisible


def raising(exception):
    """A view that refuses."""

    def view(request):
        raise exception

    return view


def signed_in(request):
    """A page of someone signed in."""
    request.session["who"] = "amina"
    return HttpResponse("hers")


def echo(request):
    """What a form says."""
    return HttpResponse(request.POST.get("name", "nothing"))


urlpatterns = [
    path("echo/", echo),
    path("healthz", lambda request: HttpResponse("ok")),
    path("bad/", raising(BadInput("The date is in the future. Correct it.", field="on"))),
    path("late/", raising(Conflict("Bo has already resolved this case."))),
    path("forbidden/", raising(NotAllowed("Only a lead may seal a unit."))),
    path("hidden/", raising(NotVisible())),
    path("absent/", raising(Http404())),
    path("bug/", raising(KeyError("oops"))),
    path("hers/", signed_in),
    *house.urlpatterns,  # middleware and the frame of pages know addresses of the house
]
handler403, handler404, handler500 = house.handler403, house.handler404, house.handler500
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture(autouse=True)
def open_doors(settings):
    """These views belong to no room, so nobody signs in for them."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "LoginRequired" not in name]


@pytest.mark.parametrize(
    ("url", "status", "sentence"),
    [
        ("/bad/", 422, "The date is in the future. Correct it."),
        ("/late/", 409, "Bo has already resolved this case."),
        ("/forbidden/", 403, "Only a lead may seal a unit."),
    ],
)
def test_a_refusal_is_a_page_with_its_sentence(client, url, status, sentence):
    response = client.get(url)

    assert response.status_code == status
    assert sentence in response.content.decode()


def test_htmx_gets_a_toast_and_leaves_the_page_alone(client):
    response = client.get("/late/", headers={"HX-Request": "true"})

    assert response.status_code == 409
    assert json.loads(response["HX-Trigger"])["toast"]["text"] == "Bo has already resolved this case."
    assert response["HX-Reswap"] == "none"


def test_hidden_and_absent_look_the_same(client):
    hidden, absent = client.get("/hidden/"), client.get("/absent/")

    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content
    assert hidden.headers == absent.headers


def test_a_bug_is_our_fault_and_says_so(client):
    client.raise_request_exception = False

    response = client.get("/bug/")

    assert response.status_code == 500
    assert "Something broke on our side." in response.content.decode()
    assert "oops" not in response.content.decode()


def test_answers_are_careful(client):
    headers = client.get("/healthz").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Server"] == "Twofold"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_pages_of_someone_signed_in_stay_in_no_cache(client):
    assert "Cache-Control" not in client.get("/healthz").headers
    assert client.get("/hers/")["Cache-Control"] == "no-store, private"
    assert client.get("/healthz")["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(("proxies", "seen"), [((), "10.0.0.1"), (("10.0.0.1",), "203.0.113.9")])
def test_only_our_proxies_are_believed(settings, rf, proxies, seen):
    from twofold.config.proxies import TrustedProxies

    settings.TRUSTED_PROXIES = proxies
    request = rf.get(
        "/",
        REMOTE_ADDR="10.0.0.1",
        headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https"},
    )

    TrustedProxies(lambda request: HttpResponse())(request)

    assert request.META["REMOTE_ADDR"] == seen
    assert request.is_secure() == bool(proxies)
    assert "HTTP_X_FORWARDED_FOR" not in request.META


@pytest.mark.parametrize("charset", ["latin-1", "utf-7", "idna", "zlib", "undefined", "bogus"])
def test_a_form_is_read_as_our_pages_send_it_whatever_it_says_of_itself(client, charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert client.generic("POST", "/echo/", b"name=%C3%A9", content_type=kind).text == "é"
