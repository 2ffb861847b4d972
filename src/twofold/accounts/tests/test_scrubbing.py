"""Secrets stay out of the log."""

import logging

import pytest

from twofold.accounts.models.secret import new_secret
from twofold.accounts.web.scrubbing import ScrubSecrets


@pytest.mark.parametrize(
    "path",
    [
        "/setup/{}/",
        "/invitations/{}/",
        "/accounts/password/reset/key/1-{}/",
        "/s/{}/",
        "/b/{}/",
        "/b/{}/change/",
        "/k/{}/sheets/",
        "Bearer tf_{}",
    ],
)
def test_links_and_tokens_are_cut_out(path):
    secret = new_secret()
    record = logging.LogRecord("django.request", 30, "", 0, "Gone: %s %s", (path.format(secret), 200), None)
    assert ScrubSecrets().filter(record)
    assert secret not in record.getMessage()
    assert "200" in record.getMessage()


def test_the_rest_stays():
    record = logging.LogRecord("x", 30, "", 0, "Not Found: /cases/7/ 100%", (), None)
    ScrubSecrets().filter(record)
    assert record.getMessage() == "Not Found: /cases/7/ 100%"
