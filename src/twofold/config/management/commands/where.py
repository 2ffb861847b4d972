"""`twofold where /cases/7/`: the code behind an address."""

import ast
import inspect
import sys
import textwrap
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.urls import Resolver404, resolve


class Command(BaseCommand):
    """Print file and line of the view that answers an address, and its templates."""

    help = "Print file and line of the view that answers an address, and its templates."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("url", help="an address like /cases/7/")

    def handle(self, *args: Any, url: str, **options: Any) -> None:
        try:
            match = resolve("/" + urlsplit(url).path.lstrip("/"))
        except Resolver404:
            raise CommandError(f"No page answers {url}.") from None
        view = inspect.unwrap(getattr(match.func, "view_class", match.func))
        self.stdout.write(f"{match.view_name or view.__name__}\n  {place(view)}")
        for template in templates(view):
            self.stdout.write(f"  {shortest(settings.PACKAGE / template)}")


def place(view: Callable) -> str:
    """File and line at which the view is defined."""
    return f"{shortest(Path(inspect.getsourcefile(view) or ''))}:{inspect.getsourcelines(view)[1]}"


def shortest(path: Path) -> str:
    """The path as one would type it here."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def templates(view: Callable) -> list[str]:
    """The templates of ours that the view's source names, as texts or as constants of its module, in order."""
    module = vars(sys.modules[view.__module__])
    nodes = list(ast.walk(ast.parse(textwrap.dedent(inspect.getsource(view)))))
    texts = [node.value for node in nodes if isinstance(node, ast.Constant)]
    texts += [module.get(node.id) for node in nodes if isinstance(node, ast.Name)]
    names = dict.fromkeys(
        text.partition("#")[0] for text in texts if isinstance(text, str) and ".html" in text
    )
    return [name for name in names if (settings.PACKAGE / name).is_file()]
