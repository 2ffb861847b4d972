"""What every test may ask for by name, wherever it lives: the cast and the browser."""

from hypothesis import settings

pytest_plugins = ("tests.append_only", "tests.cast", "tests.browser")

settings.register_profile("unhurried", deadline=None)  # a busy machine is no reason to fail
settings.load_profile("unhurried")
