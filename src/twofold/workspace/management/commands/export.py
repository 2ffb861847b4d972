"""`twofold export party --view people --as csv -o people.csv`: a list as a file, as its page exports it."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.http import QueryDict
from django.utils import timezone

from twofold.core.errors import BadInput, DomainError, NotVisible
from twofold.core.plates import Asked, house
from twofold.workspace.actions.export import Exported, export_list
from twofold.workspace.queries.lists.files import FORMATS
from twofold.workspace.queries.lists.listed import listed
from twofold.workspace.queries.lists.matching import matching
from twofold.workspace.queries.lists.shown import read_shown
from twofold.workspace.queries.lists.views import chosen_view
from twofold.workspace.queries.operators import actor_with_email, operator

REFUSED = 2


class Command(BaseCommand):
    """Writes what a list shows; without ``-o``, to the standard output."""

    help = "Export a list: its columns, rules and order as a page would show them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", metavar="LIST", help="e.g. party, case, dealing")
        parser.add_argument(
            "--view", default="", help="name of a view of the house, or number of a saved one"
        )
        parser.add_argument(
            "--rules", default="", metavar="JSON", help='{"all": [{"field": …, "op": …, "value": […]}]}'
        )
        parser.add_argument("--search", default="", metavar="WORDS")
        parser.add_argument("--columns", default="", metavar="A,B", help="names of columns, in order")
        parser.add_argument("--order", default="", metavar="[-]COLUMN")
        parser.add_argument("--side", default="both", choices=("both", "internal", "external"))
        parser.add_argument(
            "--as",
            dest="format",
            default="csv",
            metavar="FORMAT",
            help=", ".join(FORMATS) + "; vcf for parties",
        )
        parser.add_argument("-o", "--output", type=Path, metavar="FILE")
        parser.add_argument(
            "--as-user", default="", metavar="EMAIL", help="with this user's rights; else the operator's"
        )

    def handle(self, *, output: Path | None, verbosity: int, **options: Any) -> None:
        """Export, and say how much it was."""
        try:
            file = _begin(**options)
        except DomainError as refusal:
            self.stderr.write(self.style.ERROR(str(refusal)))
            sys.exit(REFUSED)
        if output is None:
            for part in file.parts:
                sys.stdout.buffer.write(part)
            return
        with output.open("wb") as target:
            target.writelines(file.parts)
        if verbosity:
            self.stdout.write(f"{file.count} records are in {output}.")


def _begin(
    *,
    list: str,
    view: str,
    rules: str,
    search: str,
    columns: str,
    order: str,
    side: str,
    format: str,
    as_user: str,
    **_: Any,
) -> Exported:
    asked = Asked(actor_with_email(as_user) if as_user else operator(), timezone.now(), side)
    try:
        found = listed(list, asked.actor)
        chosen = chosen_view(found, view, asked.actor)
    except NotVisible:
        known = ", ".join(one.name for one in house().every("lists"))
        raise BadInput(f"There is no such list or view. The lists are: {known}.") from None
    if view and not view.isdecimal() and found.view(view) is None:
        known = ", ".join(one.name for one in found.type.views)
        raise BadInput(f"There is no view “{view}”. The views of this list are: {known}.")
    stated = QueryDict(mutable=True)
    said = {"rules": rules and _valid(rules), "q": search, "columns": columns, "order": order}
    stated.update({name: text for name, text in said.items() if text})
    shown = read_shown(found, chosen, stated)
    matched = matching(shown, asked)
    if matched.problems:
        raise BadInput(" ".join(str(problem.sentence) for problem in matched.problems))
    return export_list(shown, matched, format, asked)


def _valid(rules: str) -> str:
    try:
        json.loads(rules)
    except ValueError:
        raise BadInput("The rules are not JSON. Write them as a saved view's address has them.") from None
    return rules
