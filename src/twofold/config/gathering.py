"""What the rooms register, gathered at start-up, and the checks that it is complete."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.core import checks

from twofold.core import plates
from twofold.core.plates.house import unclassified_fields, unpoliced_models
from twofold.core.plates.moved import unmoved_keys


def gather_plates() -> None:
    """Hand the plates of all rooms to `core`, lowest floor first."""
    plates.gather(room_plates())


def room_plates() -> Iterator[plates.Plate]:
    """The plate of every room that has one, lowest floor first."""
    for room in reversed(settings.ROOMS):
        if find_spec(f"twofold.{room}.room"):
            yield import_module(f"twofold.{room}.room").plate


def our_models() -> list[type]:
    """The models of the rooms, third parties' left out."""
    return [model for model in apps.get_models() if model.__module__.startswith("twofold.")]


@checks.register("plates")
def plates_are_complete(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Every model has a policy and says what its fields are under the privacy rules; what names a merged record follows it."""
    ours = our_models()
    return unpoliced_models(ours) + unclassified_fields(ours) + unmoved_keys(ours)
