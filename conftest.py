"""What every test may ask for by name, wherever it lives, and which tests one database is enough for."""

import os

from hypothesis import settings

pytest_plugins = ("tests.catalogues", "tests.append_only", "tests.cast", "tests.browser", "tests.programs")

settings.register_profile("unhurried", deadline=None)  # a busy machine is no reason to fail
settings.load_profile("unhurried")

WITHOUT_A_DATABASE = ("src/twofold/science/",)
DRAWN = (
    "tests/pages/test_every_page.py",
    "tests/pages/test_right_to_left.py",
    "src/twofold/ui/tests/test_style_page.py",
)
"""How a browser draws the pages that the same views and templates have made, and arithmetic, know nothing of the database."""


def pytest_collection_modifyitems(config, items):
    """Leave to the run on SQLite what the run on PostgreSQL would only repeat, unless these tests were asked for by name."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres") or config.args != config.getini(
        "testpaths"
    ):
        return
    once = tuple(str(config.rootpath / path) for path in WITHOUT_A_DATABASE + DRAWN)
    repeated = [item for item in items if str(item.path).startswith(once)]
    config.hook.pytest_deselected(items=repeated)
    items[:] = [item for item in items if item not in set(repeated)]
