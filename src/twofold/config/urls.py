"""The address book of the house: each room answers for its own addresses in `web/urls.py` and `portal/urls.py`."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

from twofold.config.health import healthz, readyz


def doors(kind: str) -> list[str]:
    """The URL modules of all rooms that have a door of this `kind` ("web" or "portal")."""
    names = (f"twofold.{room}.{kind}" for room in settings.ROOMS)
    return [f"{name}.urls" for name in names if find_spec(name) and find_spec(f"{name}.urls")]


urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("api/v1/", include("twofold.config.api_urls")),
    path("accounts/", include("twofold.accounts.web.accounts.urls")),
    *(path("", include(module)) for module in doors("web")),
    path("", include("twofold.workspace.web.lists.urls")),
    *(path("portal/", include(module)) for module in doors("portal")),
]

handler403 = "twofold.config.refusals.not_allowed"
handler404 = "twofold.config.refusals.not_found"
handler429 = "twofold.config.refusals.too_many"
handler500 = "twofold.config.refusals.broken"
