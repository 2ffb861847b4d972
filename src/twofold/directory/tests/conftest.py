"""What several tests of the directory need."""

import pytest

from twofold.core.actor import ActingSide, Actor
from twofold.directory.models import Affiliation, ContactPoint, Identifier, KnownTo, Party, Unit
from twofold.timeline.models import Event

GUARDED = (Affiliation, ContactPoint, Party, Unit, Event)


@pytest.fixture
def house() -> Actor:
    """The house itself at work."""
    return Actor(side=ActingSide.JOB)


@pytest.fixture
def everything(db):
    """`everything()`: all rows of the directory and all events, to see that a refusal changed nothing."""

    def everything() -> dict:
        rows = {
            model: model.objects.system("a test compares").order_by("pk").values_list() for model in GUARDED
        }
        rows |= {model: model.objects.order_by("pk").values_list() for model in (Identifier, KnownTo)}
        return {model.__name__: list(some) for model, some in rows.items()}

    return everything


@pytest.fixture
def last_event(db):
    """`last_event()`: the newest event."""
    return lambda: Event.objects.system("a test looks").order_by("pk").last()
