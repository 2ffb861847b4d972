"""The door of the box, tried as a browser would that is signed in elsewhere on the site."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import Client
from django.utils.translation import gettext as _

from twofold.surveys.queries.confidentiality.findings import Finding

COOKIES = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)


@contextmanager
def _unlogged() -> Iterator[None]:
    """That the link tried is unknown is no news, least of all in the middle of a report."""
    log = logging.getLogger("django.request")
    was, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = was


def prove_door() -> Iterator[Finding]:
    """Whether the page on which ballots are cast gives a browser anything by which it could be known again."""
    browser = Client(raise_request_exception=False, headers={"host": settings.ALLOWED_HOSTS[0]})
    for name in COOKIES:
        browser.cookies[name] = secrets.token_urlsafe(16)
    with _unlogged():
        answer = browser.get(f"/b/{secrets.token_urlsafe(24)}/", secure=settings.HTTPS)
    yield Finding(
        not answer.cookies and answer.status_code < 500,
        _("The page of a ballot sets no cookie, also for a browser that brings some."),
        _("Look at what was put before the door, and let it pass such pages through."),
    )
    policy = answer.headers.get("Referrer-Policy", "")
    yield Finding(
        policy == "no-referrer",
        _("Whoever goes on from that page does not take its address along."),
        _("Its Referrer-Policy is “%(found)s” and should be “no-referrer”.") % {"found": policy},
    )
