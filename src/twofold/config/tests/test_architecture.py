"""The house stands as docs/architecture.md draws it. Imports are held by import-linter; here is what it cannot see."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from twofold.config.gathering import our_models
from twofold.core.plates import house

ROOT = Path(__file__).resolve().parents[4]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
LAYERS = next(contract["layers"] for contract in CONTRACTS if contract["id"] == "floors")
FLOOR = {room.strip("() "): -height for height, layer in enumerate(LAYERS) for room in layer.split("|")}
REFERENCE = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"'#]+)""")
IN_ROOM = {
    *("access.py", "actions", "api", "locale", "management", "migrations", "models", "portal", "queries"),
    *("room.py", "tasks.py", "templatetags", "tests", "web"),
}
ALSO_IN = {
    "accounts": {"signin.py"},  # what allauth and Django ask for by name
    "conversations": {"channels", "outbox"},  # ways in and out, and how mail leaves
    "jobs": {"backend.py"},  # what django_tasks asks for by name
    "search": {"engines"},  # one for each database
    "surveys": {"questionnaire"},  # what a questionnaire is, whoever shows it
}
HEAVY = {
    "statsmodels",
    "pandas",
    "duckdb",
    "ibis",
    "pyspark",
    "splink",
}  # workers compute, pages read stored figures
FREE_FORM = {"config", "core", "science", "ui"}  # the top and the ground are not rooms of records


def templates():
    """Our templates, as names relative to the package."""
    return sorted(str(path.relative_to(settings.PACKAGE)) for path in settings.PACKAGE.rglob("*.html"))


def reaches(room, other):
    """Whether a room may lean on another: itself or one on a lower floor."""
    return room == other or FLOOR[other] < FLOOR[room]


def test_every_room_has_its_floor_and_its_place_among_the_apps():
    rooms = {path.parent.name for path in settings.PACKAGE.glob("*/__init__.py")}

    assert rooms <= set(FLOOR)
    assert rooms - set(settings.ROOMS) == {"science"}


def test_foreign_keys_point_down():
    upward = [
        str(field)
        for model in our_models()
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
        if (target := field.related_model) and target.__module__.startswith("twofold.")
        if not reaches(model._meta.app_label, target._meta.app_label)
    ]

    assert upward == []


def test_core_has_no_models():
    assert list(apps.get_app_config("core").get_models()) == []


@pytest.mark.parametrize("name", templates())
def test_a_template_compiles_and_leans_only_on_lower_floors(name):
    source = get_template(name).template.source

    room = Path(name).parts[0]
    used = [Path(reference).parts[0] for reference in REFERENCE.findall(source)]
    assert [other for other in used if other in FLOOR and not reaches(room, other)] == []
    assert " style=" not in source, "the content security policy forbids inline styles"
    markup = re.sub(r"{%.*?%}", "", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=", markup), (
        "the content security policy forbids inline scripts"
    )


@pytest.mark.parametrize("room", [room for room in settings.ROOMS if room not in FREE_FORM])
def test_a_room_holds_only_what_rooms_hold(room):
    held = {path.name for path in (settings.PACKAGE / room).iterdir() if path.name[0] not in "._"}

    assert held - IN_ROOM - ALSO_IN.get(room, set()) == set()


def test_pages_import_nothing_heavy():
    code = "import sys, twofold.config.wsgi, twofold.config.urls; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert HEAVY & set(loaded) == set()


@pytest.mark.parametrize(
    "entry",
    sorted(house().every("navigation"), key=lambda entry: entry.order),
    ids=lambda entry: entry.url_name,
)
def test_every_menu_entry_leads_somewhere(entry):
    assert reverse(entry.url_name)


@pytest.mark.parametrize("panel", list(house().every("panels")), ids=lambda panel: panel.url_name)
def test_every_panel_has_its_address(panel):
    assert reverse(panel.url_name, args=[] if panel.slot.endswith("-report") else [1])
