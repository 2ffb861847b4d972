"""Secrets that the database holds and cannot read."""

import pytest

from twofold.core.sealing import CannotUnseal, seal, unseal


def test_only_the_same_key_and_purpose_open_what_was_sealed(settings):
    sealed = seal("correct horse", purpose="mailbox")

    assert unseal(sealed, purpose="mailbox") == "correct horse"
    with pytest.raises(CannotUnseal):
        unseal(sealed, purpose="webhook")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another"
    assert unseal(sealed, purpose="mailbox") == "correct horse"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CannotUnseal):
        unseal(sealed, purpose="mailbox")


def test_nothing_stays_nothing():
    assert unseal(seal("", purpose="mailbox"), purpose="mailbox") == ""
