"""What every test may ask for by name, wherever it lives: the cast, the browser and programs."""

from hypothesis import settings

pytest_plugins = ("tests.catalogues", "tests.append_only", "tests.cast", "tests.browser", "tests.programs")

settings.register_profile("unhurried", deadline=None)  # a busy machine is no reason to fail
settings.load_profile("unhurried")
