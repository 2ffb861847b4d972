"""What the tests of accounts share."""

from datetime import datetime

import pytest
from django.utils import timezone


@pytest.fixture
def standing_clock(monkeypatch) -> datetime:
    """The clock stands, so that waits are told by what was tried and not by how fast the machine is."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment
