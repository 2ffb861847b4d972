"""What every test may ask for by name, wherever it lives: the cast and the browser."""

pytest_plugins = ("tests.append_only", "tests.cast", "tests.browser")
