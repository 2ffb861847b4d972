"""Addresses of the built styles, scripts and icons. `frontend/build.mjs` makes them and writes the manifest."""

import json
from functools import lru_cache
from pathlib import Path

from django.core.checks import Warning as CheckWarning
from django.core.checks import register
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

DIST = Path(__file__).resolve().parent.parent / "static" / "dist"
MANIFEST = DIST / "manifest.json"
ALONG_THE_LINE = frozenset(
    ("arrow-back-up", "arrow-left", "arrow-narrow-right", "arrow-right", "arrows-left-right", "chevron-left")
    + (
        "chevron-right",
        "external-link",
        "file-import",
        "list",
        "list-check",
        "login",
        "logout",
        "mail-forward",
    )
    + ("message-2", "send", "timeline", "trending-down", "trending-up", "versions")
)
"""Icons that point where the reading goes: in a language from right to left they are drawn the other way round."""


def asset_url(name: str) -> str:
    """The address of a built file, e.g. ``app.css`` → ``/static/dist/app-1A2B3C4D.css``.

    Before the first build it is the plain name: the page works, without its looks.
    """
    return _asset_url(name, _built_at())


def asset_name(name: str) -> str:
    """What a built file is called, which changes with its content; "" before the first build."""
    built_at = _built_at()
    return _manifest(built_at).get(name, "") if built_at else ""


def asset_content(name: str, packed: str = "") -> bytes:
    """A built file, for what is served at an address that stays; nothing before the first build.

    :param packed: ``.br`` or ``.gz`` for the file as it was packed beforehand
    """
    built = asset_name(name)
    return (DIST / (built + packed)).read_bytes() if built else b""


def icon_svg(name: str, label: str = "") -> SafeString:
    """One icon of `frontend/icons.txt`. Without a label it is decoration, which screen readers skip."""
    return _icon_svg(name, str(label), _built_at())


def _built_at() -> int:
    """When the assets were built last: what is remembered of them holds until they are built anew."""
    try:
        return MANIFEST.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


@lru_cache(maxsize=2_000)
def _icon_svg(name: str, label: str, built_at: int) -> SafeString:
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    drawn = "icon is-along" if name in ALONG_THE_LINE else "icon"
    return format_html(
        '<svg class="{}" {}><use href="{}#{}"/></svg>',
        drawn,
        spoken,
        _asset_url("sprite.svg", built_at),
        name,
    )


@lru_cache(maxsize=200)
def _asset_url(name: str, built_at: int) -> str:
    found = _manifest(built_at).get(name, name) if built_at else name
    return static(f"dist/{found}")


@lru_cache(maxsize=1)
def _manifest(built_at: int) -> dict[str, str]:
    return json.loads(MANIFEST.read_text(encoding="utf-8"))


@register()
def assets_are_built(app_configs, **kwargs) -> list[CheckWarning]:
    """Say so at start-up when pages would come without style."""
    if MANIFEST.exists():
        return []
    return [
        CheckWarning("The pages' styles and scripts are not built.", hint="Run `make assets`.", id="ui.W001")
    ]
