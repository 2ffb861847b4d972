"""The API: the operations of all rooms under /api/v1/, for programs with a token. docs/api.md says how to use it."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from twofold.accounts.api.rate import PerMinute
from twofold.accounts.api.repetition import carried_out_once
from twofold.core.api.refusals import answer_refusals

PREFIX = "api/v1/"


def build_api() -> NinjaAPI:
    """The API with the routers that the rooms name in their `api` package, lowest floor first."""
    built = NinjaAPI(
        title="Twofold",
        version="1",
        openapi_url=None,
        docs_url=None,
        urls_namespace="api",
        throttle=[PerMinute()],
    )
    built.description = _("What Twofold’s pages do, for programs: the same verbs, behind the same gate.")
    answer_refusals(built)
    built.add_decorator(carried_out_once, mode="view")
    for room in reversed(settings.ROOMS):
        if find_spec(f"twofold.{room}.api"):
            for name in getattr(import_module(f"twofold.{room}.api"), "ROUTERS", ()):
                built.add_router("", import_module(f"twofold.{room}.api.{name}").router)
    return built


api = build_api()


@cache
def openapi() -> dict[str, Any]:
    """The description of all operations, as `docs/openapi.json` keeps it; thought out once."""
    return api.get_openapi_schema(path_prefix=PREFIX)
