"""What every test may ask for by name, wherever it lives, and which tests one database is enough for."""

import gc
import os

from hypothesis import HealthCheck, settings

pytest_plugins = (
    "tests.catalogues",
    "tests.append_only",
    "tests.blank",
    "tests.folders",
    "tests.no_disk",
    "tests.passwords",
    "tests.cast",
    "tests.browser",
    "tests.programs",
    "tests.unordered",
)

settings.register_profile(
    "unhurried",
    deadline=None,  # a busy machine is no reason to fail
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,  # nor is chance: what fails here fails again
)
settings.load_profile("unhurried")

DRAWN = (
    "tests/pages/test_every_page.py",
    "tests/pages/test_right_to_left.py",
    "src/twofold/ui/tests/test_style_page.py",
)
"""How a browser draws the pages that the same views and templates have made knows nothing of the database."""


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "one_engine: says nothing on PostgreSQL that the run on SQLite has not said"
    )


def pytest_collection_finish():
    """What stands now stays until the end: it need not be searched for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config, items):
    """Leave to the run on SQLite what the run on PostgreSQL would only repeat, unless these tests were asked for by name."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres") or config.args != config.getini(
        "testpaths"
    ):
        return
    drawn = tuple(str(config.rootpath / path) for path in DRAWN)

    def is_repeated(item):
        return (
            not asks_a_database(item)
            or item.get_closest_marker("one_engine")
            or str(item.path).startswith(drawn)
        )

    config.hook.pytest_deselected(items=[item for item in items if is_repeated(item)])
    items[:] = [item for item in items if not is_repeated(item)]


def asks_a_database(item) -> bool:
    """Whether a test asks the database of the run: pytest-django refuses it to all that do not say so."""
    asked = {"db", "transactional_db", "live_server"}
    return item.get_closest_marker("django_db") is not None or not asked.isdisjoint(item.fixturenames)
